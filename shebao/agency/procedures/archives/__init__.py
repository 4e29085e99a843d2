"""Line of work: files of business: archived, lent, appraised."""

TITLE, ORDER = "档案", 34
