"""What the pages of deciding show."""
