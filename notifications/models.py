"""The outbox: a message is a row in the transaction that caused it; a worker sends it."""

from django.db import models

from accounts.models import CouncilOwned, Resident
from core.due_work import DueWork


class Message(CouncilOwned, DueWork):
    """One message to one person by one channel.

    `public_id` is the provider's idempotency key, too: the same message is never delivered twice on our account.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "Email"
        SMS = "sms", "Text message"
        IN_APP = "in_app", "Message in the account"

    class State(models.TextChoices):
        DUE = "due", "Waiting to be sent"
        SENT = "sent", "Sent"
        # In the record of somebody without an account: nobody can read it there, until it becomes an account's.
        KEPT = "kept", "Kept in the record, and nobody told"
        FAILED = "failed", "Could not be sent"
        # The provider took it, and said later that it did not get there.
        LOST = "lost", "Did not arrive"

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=6, choices=Channel)
    template = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    language = models.CharField(max_length=10, default="en-gb")
    state = models.CharField(max_length=6, choices=State, default=State.DUE)
    provider_id = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # When the provider is asked next whether it arrived; None: it need not be.
    follow_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    personal_data = {"context": "message"}

    class Meta:
        indexes = [
            models.Index(fields=["council", "state", "due_at"], name="message_due"),
            models.Index(fields=["council", "resident", "-created_at"], name="message_by_resident"),
            models.Index(
                fields=["council", "follow_at"], name="message_to_follow", condition=models.Q(follow_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"message {self.pk}"


class MessageWords(CouncilOwned):
    """A council's own words of a kind of message or letter in a language, from a moment on; empty ones are the
    platform's again. Of a letter, `subject` is the salutation and `body` the introduction.

    With `form`, the slug of one, they are of what is written about that form only; empty ones are the council's again.

    Rows are only ever added: a message keeps the words that held when it was written.
    """

    template = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    form = models.SlugField(max_length=60, blank=True, default="", db_index=False)
    subject = models.CharField(max_length=120, blank=True)
    body = models.TextField(blank=True)
    # The further parts of a letter, by name: a message has none.
    more = models.JSONField(default=dict, blank=True)
    since = models.DateTimeField()

    personal_data = {}

    class Meta:
        indexes = [
            models.Index(fields=["council", "template", "language", "form", "-since"], name="message_words_then")
        ]

    def __str__(self):
        return f"{self.template} {self.language}"
