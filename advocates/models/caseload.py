"""What waits in cases, who is away, and one act on many cases."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned, Membership, Team
from advocates.models.cases import Case
from claims.models import Claim
from core.due_work import DueWork


class CaseTask(CouncilOwned):
    """Something that waits in a case, worked out from the person's claims, notes and grants; nobody types it.

    It says nothing that a claim's own page does not: whoever may not see the claim does not see it.
    """

    class Kind(models.TextChoices):
        DRAFT = "draft", _("A form was begun and not sent")
        PAPER = "paper", _("A paper is wanted, or was not right")
        MESSAGE = "message", _("A message from the council was not read yet")
        CORRECTION = "fix", _("The council asked for answers again")
        REVIEW = "review", _("The council asked whether an award is still right")
        DECIDED = "decided", _("The council sent a decision")
        NOTE = "note", _("Something you noted is due")
        ENDING = "ending", _("The permission ends soon")
        COUNCIL = "council", _("They wait for the council")

    # Those in which nobody at the organisation, nor the person, has anything to do.
    OTHERS_TURN = (Kind.COUNCIL,)
    # Those that stand for as long as nobody has seen them.
    NEWS = (Kind.DECIDED,)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=8, choices=Kind)
    claim = models.ForeignKey(Claim, null=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    due_on = models.DateField(null=True)
    seen_at = models.DateTimeField(null=True)

    personal_data = {"kind": "unused", "due_on": "unused"}

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "case", "kind", "claim"], nulls_distinct=False, name="case_task_once"
            )
        ]
        indexes = [models.Index(fields=["council", "kind", "case"], name="case_task_by_kind")]

    def __str__(self):
        return f"task {self.pk} of case {self.case_id}"


class Absence(CouncilOwned):
    """Somebody is away, and their cases are a colleague's, or a team's, from the first day to the last.

    Without a last day it goes on until somebody says that they are back. It begins and ends by a task.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    cover = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField(null=True)
    # Also of one that was taken back before it began.
    ended_at = models.DateTimeField(null=True)
    by_label = models.CharField(max_length=150)

    personal_data = {"starts_on": "staff", "ends_on": "staff", "by_label": "staff"}

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_covered_by_one",
                condition=Q(cover__isnull=False, team__isnull=True) | Q(cover__isnull=True, team__isnull=False),
            ),
            models.CheckConstraint(name="absence_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="absence_not_covered_by_self", condition=~Q(cover=F("membership"))),
            models.UniqueConstraint(
                fields=["council", "membership"], condition=Q(ended_at__isnull=True), name="absence_open_once"
            ),
        ]

    def __str__(self):
        return f"absence {self.pk}"


class CaseloadWishes(CouncilOwned):
    """What somebody who works with people wants to be told, and when they were told last."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="caseload_wishes")
    wants_digest = models.BooleanField(default=True)
    digest_at = models.DateTimeField(null=True)

    personal_data = {"wants_digest": "staff"}

    def __str__(self):
        return f"wishes {self.pk}"


class CaseBatch(CouncilOwned, DueWork):
    """Cases that somebody chose, and what is to be done with each. It is due once they have confirmed it; until then it
    is a preview, and `version` counts how often that was drawn.
    """

    class Act(models.TextChoices):
        PASS_ON = "pass_on", _("Pass them on")
        MESSAGE = "message", _("Write to the people")

    act = models.CharField(max_length=7, choices=Act, blank=True)
    # Of PASS_ON one of the two, or neither: nobody.
    to = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    to_label = models.CharField(max_length=160, blank=True)
    # Of MESSAGE: what the people read in their account.
    words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    personal_data = {"act": "staff", "words": "claim", "to_label": "staff"}

    class Meta:
        indexes = [models.Index(fields=["council", "state", "due_at"], name="case_batch_due")]

    def __str__(self):
        return f"batch {self.pk} of cases"


class WhyCaseLeft(models.TextChoices):
    """Why a batch left a case as it was."""

    MOVED = "moved", _("somebody changed it after you looked at the list")
    ALREADY = "already", _("it is so already")
    OVER = "over", _("it has ended")
    AWAY = "away", _("whoever it should go to cannot take it")
    NOT_ALLOWED = "not_allowed", _("whoever asked for it may not do that any more")
    FAILED = "failed", _("something went wrong with us: try it by itself")


class CaseBatchRow(CouncilOwned):
    """One case of a batch, and what came of it."""

    class Result(models.TextChoices):
        TO_DO = "to_do", _("to do")
        DONE = "done", _("done")
        LEFT = "left", _("left as it was")

    batch = models.ForeignKey(CaseBatch, on_delete=models.CASCADE, related_name="rows")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    # The version of the case that the preview saw.
    seen = models.PositiveIntegerField()
    result = models.CharField(max_length=5, choices=Result, default=Result.TO_DO)
    why = models.CharField(max_length=11, choices=WhyCaseLeft, blank=True)

    personal_data = {"result": "unused", "why": "unused"}

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["council", "batch", "case"], name="case_batch_row_once")]

    def __str__(self):
        return f"case {self.case_id} of batch {self.batch_id}"
