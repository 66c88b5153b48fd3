"""What is read to decide."""
