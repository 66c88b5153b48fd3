"""A household: its format, what makes one, what is plausible."""
