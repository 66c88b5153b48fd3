"""What admins do with the people of a council, and those people with the links that they get."""
