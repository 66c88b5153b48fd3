"""Notes that staff keep on claims: changed with their history, pinned, restricted, for a colleague, due on a day."""
