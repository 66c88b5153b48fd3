"""What staff of a council may read of its claims."""
