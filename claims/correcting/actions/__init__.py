"""Saving what is typed for a correction, sending it, and what hangs on it."""
