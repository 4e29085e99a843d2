"""Line of work: the agency itself: posts, standards, figures."""

TITLE, ORDER = "机构、标准与数据", 14
