"""What is typed in the studio."""
