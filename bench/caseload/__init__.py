"""A partner's caseload with as many people as a large one has: how long its lists, and many cases at once, take."""
