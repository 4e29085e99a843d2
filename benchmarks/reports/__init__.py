"""A public benchmark of report checking: invented reports with seeded errors, their labels and a scorer. Nothing in it is a real report."""
