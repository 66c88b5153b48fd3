"""What the pages of the hand-over show."""
