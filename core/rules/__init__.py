"""Helpers that know no domain. Pure: no Django, no clock."""
