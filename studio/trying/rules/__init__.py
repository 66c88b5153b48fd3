"""Examples of a form and what comes of them: pure."""
