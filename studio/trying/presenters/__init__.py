"""What the pages of trying show."""
