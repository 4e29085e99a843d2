"""Pages of services to retired people: a year's campaign, visits, groups, files and hand-overs."""
