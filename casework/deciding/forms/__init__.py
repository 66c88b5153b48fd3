"""What may be typed to check and to decide."""
