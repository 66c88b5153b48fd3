"""Pages of claims, by journey."""
