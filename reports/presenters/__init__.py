"""What the pages and files of the reports show."""
