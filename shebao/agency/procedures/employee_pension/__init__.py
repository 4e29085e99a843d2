"""Line of work: pensions of employees, from the award to its last revision."""

TITLE, ORDER = "企业职工养老待遇", 9
