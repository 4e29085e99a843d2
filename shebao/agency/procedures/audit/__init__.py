"""Line of work: findings of audits and of one's own checks, until they are put right."""

TITLE, ORDER = "审计整改", 30
