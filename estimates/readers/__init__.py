"""Reads of estimates, schemes, scenarios and engine accounts for an actor."""
