"""Line of work: deciding benefits."""

TITLE, ORDER = "居民养老待遇", 8
