"""Writes about people and permission, by journey."""
