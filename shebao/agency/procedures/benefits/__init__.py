"""Line of work: deciding benefits."""

TITLE, ORDER = "待遇核定", 4
