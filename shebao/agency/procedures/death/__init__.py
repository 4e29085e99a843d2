"""Line of work: a death and what follows from it."""

TITLE, ORDER = "死亡", 11
