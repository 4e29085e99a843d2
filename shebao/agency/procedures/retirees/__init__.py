"""Line of work: services to retired people: takeover, health checks, visits, groups."""

TITLE, ORDER = "退休人员服务", 33
