"""What may be typed about holds and targets."""
