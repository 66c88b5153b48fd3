"""The yardstick's one table."""

from django.db import models


class Note(models.Model):
    """Five fields, as a plain page would have them."""

    name = models.CharField(max_length=100)
    email = models.EmailField()
    postcode = models.CharField(max_length=10)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    text = models.TextField()

    def __str__(self):
        return f"note {self.pk}"
