"""Line of work: proof of life, stopping for want of it, and going on."""

TITLE, ORDER = "资格认证", 7
