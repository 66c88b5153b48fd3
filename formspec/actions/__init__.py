"""Publishing forms."""
