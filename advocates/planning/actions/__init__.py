"""What is done with plans and hand-overs."""
