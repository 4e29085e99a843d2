"""Line of work: the occupational annuity, from the unit's contribution to the way it is drawn."""

TITLE, ORDER = "职业年金", 20
