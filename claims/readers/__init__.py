"""Reads of claims and their answers for an actor."""
