"""Who may reach what: every address, every kind of person."""
