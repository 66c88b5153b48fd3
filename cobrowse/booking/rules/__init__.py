"""Pure rules of booking: which times are free, and calendar files."""
