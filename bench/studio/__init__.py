"""The form studio with the largest form of the library, and a form that many people are part-way through."""
