"""Permission to act by law: said, checked by two people, looked at each year, objected to and ended."""
