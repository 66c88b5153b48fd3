"""One plan of actions for a person, which several organisations work on with their consent."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned, Membership, Organisation, Resident


class PlanShare(CouncilOwned):
    """A resident lets an organisation see their plan and work on it, in these words. The last day counts in full."""

    class Basis(models.TextChoices):
        SIGNED_IN = "signed_in", _("You said yes in your account")
        IN_PERSON = "in_person", _("You said yes in person")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="plan_shares")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=9, choices=Basis)
    # The sentence that they agreed to, as it was shown.
    wording = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    given_at = models.DateTimeField()
    by_label = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True)

    personal_data = {"wording": "preference", "by_label": "staff"}

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "resident", "organisation"],
                condition=Q(withdrawn_at__isnull=True),
                name="plan_share_once",
            ),
            models.CheckConstraint(name="plan_share_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self):
        return f"plan share {self.pk}"


class PlanAction(CouncilOwned):
    """Something that is to be done for a person, by themselves, by the council or by an organisation. Its words are
    encrypted in `secret`: "what", and "why_not" where it does not go ahead.
    """

    class Owner(models.TextChoices):
        RESIDENT = "resident", "The resident"
        COUNCIL = "council", "The council"
        ORGANISATION = "organisation", "An organisation"

    class State(models.TextChoices):
        TO_DO = "to_do", _("To do")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        NOT_GOING_AHEAD = "not_going", _("Not going ahead")

    OPEN = (State.TO_DO, State.UNDER_WAY)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made with the page that it was written on: however often that is sent, there is one action.
    client_id = models.UUIDField()
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="plan_actions")
    secret = models.BinaryField()
    owner = models.CharField(max_length=12, choices=Owner)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    # Whoever of the council or the organisation does it.
    member = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    # Only its owner and the resident see it.
    is_private = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.TO_DO)
    # The due day of which whoever has to do it was reminded.
    reminded_for = models.DateField(null=True)
    # How often it was changed.
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    by_label = models.CharField(max_length=150)
    settled_at = models.DateTimeField(null=True)

    personal_data = {
        "secret": "claim",
        "owner": "claim",
        "due_on": "claim",
        "reminded_for": "claim",
        "by_label": "staff",
    }

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "client_id"], name="plan_action_once"),
            models.CheckConstraint(
                name="plan_action_owner",
                condition=Q(owner="organisation", organisation__isnull=False)
                | (~Q(owner="organisation") & Q(organisation__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "resident"], name="plan_action_by_resident"),
            models.Index(
                fields=["council", "due_on"],
                name="plan_action_due",
                condition=Q(state__in=["to_do", "under_way"], due_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"plan action {self.pk}"

    @property
    def context(self) -> str:
        """What its words are bound to."""
        return f"plan-action:{self.public_id}"


class PlanNote(CouncilOwned):
    """How an action goes on: what came of it on the way, and the state that it was given then."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    action = models.ForeignKey(PlanAction, on_delete=models.CASCADE, related_name="notes")
    state = models.CharField(max_length=9, choices=PlanAction.State)
    secret = models.BinaryField()
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"secret": "claim", "by_label": "staff"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["council", "action"], name="plan_note_by_action")]

    def __str__(self):
        return f"plan note {self.pk}"

    @property
    def context(self) -> str:
        """What its words are bound to."""
        return f"plan-note:{self.public_id}"
