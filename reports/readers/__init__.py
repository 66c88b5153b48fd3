"""What a council may read as figures."""
