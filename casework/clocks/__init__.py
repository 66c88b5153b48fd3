"""Clocks of a claim: holds that end by themselves, the day in law, the council's own targets."""
