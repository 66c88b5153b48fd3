"""A council's own words of the messages that the platform sends."""
