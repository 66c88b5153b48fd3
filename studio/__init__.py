"""The studio: councils build their own forms without code."""
