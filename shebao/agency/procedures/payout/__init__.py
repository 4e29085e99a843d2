"""Line of work: what is decided about runs, besides signing them."""

TITLE, ORDER = "待遇发放", 12
