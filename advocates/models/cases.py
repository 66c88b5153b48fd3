"""Who, at a partner or at the council, is somebody's contact."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned, Membership, Organisation, Resident, Team


class Case(CouncilOwned):
    """An organisation works with a person, or, without one, the council does as their personal adviser.

    It gives no rights: what may be seen or done is for grants to say. Open, it is somebody's (`responsible`), a
    team's, or nobody's yet.
    """

    class Why(models.TextChoices):
        DONE = "done", _("What they needed is done")
        WISH = "wish", _("They asked us to stop")
        MOVED = "moved", _("They moved away")
        ELSEWHERE = "elsewhere", _("Somebody else works with them now")
        LOST = "lost", _("We could not reach them")
        OTHER = "other", _("Another reason")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="cases")
    responsible = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="cases")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="cases")
    # Whose it is again when they are back; who covers for them is `responsible`, or `team`.
    covered_for = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    # Since when it is nobody's because whoever had it left.
    left_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=9, choices=Why, blank=True)
    # The contact whom the person was told of last, as they read it; and the change of which they are to be told.
    told = models.CharField(max_length=160, blank=True)
    to_tell = models.CharField(max_length=8, blank=True)
    # Since when the first open task waits for whoever is responsible (CaseTask); None: nothing does.
    waits_since = models.DateTimeField(null=True)
    # Counts who was responsible: a page that was drawn at an older one changes nothing.
    version = models.PositiveIntegerField(default=0)

    # The person's name in the form that lists are sorted by. Triggers keep it up to date (migrations/0002).
    sort_name = models.CharField(max_length=200, db_default="", editable=False)

    personal_data = {"closed_why": "claim", "sort_name": "identity", "told": "staff", "to_tell": "unused"}

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "resident", "organisation"],
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="case_open_once",
            ),
            models.CheckConstraint(
                name="case_of_one_or_a_team", condition=Q(responsible__isnull=True) | Q(team__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                fields=["council", "organisation", "responsible"],
                condition=Q(closed_at__isnull=True),
                name="case_by_responsible",
            ),
            models.Index(
                fields=["council", "organisation", "waits_since", "id"],
                condition=Q(closed_at__isnull=True),
                name="case_by_waiting",
            ),
            models.Index(
                fields=["council", "organisation", "sort_name", "id"],
                condition=Q(closed_at__isnull=True),
                name="case_by_name",
            ),
            models.Index(fields=["council", "id"], condition=~Q(to_tell=""), name="case_to_tell"),
        ]

    def __str__(self):
        return f"case {self.pk}"


class CaseChange(CouncilOwned):
    """What happened to a case: who it went to, and when it was closed or opened again."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Opened")
        GIVEN = "given", _("Passed on")
        COVERED = "covered", _("Covered for an absence")
        BACK = "back", _("Back after an absence")
        LEFT = "left", _("Passed on because somebody left")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Opened again")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind)
    # Who it is with from then on, as they were called; "" for nobody.
    to_label = models.CharField(max_length=160, blank=True)
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"to_label": "staff", "by_label": "staff"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["council", "case", "at"], name="case_change_by_case")]

    def __str__(self):
        return f"change {self.pk} of case {self.case_id}"


class CaseNote(CouncilOwned):
    """A note or a contact of a case. Its words are encrypted in `secret`; what they were before is kept.

    `is_shared`: the person reads it in their account; otherwise only the organisation does. With a day it is a task
    until it is ticked off. `version` counts how often it was changed.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        CALL = "call", _("Phone call")
        VISIT = "visit", _("Home visit")
        MEETING = "meeting", _("Meeting")
        MESSAGE = "message", _("Message")
        LETTER = "letter", _("Letter")

    class Outcome(models.TextChoices):
        NONE = "", _("Does not apply")
        REACHED = "reached", _("We spoke")
        NO_ANSWER = "no_answer", _("No answer")
        LEFT_WORD = "left_word", _("We left word")
        MISSED = "missed", _("They did not come")
        SENT = "sent", _("Sent")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made with the page that it was written on: however often that is sent, there is one.
    client_id = models.UUIDField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.NOTE)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    # Of a contact: the day on which it was.
    happened_on = models.DateField()
    secret = models.BinaryField()
    is_shared = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {
        "kind": "claim",
        "outcome": "claim",
        "happened_on": "claim",
        "secret": "claim",
        "due_on": "claim",
        "by_label": "staff",
    }

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["council", "client_id"], name="case_note_once")]
        indexes = [
            models.Index(fields=["council", "case", "at"], name="case_note_by_case"),
            models.Index(
                fields=["council", "due_on"],
                condition=Q(due_on__isnull=False, done_at__isnull=True),
                name="case_note_due",
            ),
        ]

    def __str__(self):
        return f"note {self.pk} of case {self.case_id}"


class CaseNoteVersion(CouncilOwned):
    """What a note of a case said before it was changed, encrypted in `secret`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    note = models.ForeignKey(CaseNote, on_delete=models.CASCADE, related_name="versions")
    secret = models.BinaryField()
    # Since when it had said so.
    at = models.DateTimeField()

    personal_data = {"secret": "claim"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["council", "note", "at"], name="case_note_version_by_note")]

    def __str__(self):
        return f"version {self.pk} of note {self.note_id}"
