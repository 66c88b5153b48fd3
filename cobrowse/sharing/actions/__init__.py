"""What changes a shared form, and what is written down of it."""
