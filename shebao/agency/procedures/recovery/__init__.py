"""Line of work: what is owed back: instalments, repayments, set-offs, enforcement."""

TITLE, ORDER = "追回", 29
