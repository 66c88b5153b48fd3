"""A claim and its answers, from the first keystroke to the decision."""

import uuid
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned, Resident
from claims.rules.urgency import rank_of
from formspec.models import FormVersion


class ClaimStatus(CouncilOwned):
    """A status that the council defines, with the words a claimant reads when a claim gets it.

    translations: by language code, "name" and "message" in it. is_offered: whether advisors may choose it. by_form: by
    the slug of a form that has its own, some of "message", "translations" (language code → words) and "is_offered".
    Its name is one for all forms: lists and figures count by it.
    """

    class Stage(models.TextChoices):
        NEW = "new", "New"
        IN_PROGRESS = "in_progress", "In progress"
        WAITING = "waiting", "Waiting"
        DONE = "done", "Done"

    # The code of the one that only withdrawing gives: of the stage "done", and never what a decision leads to.
    WITHDRAWN = "withdrawn"

    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    message = models.TextField()
    stage = models.CharField(max_length=11, choices=Stage)
    position = models.PositiveSmallIntegerField(default=100)
    translations = models.JSONField(default=dict, blank=True)
    is_offered = models.BooleanField(default=True)
    by_form = models.JSONField(default=dict, blank=True)

    personal_data = {}

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["council", "code"], name="claim_status_code_once")]

    def __str__(self):
        return self.name

    def message_for(self, form: str) -> str:
        """What claimants of a form read, in English."""
        words: str = self.by_form.get(form, {}).get("message", self.message)
        return words

    def translations_for(self, form: str) -> dict[str, str]:
        """What claimants of a form read, by language code, where the council wrote it."""
        own: dict[str, Any] = self.by_form.get(form, {})
        if "message" in own:
            return dict(own["translations"])
        return {code: each["message"] for code, each in self.translations.items() if each.get("message")}

    def is_offered_for(self, form: str) -> bool:
        """Whether advisors may choose it for claims of a form."""
        return bool(self.by_form.get(form, {}).get("is_offered", self.is_offered))

    @property
    def is_of_some_forms(self) -> bool:
        """Whether it is for some forms alone: no claim of another gets it."""
        return not self.is_offered and any(own.get("is_offered") for own in self.by_form.values())


class Urgency(models.TextChoices):
    """Why a claim cannot wait its turn (claims.rules.urgency)."""

    IN_DANGER = "in_danger", _("In danger now")
    NO_FOOD = "no_food", _("No food")
    NO_ROOF = "no_roof", _("Nowhere safe to sleep tonight")
    NO_ENERGY = "no_energy", _("No heating or way to cook")
    DEADLINE = "deadline", _("Deadline")


class ForWhom(models.TextChoices):
    """Whose claim it is, where the account alone does not say: the person's own, or that of somebody they help."""

    SELF = "self", "For the person whose record it is in"
    OTHER = "other", "For somebody else"


# What only says where a claim stands in lists, or counts rows that have a history of their own.
_WITHOUT_HISTORY = [
    "head_revision", "visited_pages", "followed", "urgencies", "urgent", "corrected", "asked_to_correct",
    "due_on", "follows", "awaits_signature", "review_until", "moved_from",
]  # fmt: skip


