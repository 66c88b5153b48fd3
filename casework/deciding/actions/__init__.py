"""What changes when officers check and decide."""
