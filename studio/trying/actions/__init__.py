"""What is done in trying."""
