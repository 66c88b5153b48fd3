"""Live help: somebody asks, waits in a queue, and talks to an adviser."""
