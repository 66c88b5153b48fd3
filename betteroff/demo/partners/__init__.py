"""Partners of the demo, and the people with whom they work."""
