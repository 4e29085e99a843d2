"""Line of work: work injury, from the recognition to the last payment."""

TITLE, ORDER = "工伤保险", 15
