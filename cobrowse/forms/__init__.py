"""What people type in live help."""
