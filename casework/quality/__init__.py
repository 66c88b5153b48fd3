"""Quality checks: some decisions, drawn once, wait for a third person before their letter goes."""
