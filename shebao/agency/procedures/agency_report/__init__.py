"""Line of work: the agency's own budget, and its published self-evaluation."""

TITLE, ORDER = "本单位预算与绩效", 35
