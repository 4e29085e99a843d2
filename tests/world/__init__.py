"""The one invented county all tests live in: its calendar, its law, its people, its staff and its money."""
