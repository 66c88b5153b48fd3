"""The source of a form: what is wrong with it, and the sources that councils have of their own."""
