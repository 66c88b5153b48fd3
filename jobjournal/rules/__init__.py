"""Sentences, hints, progress. Pure: no Django, no clock."""
