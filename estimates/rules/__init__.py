"""Geometry of charts. Pure: no Django, no clock."""
