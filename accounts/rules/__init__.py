"""Checks and cleaning. Pure: no Django, no clock."""
