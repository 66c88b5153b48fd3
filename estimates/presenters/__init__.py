"""What the pages and PDFs of estimates show."""
