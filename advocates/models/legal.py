"""Somebody says that they act for a person by law, with their papers, and what two people of the council found."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned, Delegation, Membership, Organisation, Resident
from accounts.permissions import Role


class LegalBasis(CouncilOwned):
    """What an attorney, a deputy or an appointee says of the document by which they act. A grant begins only when two
    different people of the council have found it right.

    `secret` holds all words: whom it is for, what it covers, and why staff found what they found
    (advocates.legal.readers.LegalWords). With a `delegation`, WAITING and CHECKED mean that the person objected: the
    grant is ended, and the council looks again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be checked")
        CHECKED = "checked", _("Waiting for a second person")
        RIGHT = "right", _("Found right")
        REFUSED = "refused", _("Found not right")
        ENDED = "ended", _("Ended by the council")
        TAKEN_BACK = "taken_back", _("Taken back")

    OPEN = (State.WAITING, State.CHECKED)

    class Several(models.TextChoices):
        ALONE = "alone", _("They act alone")
        SEVERAL = "several", _("There are several, and each may act alone")
        JOINT = "joint", _("There are several, who must act together")

    class WhyEnded(models.TextChoices):
        REVOKED = "revoked", _("The document was revoked or ended")
        REGAINED = "regained", _("The person can decide for themselves again")
        DIED = "died", _("The person died")
        OTHER = "other", _("Another reason")

    # Given by the page, so that a second press sends nothing twice.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Who says so: a person with a record here, or a partner organisation, by one of its people.
    asker = models.ForeignKey(Resident, null=True, on_delete=models.PROTECT, related_name="legal_bases_said")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    # Whose record it is about, once somebody has said which; None of somebody who is to get one.
    resident = models.ForeignKey(Resident, null=True, on_delete=models.PROTECT, related_name="legal_bases")
    # One of advocates.legal.rules.DOCUMENTS.
    document = models.CharField(max_length=10)
    several = models.CharField(max_length=7, choices=Several, default=Several.ALONE)
    covers_all = models.BooleanField()
    ends_on = models.DateField(null=True)
    secret = models.BinaryField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    said_at = models.DateTimeField()
    is_right = models.BooleanField(null=True)
    scopes = ArrayField(models.CharField(max_length=30), default=list)
    # The person is not told when it begins: they may be at risk from whoever acts for them.
    is_hushed = models.BooleanField(default=False)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    first_by_label = models.CharField(max_length=150, blank=True)
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    second_by_label = models.CharField(max_length=150, blank=True)
    second_at = models.DateTimeField(null=True)
    delegation = models.OneToOneField(Delegation, null=True, on_delete=models.PROTECT, related_name="legal_basis")
    objected_at = models.DateTimeField(null=True)
    # An open-ended one is looked at on this day, and the day of which the holder was reminded.
    look_due_on = models.DateField(null=True)
    reminded_for = models.DateField(null=True)
    ended_why = models.CharField(max_length=8, choices=WhyEnded, blank=True)

    personal_data = {
        "document": "identity",
        "several": "identity",
        "ends_on": "identity",
        "secret": "identity",
        "first_by_label": "staff",
        "second_by_label": "staff",
        "look_due_on": "staff",
        "reminded_for": "unused",
        "ended_why": "identity",
    }

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="legal_said_by_one",
                condition=Q(asker__isnull=False, organisation__isnull=True, member__isnull=True)
                | Q(asker__isnull=True, organisation__isnull=False, member__isnull=False),
            ),
            models.CheckConstraint(name="legal_two_people", condition=~Q(second_by=F("first_by"))),
            models.CheckConstraint(
                name="legal_right_by_two",
                condition=~Q(state="right")
                | Q(is_right=True, delegation__isnull=False, first_by__isnull=False, second_by__isnull=False),
            ),
            models.CheckConstraint(
                name="legal_not_for_oneself", condition=Q(asker__isnull=True) | ~Q(asker=F("resident"))
            ),
        ]
        indexes = [
            models.Index(fields=["council", "state", "said_at"], name="legal_by_state"),
            models.Index(fields=["council", "resident"], name="legal_by_resident"),
            models.Index(fields=["council", "asker"], name="legal_by_asker"),
            models.Index(fields=["council", "look_due_on"], condition=Q(state="right"), name="legal_to_look_at"),
        ]

    def __str__(self):
        return f"legal basis {self.pk}"

    @property
    def context(self) -> str:
        """What its secret is bound to."""
        return f"legal:{self.public_id}"


class LegalPaper(CouncilOwned):
    """A page of the document, as a photo, scan or PDF that was remade before it was kept."""

    basis = models.ForeignKey(LegalBasis, on_delete=models.CASCADE, related_name="papers")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=50)
    content = models.BinaryField()

    personal_data = {"name": "identity", "content": "identity"}

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["council", "basis", "number"], name="legal_paper_once")]

    def __str__(self):
        return f"paper {self.pk} of legal basis {self.basis_id}"


def advisers() -> list[str]:
    """Who checks where a council has said nothing."""
    return [Role.ADVISOR.value]


class LegalRules(CouncilOwned):
    """What a council says of acting by law; without a row, the defaults hold."""

    # Of accounts.permissions.COUNCIL_ROLES; at least one.
    check_roles = ArrayField(models.CharField(max_length=13, choices=Role), default=advisers)
    # After the grant has ended, or nothing came of it, what was said and its papers are kept so many months.
    months_kept = models.PositiveSmallIntegerField(default=24)

    personal_data = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council"], name="legal_rules_once"),
            models.CheckConstraint(name="legal_rules_somebody_checks", condition=~Q(check_roles=[])),
            models.CheckConstraint(name="legal_rules_months", condition=Q(months_kept__range=(1, 120))),
        ]

    def __str__(self):
        return f"rules of acting by law of council {self.council_id}"
