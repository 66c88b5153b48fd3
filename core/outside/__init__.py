"""What is not ours: pages and phone numbers that we send people to (addresses.yaml), and systems that we post to."""
