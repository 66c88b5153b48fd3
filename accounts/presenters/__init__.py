"""Codes become sentences, for the people they are about."""
