"""Tags on pages with words of forms."""
