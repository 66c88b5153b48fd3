"""Days on which councils work."""
