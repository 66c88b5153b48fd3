"""Files that people send: cleaned, scanned, and what is said of those that are refused."""
