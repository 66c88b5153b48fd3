"""Template tags of live help."""
