"""Parts of the journal's pages."""
