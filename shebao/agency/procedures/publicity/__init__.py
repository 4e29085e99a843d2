"""Line of work: campaigns, training and other events that a report speaks of."""

TITLE, ORDER = "宣传与服务", 32
