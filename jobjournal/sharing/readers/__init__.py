"""Reads of shares, and the codes that open them."""
