"""Councillors' enquiries about a person: recorded, answered with the person's yes."""
