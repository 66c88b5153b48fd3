"""Answers of a sent claim that are answered again, by the claimant or by an officer; the desk asks (casework)."""
