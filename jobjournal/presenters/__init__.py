"""What the journal's pages, PDF and offline shell show."""
