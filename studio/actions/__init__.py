"""What is done to drafts of forms."""
