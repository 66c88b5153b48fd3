"""Clocks in words."""
