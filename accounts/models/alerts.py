"""Alerts: something that somebody should look at. They name nobody, and tell nothing of anybody."""

from django.db import models

from accounts.models.councils import CouncilOwned


class AlertBase(models.Model):
    """What was noticed (`code`, accounts/presenters/alerts.py has the words), and the limit that it went over.

    While it goes on it is one row: `times` says how often it was noticed, at most once in ten minutes.
    """

    code = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    times = models.PositiveIntegerField(default=1)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()

    personal_data: dict[str, str] = {}

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.code} ×{self.times}"


class Alert(CouncilOwned, AlertBase):
    """Noticed at one council: for its admins and for the operator."""

    class Meta:
        indexes = [models.Index(fields=["council", "-last_at"], name="alert_by_time")]


class PlatformAlert(AlertBase):
    """Noticed over all councils, or where operators sign in: for the operator only."""
