"""What is drawn before the first day beside the residents: heads, people, wages, pensions and claims by the law of the place, and the relief."""
