"""日志与核验: the journal, and a printed document held against the records; views, addresses and templates together."""
