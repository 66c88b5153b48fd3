"""Pages about the person: signing in, their account, the second factor of staff."""
