"""Pages of estimates."""
