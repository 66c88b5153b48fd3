"""Somebody asks for help, and everything that happens until it has ended."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessNeed, CouncilOwned, Membership, Resident, Team
from claims.models import Claim
from cobrowse.models.desk import Topic


class About(models.TextChoices):
    """What somebody wants help with."""

    QUESTION = "question", _("The question I am on")
    CLAIM = "claim", _("My claim")
    SOMEBODY = "somebody", _("Somebody else’s claim. I am their landlord, a friend or a helper")
    OTHER = "other", _("Something else")


class Way(models.TextChoices):
    """How somebody wants to be helped."""

    CHAT = "chat", _("Chat")
    MESSAGE = "message", _("Leave a message")


class Urgency(models.TextChoices):
    """Why somebody cannot wait as long as others."""

    NO_FOOD = "no_food", _("I have no food")
    NO_ROOF = "no_roof", _("I have nowhere to stay, or will lose my home soon")
    NO_ENERGY = "no_energy", _("I have no gas or electricity")
    UNSAFE = "unsafe", _("I am not safe")
    DEADLINE = "deadline", _("I have to send something today or tomorrow")


class HelpRequest(CouncilOwned):
    """One person asks once. `head` is the number of its latest event; whoever changes it locks the row first."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TALKING = "talking", _("With an adviser")
        ENDED = "ended", _("Ended")

    class Ending(models.TextChoices):
        LEFT = "left", _("They stopped waiting")
        RESIDENT = "resident", _("They ended it")
        ADVISER = "adviser", _("The adviser ended it")
        GONE = "gone", _("Nobody was there any more")

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("Answered")
        DONE_TOGETHER = "done_together", _("Done together")
        PASSED_ON = "passed_on", _("Passed on to somebody else")
        UNFINISHED = "unfinished", _("Not finished")

    class SortedOut(models.TextChoices):
        """What the person says of it, afterwards or days later."""

        YES = "yes", _("Yes")
        NO = "no", _("No")
        NOT_YET = "not_yet", _("I do not know yet")

    OPEN = (State.WAITING, State.TALKING)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Chosen when the steps were begun: the last one pressed twice asks once, also by somebody without a record.
    once = models.UUIDField(null=True, blank=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="help_requests")
    about = models.CharField(max_length=8, choices=About)
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Where they were: the page's address without anything personal, and the key of the question.
    page = models.CharField(max_length=80, blank=True)
    question = models.CharField(max_length=80, blank=True)
    way = models.CharField(max_length=7, choices=Way)
    language = models.CharField(max_length=10, default="en-gb")
    access_needs = ArrayField(models.CharField(max_length=12, choices=AccessNeed), default=list)
    # None: not asked, because nobody is going to phone.
    may_call = models.BooleanField(null=True)
    urgencies = ArrayField(models.CharField(max_length=9, choices=Urgency), default=list)
    asked_at = models.DateTimeField()
    # When they would have asked had nothing been urgent: the queue is in this order.
    ranked_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    adviser = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # To which team it was passed on: whoever of it is on duty sees it first. None: it is for everybody.
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=8, choices=Ending, blank=True)
    head = models.PositiveIntegerField(default=0)
    # Up to which event each side's device has it, and the person has seen it.
    resident_got = models.PositiveIntegerField(default=0)
    resident_saw = models.PositiveIntegerField(default=0)
    adviser_got = models.PositiveIntegerField(default=0)
    adviser_saw = models.PositiveIntegerField(default=0)
    resident_here_at = models.DateTimeField(null=True, blank=True)
    # Their page asks for news by itself, so it would be heard of while it is open; without scripts it is not.
    resident_asks = models.BooleanField(default=False)
    # The event of which the person was last told by a message: not told again before they have seen it.
    resident_told = models.PositiveIntegerField(default=0)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=13, choices=Outcome, blank=True)
    # Was that all they needed? None: the adviser has not said.
    resolved = models.BooleanField(null=True)
    wrapped_up_at = models.DateTimeField(null=True, blank=True)
    # What the person said afterwards, 1 (very bad) to 5 (very good).
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    sorted_out = models.CharField(max_length=7, choices=SortedOut, blank=True)
    # When they were asked for it by a message, which happens once; None: not yet, or never.
    asked_how_at = models.DateTimeField(null=True, blank=True)

    personal_data = {
        "about": "help",
        "way": "help",
        "ending": "help",
        "page": "help",
        "question": "help",
        "language": "preference",
        "access_needs": "preference",
        "may_call": "safety",
        "urgencies": "help",
        "outcome": "help",
        "resolved": "help",
        "rating": "help",
        "sorted_out": "help",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "resident"], name="help_open_once",
                condition=Q(way="chat") & ~Q(state="ended"),
            ),
            models.UniqueConstraint(
                fields=["council", "once"], name="help_asked_once", condition=Q(once__isnull=False)
            ),
            models.CheckConstraint(
                name="help_talking_has_adviser", condition=~Q(state="talking") | Q(adviser__isnull=False)
            ),
            models.CheckConstraint(name="help_ended_says_how", condition=Q(state="ended") ^ Q(ending="")),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["council", "state", "ranked_at"], name="help_queue"),
            models.Index(fields=["council", "resident", "-asked_at"], name="help_by_resident"),
            models.Index(
                fields=["council", "adviser", "state"], name="help_by_adviser", condition=Q(adviser__isnull=False)
            ),
            models.Index(
                fields=["council", "ended_at"],
                name="help_to_wrap_up",
                condition=Q(state="ended", accepted_at__isnull=False, wrapped_up_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"help request {self.pk}"

    @property
    def is_open(self) -> bool:
        """True until it has ended."""
        return self.state != self.State.ENDED


class HelpEvent(CouncilOwned):
    """What happened in a request for help, numbered from 1 without gaps; words are encrypted in `secret`, of what was
    given (HelpFile) its name.

    A note and what only staff are told (`for_staff`) never reach the resident.
    """

    class Kind(models.TextChoices):
        ASKED = "asked"
        JOINED = "joined"
        PUT_BACK = "put_back"
        PASSED_ON = "passed_on"
        TO_TEAM = "to_team"
        SAID = "said"
        GAVE = "gave"
        NOTED = "noted"
        SHARED = "shared"
        VIEW_ONLY = "view_only"
        UNSHARED = "unshared"
        READING = "reading"
        ENDED = "ended"

    SAID_OR_GIVEN = (Kind.SAID, Kind.GAVE)

    class By(models.TextChoices):
        RESIDENT = "resident"
        ADVISER = "adviser"
        PLATFORM = "platform"

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="events", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    by = models.CharField(max_length=8, choices=By)
    by_label = models.CharField(max_length=150)
    # Which of the staff, for what came from their side: two may have one name.
    membership = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    secret = models.BinaryField(null=True)
    for_staff = models.BooleanField(default=False)
    # Chosen by the device (or the drawn page): the same words sent twice are kept once.
    client_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    personal_data = {"by_label": "staff", "secret": "help"}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["council", "request", "number"], name="help_event_number_once"),
            models.UniqueConstraint(
                fields=["council", "request", "by", "client_id"], name="help_event_client_id_once",
                condition=Q(client_id__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"help event {self.pk}"


class HelpFile(CouncilOwned):
    """A photo or document that one side gave: remade before it is kept (core/uploading), gone with its event."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.OneToOneField(HelpEvent, on_delete=models.CASCADE, related_name="file")
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField()

    personal_data = {"content": "help"}

    def __str__(self):
        return f"file {self.pk}"
