"""What each side sees of a shared form."""
