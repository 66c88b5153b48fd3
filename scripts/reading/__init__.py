"""How old somebody must be to read what the forms, their guidance and the estimates say."""
