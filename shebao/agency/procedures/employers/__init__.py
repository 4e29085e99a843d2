"""Line of work: the register of employers, its yearly verification, its rates."""

TITLE, ORDER = "用人单位", 2
