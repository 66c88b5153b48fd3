"""The API through which a council’s own systems work on claims."""
