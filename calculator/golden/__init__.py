"""Households worked out by hand, and whether an engine agrees with them."""
