"""Django forms of the journal."""
