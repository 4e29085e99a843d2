"""Pages of statistics: the cockpit, tables by period and by group, people behind a count, goals, the dictionary, the bulletin."""
