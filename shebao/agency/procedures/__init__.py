"""经办事项: one file a kind of matter."""
