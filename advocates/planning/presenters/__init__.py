"""What the pages of plans and hand-overs show."""
