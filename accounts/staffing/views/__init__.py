"""Pages of the people of a council and of its partners."""
