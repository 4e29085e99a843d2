"""统计: counts and sums, month by month."""
