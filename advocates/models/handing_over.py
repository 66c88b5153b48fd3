"""A person is handed over, or referred, from one organisation to another, or from and to the council."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned, Delegation, Membership, Organisation, Resident, Team


class HandOver(CouncilOwned):
    """It begins with a note to a named receiver; nothing happens before the resident's yes, and nothing before the
    receiver's. Its words are encrypted in `secret`: "note", "reason" (declined) and "came_of_it".

    An organisation of None is the council, on either side.
    """

    class Kind(models.TextChoices):
        HAND_OVER = "hand_over", _("Hand over: they take this person on, and we stop")
        REFERRAL = "referral", _("Refer: they help as well, and we go on")

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for the person’s yes")
        WAITING = "waiting", _("Waits for the receiver")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        REFUSED = "refused", _("The person said no")
        TAKEN_BACK = "taken_back", _("Taken back")
        CAME_BACK = "came_back", _("Came back: nobody answered")

    class Outcome(models.TextChoices):
        HELPED = "helped", _("Got the help that was asked for")
        PARTLY = "partly", _("Got some of it")
        NOT_HELPED = "not_helped", _("Could not be helped")
        STOPPED = "stopped", _("Did not come, or did not want to go on")

    OPEN = (State.ASKED, State.WAITING)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_id = models.UUIDField()
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="hand_overs")
    kind = models.CharField(max_length=9, choices=Kind)
    sender = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    sender_label = models.CharField(max_length=150)
    receiver = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    # Whom it is for there: a person or a team.
    member = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    secret = models.BinaryField()
    # What the receiver may then do, and for how long (advocates/rules/terms.py); the resident can make it less.
    scopes = ArrayField(models.CharField(max_length=30), default=list)
    period = models.CharField(max_length=9)
    # On acceptance what the sender may do ends too: the resident says so.
    ends_senders = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    # The sentence that the resident agreed to, as it was shown, and how: "" until they did.
    wording = models.TextField(blank=True)
    basis = models.CharField(max_length=12, choices=Delegation.Basis, blank=True)
    sent_at = models.DateTimeField()
    # Since when it waits for whose turn it is, and the last day for it.
    waits_since = models.DateTimeField()
    remind_on = models.DateField()
    back_on = models.DateField()
    reminded_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_label = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    outcome_at = models.DateTimeField(null=True)
    delegation = models.OneToOneField(Delegation, null=True, on_delete=models.PROTECT, related_name="hand_over")

    personal_data = {
        "secret": "claim",
        "sender_label": "staff",
        "settled_by_label": "staff",
        "outcome": "claim",
        "remind_on": "unused",
        "back_on": "unused",
    }

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "client_id"], name="hand_over_once"),
            models.CheckConstraint(
                name="hand_over_waits_with_a_yes",
                condition=~Q(basis="") | ~Q(state__in=["waiting", "accepted", "declined"]),
            ),
            models.CheckConstraint(
                name="hand_over_grant_when_accepted", condition=Q(delegation__isnull=True) | Q(state="accepted")
            ),
        ]
        indexes = [
            models.Index(fields=["council", "resident"], name="hand_over_by_resident"),
            models.Index(fields=["council", "receiver", "-sent_at"], name="hand_over_by_receiver"),
            models.Index(fields=["council", "sender", "-sent_at"], name="hand_over_by_sender"),
        ]

    def __str__(self):
        return f"hand-over {self.pk}"

    @property
    def context(self) -> str:
        """What its words are bound to."""
        return f"hand-over:{self.public_id}"
