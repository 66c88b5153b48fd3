"""Sums of the reports. Pure: no Django, no clock."""
