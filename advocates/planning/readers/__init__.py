"""Reads of plans and hand-overs for an actor."""
