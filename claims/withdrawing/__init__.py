"""Withdrawing a claim that was sent, and taking that back; the desk's side is casework's."""
