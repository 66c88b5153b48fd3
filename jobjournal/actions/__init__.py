"""What can be done with a journal."""
