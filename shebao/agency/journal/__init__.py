"""日志: who did what, chained by hashes."""
