"""Line of work: contributions that arrived."""

TITLE, ORDER = "缴费", 4
