"""Asking for estimates, working them out, keeping scenarios and schemes."""
