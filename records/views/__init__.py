"""Pages of records, for council admins."""
