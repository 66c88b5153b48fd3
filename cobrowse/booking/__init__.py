"""Times with an adviser that people book: calls back, appointments, visits at home."""
