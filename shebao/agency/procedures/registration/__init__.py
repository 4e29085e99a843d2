"""Line of work: entering the register, moving, leaving, and whom the state pays for."""

TITLE, ORDER = "参保登记", 1
