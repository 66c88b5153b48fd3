"""A small mutation tester: what to change (`operators`), where (`targets`), and a warm process to try it (`lane`)."""
