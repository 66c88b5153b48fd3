"""What pages and exports show."""
