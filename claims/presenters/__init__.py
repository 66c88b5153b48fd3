"""What a claim's pages and PDF show."""
