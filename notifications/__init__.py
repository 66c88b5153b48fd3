"""Messages to people: one table, every channel, retried until sent. Knows people, not claims."""
