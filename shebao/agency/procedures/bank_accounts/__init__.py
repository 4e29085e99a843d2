"""Line of work: the bank accounts that benefits are paid into."""

TITLE, ORDER = "银行账户", 6
