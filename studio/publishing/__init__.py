"""Publishing a form: what is different, whom it meets part-way, who agrees; versions, and forms that travel."""
