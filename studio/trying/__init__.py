"""Trying a form before it is published: its examples, and what to look at first."""
