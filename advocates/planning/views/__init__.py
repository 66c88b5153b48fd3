"""Pages of plans and hand-overs."""
