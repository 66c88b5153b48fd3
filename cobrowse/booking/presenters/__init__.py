"""What pages of booking show."""
