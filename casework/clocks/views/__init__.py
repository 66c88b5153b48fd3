"""Pages of holds and targets."""
