"""Reads of trying."""
