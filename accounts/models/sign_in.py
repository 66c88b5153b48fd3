"""Codes that residents sign in with."""

import uuid

from django.db import models

from accounts.models.councils import CouncilOwned


class SignInCode(CouncilOwned):
    """A six-digit code sent to one e-mail address or phone; five tries, ten minutes, used once."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    channel = models.CharField(max_length=5, choices=[("email", "email"), ("sms", "sms")])
    contact = models.CharField(max_length=254)
    code_hash = models.CharField(max_length=64)
    tries_left = models.PositiveSmallIntegerField(default=5)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    personal_data = {"contact": "contact"}

    class Meta:
        indexes = [models.Index(fields=["council", "contact", "expires_at"], name="sign_in_code_by_contact")]

    def __str__(self):
        return f"sign-in code {self.pk}"