@pghistory.track(exclude=_WITHOUT_HISTORY)
class Claim(CouncilOwned):
    """One person's answers to one version of one form: a draft until sent, then a claim with a reference.

    `head_revision` counts every saved answer; a page that was opened at an older revision cannot overwrite silently.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, null=True, blank=True, unique=True)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="claims")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="claims")
    # Of a draft that moved to a later version: the one that it was begun on (claims/moving).
    moved_from = models.ForeignKey(FormVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.ForeignKey(ClaimStatus, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    head_revision = models.PositiveIntegerField(default=0)
    # Asked when the name in it is another one than the record's (claims/actions/sending.py).
    for_whom = models.CharField(max_length=5, choices=ForWhom, blank=True, default="")
    # Pages the person has been through, so that a page of optional questions can be done.
    visited_pages = ArrayField(models.CharField(max_length=80), default=list)
    # Whether somebody may be looking at it as it is filled in: only then is news of each answer sent.
    followed = models.BooleanField(default=False)
    started_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # When its person was last told that it is deleted soon if they do not go on with it (claims/actions/retention.py).
    reminded_at = models.DateTimeField(null=True, blank=True)
    # Why it cannot wait: what its answers said when it was sent, or what staff have said since.
    urgencies = ArrayField(models.CharField(max_length=9, choices=Urgency), default=list)
    # Its place in lists, from `urgencies` and the stage of `status`: a claim that is done waits for nobody.
    urgent = models.PositiveSmallIntegerField(default=0)
    # How often its answers were corrected since it was sent (claims.models.Correction).
    corrected = models.PositiveSmallIntegerField(default=0)
    # How many asks for corrections wait for the claimant: pages and lists say so without another query.
    asked_to_correct = models.PositiveSmallIntegerField(default=0)
    # Whether it waits for the partner to sign (claims.models.SecondSignature).
    awaits_signature = models.BooleanField(default=False)
    # The next day by which the council means, or the law wants it, to act; None: no day runs (casework/clocks).
    due_on = models.DateField(null=True, blank=True)
    # The last day of the review that is open (claims.models.AwardReview): pages and lists say so without another query.
    review_until = models.DateField(null=True, blank=True)
    # The sent claim of the same person whose changes this one tells; that one's answers stay as they are.
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by")

    personal_data = {"for_whom": "claim", "urgencies": "claim", "due_on": "claim", "review_until": "claim"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="claim_sent_has_reference",
                condition=Q(submitted_at__isnull=True, reference__isnull=True, status__isnull=True)
                | Q(submitted_at__isnull=False, reference__isnull=False, status__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "resident"], name="claim_by_resident"),
            # With the key, lists are counted and paged from these alone.
            models.Index(fields=["council", "status", "-urgent", "submitted_at", "id"], name="claim_by_status"),
            models.Index(fields=["council", "-urgent", "-submitted_at", "-id"], name="claim_by_urgency"),
            models.Index(fields=["council", "-submitted_at", "-id"], name="claim_by_time"),
            models.Index(
                fields=["council", "due_on", "id"],
                include=["status", "urgent", "submitted_at"],
                name="claim_by_due_day",
                condition=Q(due_on__isnull=False),
            ),
            models.Index(
                fields=["council", "review_until", "id"],
                name="claim_by_review",
                condition=Q(review_until__isnull=False),
            ),
        ]

    def __str__(self):
        return self.reference or f"draft {self.pk}"

    @property
    def is_draft(self) -> bool:
        """True until the claim is sent."""
        return self.submitted_at is None

    def place_in_lists(self) -> None:
        """Set `urgent` from what the claim says now; the caller saves."""
        is_done = self.status is not None and self.status.stage == ClaimStatus.Stage.DONE
        self.urgent = 0 if is_done else rank_of(self.urgencies)


class Answer(CouncilOwned):
    """What was typed for one question (raw, see formspec/rules/answers.py), in one row of a group or in none.

    National Insurance numbers and bank details are encrypted in `secret`, and `value` stays empty.
    """

    class Provenance(models.TextChoices):
        TYPED = "typed", "Typed"
        PREFILLED = "prefilled", "Filled in from an earlier answer"
        HELPER = "helper", "Typed by a helper"
        CONFIRMED = "confirmed", "Typed by a helper, and confirmed by the person"

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=80)
    row = models.CharField(max_length=20, blank=True, default="")
    value = models.JSONField(null=True)
    secret = models.BinaryField(null=True)
    provenance = models.CharField(max_length=9, choices=Provenance, default=Provenance.TYPED)
    # For a prefilled answer: where it came from ("Housing Benefit, 3 May 2026").
    source = models.CharField(max_length=150, blank=True)
    revision = models.PositiveIntegerField()
    # The open page that wrote it last: a page may always follow up its own writing, even when our reply got lost.
    written_from = models.CharField(max_length=40, blank=True, default="")
    # The latest changes that are in it, as pages named them: sent twice, they are merged into long words once.
    merged = ArrayField(models.CharField(max_length=60), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    saved_at = models.DateTimeField()

    personal_data = {"value": "claim", "secret": "claim", "source": "claim"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "claim", "key", "row"], name="answer_once"),
            models.CheckConstraint(
                name="answer_secret_has_no_plain_value", condition=Q(secret__isnull=True) | Q(value__isnull=True)
            ),
        ]

    def __str__(self):
        return f"answer {self.pk}"


class Fact(CouncilOwned):
    """Tell us once: a clean answer of a sent claim, kept to fill in the next form, shown with its source."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="facts")
    fact = models.CharField(max_length=80)
    value = models.JSONField(null=True)
    secret = models.BinaryField(null=True)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="facts")
    confirmed_at = models.DateTimeField()

    personal_data = {"value": "claim", "secret": "claim"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "resident", "fact"], name="fact_once")]

    def __str__(self):
        return f"fact {self.pk}"


class ClaimFile(CouncilOwned):
    """A photo or document given as an answer or as a paper: re-encoded and stripped before it is stored
    (core/uploading). What answers a question that calls for a paper is that paper's too once the claim is sent.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="files")
    # The question that it answers; "" for a file that was given as a paper.
    key = models.CharField(max_length=80, blank=True)
    paper = models.ForeignKey("Paper", null=True, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    # For viruses, as it was sent: where the platform has a scanner.
    is_scanned = models.BooleanField(default=False)
    # Of the bytes as they were sent (core/uploading/files.py): sent again, as when the answer was lost, they are known.
    sent_hash = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    # Who at the council added it: a paper that came by post or over the counter.
    added_by_label = models.CharField(max_length=150, blank=True)
    # When staff first opened it as a paper: from then on it stays.
    opened_at = models.DateTimeField(null=True)

    personal_data = {"name": "claim", "content": "claim", "sent_hash": "claim", "added_by_label": "staff"}

    class Meta:
        indexes = [models.Index(fields=["council", "claim"], name="claim_file_by_claim")]

    def __str__(self):
        return f"file {self.pk}"


class ResumeLink(CouncilOwned):
    """A one-time link that opens one draft; only a hash of its token is kept."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="resume_links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    personal_data = {}

    class Meta:
        indexes = [models.Index(fields=["council", "claim"], name="resume_link_by_claim")]

    def __str__(self):
        return f"resume link {self.pk}"
