"""Days counted: pure, with the day passed in."""
