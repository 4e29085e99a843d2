"""Line of work: pensions of public institutions, with the data of the reform and the clearing."""

TITLE, ORDER = "机关事业养老待遇", 10
