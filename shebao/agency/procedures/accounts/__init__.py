"""Line of work: personal accounts as a whole."""

TITLE, ORDER = "个人账户", 5
