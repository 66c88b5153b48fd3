"""Changes of circumstances as the desk sees them."""
