"""What can be done to the source of a form, and what is refused; pure."""
