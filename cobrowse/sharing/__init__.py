"""Co-browsing: a resident lets an adviser see a form, or fill it in with them, while they talk."""
