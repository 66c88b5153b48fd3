"""What may be typed about destinations."""
