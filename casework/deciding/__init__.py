"""Checking, deciding and writing the letter: tasks of a claim, its decision, what the claimant reads."""
