"""What is typed on the pages of plans and hand-overs."""
