"""What each side may read of a request for help."""
