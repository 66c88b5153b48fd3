"""Who may read what of records."""
