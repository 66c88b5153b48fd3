"""Pages of trying."""
