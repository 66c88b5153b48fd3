"""Telling a change of what a sent claim says: a claim of its own, which begins with what is held."""
