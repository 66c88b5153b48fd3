"""The second yardstick: the same questions as a team would ask them with django-formtools and crispy-forms-gds."""
