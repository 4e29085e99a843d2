"""What keeps a person out of a run: the gates, and how two people let somebody through."""
