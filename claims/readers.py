"""Reads about forms and claims."""
