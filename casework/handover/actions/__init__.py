"""What changes when claims are handed over."""
