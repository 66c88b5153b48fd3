"""What each side may read of a shared form."""
