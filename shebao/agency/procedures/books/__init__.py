"""Line of work: the fund's books."""

TITLE, ORDER = "基金账务", 13
