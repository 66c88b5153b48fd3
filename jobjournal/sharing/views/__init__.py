"""Pages of sharing and of viewing a share."""
