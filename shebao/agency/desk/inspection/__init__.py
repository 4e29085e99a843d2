"""Pages of inspection and internal control: plans, cases, campaigns, samples, posts and limits, the monthly report, the board."""
