"""What a form is: its source compiled into a form spec, conditions, visibility, answer types and words; the library."""
