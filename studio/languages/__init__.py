"""Translations of a form: every text beside its English, page by page, and what lacks."""
