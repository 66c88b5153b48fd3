"""What officers checked of a claim, what was decided, and the letter that says so."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned
from claims.models import Claim
from core.due_work import DuePdf


class Task(CouncilOwned):
    """One check of a claim (formspec/rules/checks.py), from when somebody first touched it. A page is drawn with its
    `version`, and what it posts is refused when there is a later one.
    """

    class Result(models.TextChoices):
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Failed")
        WAITING = "waiting", _("Waiting for something")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="tasks")
    key = models.CharField(max_length=80)
    result = models.CharField(max_length=7, choices=Result)
    # Keys of the check's reasons: why it failed.
    reasons = ArrayField(models.CharField(max_length=80), default=list)
    words = models.TextField(blank=True)
    waiting_for = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {
        "result": "claim",
        "reasons": "claim",
        "words": "claim",
        "waiting_for": "claim",
        "by_label": "staff",
    }

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "claim", "key"], name="task_once"),
            models.CheckConstraint(name="task_failed_says_why", condition=~Q(result="failed") | ~Q(reasons=[])),
            models.CheckConstraint(
                name="task_waits_for_something", condition=~Q(result="waiting") | ~Q(waiting_for="")
            ),
        ]

    def __str__(self):
        return f"task {self.pk}"


class Outcome(models.TextChoices):
    """What came of a claim."""

    AWARDED = "awarded", _("Awarded")
    NOTHING_DUE = "nothing_due", _("Nothing is due")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn by the person")


class Decision(CouncilOwned):
    """A claim was decided. One of a claim is live; those that were undone stay, with who undid them and why."""

    class State(models.TextChoices):
        TO_CHECK = "to_check", _("Waiting for a second person")
        REVIEW = "review", _("Waiting for a quality check")
        WAITING = "waiting", _("The letter goes soon")
        SENT = "sent", _("The letter is sent")
        RETURNED = "returned", _("Given back by the second person")
        RECALLED = "recalled", _("Recalled before the letter went")
        REOPENED = "reopened", _("Opened again after the letter went")

    LIVE = ("to_check", "review", "waiting", "sent")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=11, choices=Outcome)
    state = models.CharField(max_length=8, choices=State)
    # Reasons of failed tasks, as "check:reason".
    reasons = ArrayField(models.CharField(max_length=170), default=list)
    # Check → why it is approved although that check is not passed.
    exceptions = models.JSONField(default=dict)
    # Check → [result, version] of the tasks that it rests on.
    rests_on = models.JSONField(default=dict)
    summary = models.TextField(blank=True)
    # The letter as the maker saw it (casework/deciding/rules/letter.py), its language, and what its blocks hash to.
    letter = models.JSONField()
    language = models.CharField(max_length=10)
    letter_sha256 = models.CharField(max_length=64)
    needs_check = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_by_label = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_by_label = models.CharField(max_length=150, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    # Drawn for a quality check: a third person agrees before the letter goes.
    needs_review = models.BooleanField(default=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_by_label = models.CharField(max_length=150, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    undone_by_label = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_why = models.TextField(blank=True)

    personal_data = {
        "outcome": "claim",
        "reasons": "claim",
        "exceptions": "claim",
        "rests_on": "claim",
        "summary": "claim",
        "letter": "claim",
        "letter_sha256": "claim",
        "made_by_label": "staff",
        "checked_by_label": "staff",
        "reviewed_by_label": "staff",
        "undone_by_label": "staff",
        "undone_why": "claim",
    }

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "claim"],
                name="decision_live_once",
                condition=Q(state__in=("to_check", "review", "waiting", "sent")),
            ),
            # Maker is never checker, whatever their roles.
            models.CheckConstraint(name="decision_checked_by_another", condition=~Q(checked_by=F("made_by"))),
            models.CheckConstraint(
                name="decision_goes_checked",
                condition=Q(needs_check=False) | ~Q(state__in=("waiting", "sent")) | Q(checked_by__isnull=False),
            ),
            # A reviewer is neither maker nor checker.
            models.CheckConstraint(
                name="decision_reviewed_by_a_third",
                condition=~Q(reviewed_by=F("made_by")) & (Q(checked_by__isnull=True) | ~Q(reviewed_by=F("checked_by"))),
            ),
            models.CheckConstraint(
                name="decision_goes_reviewed",
                condition=Q(needs_review=False) | ~Q(state__in=("waiting", "sent")) | Q(reviewed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_undone_says_why",
                condition=~Q(state__in=("returned", "reopened")) | ~Q(undone_why=""),
            ),
        ]
        indexes = [models.Index(fields=["council", "claim", "made_at"], name="decision_by_claim")]

    def __str__(self):
        return f"decision {self.pk}"

    @property
    def is_live(self) -> bool:
        """False for one that was undone."""
        return self.state in self.LIVE


class Award(CouncilOwned):
    """What a decision gives: an amount in pence, or none where there is no money, from a day on."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="awards")
    key = models.CharField(max_length=80)
    pence = models.PositiveIntegerField(null=True, blank=True)
    is_weekly = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    personal_data = {"pence": "claim", "starts_on": "claim", "ends_on": "claim"}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "decision", "key"], name="award_once"),
            models.CheckConstraint(
                name="award_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"award {self.pk}"


class LetterPdf(CouncilOwned, DuePdf):
    """The letter of a decision that is to go: drawn when it is due, and sent in the same step."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="pdf")

    personal_data = {"content": "claim"}

    class Meta:
        indexes = [models.Index(fields=["council", "state", "due_at"], name="letter_due")]

    def __str__(self):
        return f"letter {self.pk}"


class DecidingSettings(CouncilOwned):
    """How a council decides."""

    # Every decision waits until a second person agrees.
    second_person = models.BooleanField(default=False)
    # Forms that want a partner's signature ask for it.
    asks_partner = models.BooleanField(default=True)
    # Where films of letters in sign language may be.
    film_hosts = ArrayField(models.CharField(max_length=253), default=list, blank=True)

    personal_data = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council"], name="deciding_settings_once")]

    def __str__(self):
        return "how decisions are made"
