"""Pages of unemployment: claims by month, one claimant, lists of employers."""
