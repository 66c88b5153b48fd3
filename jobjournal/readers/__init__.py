"""Reads of journals and their words for an actor."""
