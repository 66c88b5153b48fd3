"""What is looked at before a form is published."""
