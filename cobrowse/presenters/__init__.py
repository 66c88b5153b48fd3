"""What the pages of live help show."""
