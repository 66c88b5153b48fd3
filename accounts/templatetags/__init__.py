"""Template tags about councils."""
