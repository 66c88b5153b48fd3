"""Sharing, opening, pairing, answering."""
