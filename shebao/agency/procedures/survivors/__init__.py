"""Line of work: what survivors of employees and of the staff of public institutions are paid."""

TITLE, ORDER = "遗属待遇", 16
