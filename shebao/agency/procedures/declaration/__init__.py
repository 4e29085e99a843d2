"""Line of work: employees in and out, their wages, and the month that is assessed from them."""

TITLE, ORDER = "职工申报和核定", 3
