"""The history of everything that a council can set."""

from django.conf import settings
from django.db import models

from accounts.models.councils import CouncilOwned


class SettingChange(CouncilOwned):
    """One change of one setting: who, when, and what stood there before and after.

    Rows are only ever added: a trigger refuses UPDATE and DELETE.
    """

    # Which setting (accounts/history.py), which of several of its kind by key, and what that one was called then.
    code = models.CharField(max_length=60)
    subject = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200, blank=True)
    # {field: value}; null before it was added and after it was removed.
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    actor_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"actor_label": "staff", "name": "staff"}

    class Meta:
        indexes = [models.Index(fields=["council", "code", "subject", "-id"], name="setting_changes_of_one")]

    def __str__(self):
        return f"{self.code} {self.subject}"
