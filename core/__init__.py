"""Helpers with no models and no domain words; imports nothing else of ours."""
