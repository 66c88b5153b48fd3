"""Writes about forms and claims, by journey."""
