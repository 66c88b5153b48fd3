"""The pages of live help."""
