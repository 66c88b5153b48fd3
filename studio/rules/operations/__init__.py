"""What can be done to the source of a form. Each operation changes a copy or refuses with reasons in words."""
