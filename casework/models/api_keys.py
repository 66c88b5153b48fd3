"""Keys with which a council's own systems use the API for claims."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned


class Right(models.TextChoices):
    """One thing that a key may do."""

    READ = "read", _("Read claims and their files")
    ACKNOWLEDGE = "acknowledge", _("Say that a claim has arrived")
    SET_STATUS = "set_status", _("Move a claim to another status")


class ApiKey(CouncilOwned):
    """A key: of its secret only a hash is kept. `prefix` is the part that finds it again, and that pages show."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=12, unique=True)
    key_hash = models.CharField(max_length=64)
    rights = ArrayField(models.CharField(max_length=11, choices=Right))
    with_hidden = models.BooleanField(default=False)
    made_by_label = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    personal_data = {"made_by_label": "staff"}

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "name"], name="api_key_named_once"),
            models.CheckConstraint(name="api_key_may_something", condition=~models.Q(rights=[])),
        ]

    def __str__(self):
        return f"API key {self.pk}"
