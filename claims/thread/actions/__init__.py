"""Writing, taking back, reading and telling."""
