"""The form engine's words and recordings in the language of the page."""
