"""Case files a civil servant can read: the law's corrections, and what the law says to whom it applies."""
