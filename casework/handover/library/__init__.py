"""The published format of a claim, as data."""
