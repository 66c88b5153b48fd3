"""When a council helps live, who is on duty, and what they say often."""

from django.db import models
from django.db.models import F, Q

from accounts.models import CouncilOwned, Membership


class OpeningTime(CouncilOwned):
    """A span of a weekday in which the council helps live, by the clock on its wall."""

    # Monday is 0.
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    personal_data = {}

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["council", "weekday", "opens"], name="opening_time_once"),
            models.CheckConstraint(name="opening_time_weekday", condition=Q(weekday__lte=6)),
            models.CheckConstraint(name="opening_time_ends_after_it_begins", condition=Q(closes__gt=F("opens"))),
        ]

    def __str__(self):
        return f"{self.weekday}: {self.opens}–{self.closes}"


class ClosedDay(CouncilOwned):
    """A day on which the council does not help live; bank holidays are known without being listed."""

    day = models.DateField()
    name = models.CharField(max_length=60)

    personal_data = {}

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["council", "day"], name="closed_day_once")]

    def __str__(self):
        return f"{self.day}: {self.name}"


class Duty(CouncilOwned):
    """Whether an adviser helps live just now, and how many people at once."""

    class State(models.TextChoices):
        HERE = "here", "On duty"
        AWAY = "away", "Away: nobody new"
        OFF = "off", "Off duty"

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="duty")
    state = models.CharField(max_length=4, choices=State, default=State.OFF)
    most_people = models.PositiveSmallIntegerField(default=3)
    # A short sound on their desk when there is somebody or something new.
    sounds = models.BooleanField(default=False)
    since = models.DateTimeField()
    # When their desk was last heard of.
    seen_at = models.DateTimeField()

    personal_data = {"state": "staff"}

    class Meta:
        indexes = [models.Index(fields=["council", "state", "seen_at"], name="duty_by_state")]

    def __str__(self):
        return f"duty {self.pk}"


class HelpRules(CouncilOwned):
    """What a council has settled for live help; without a row the defaults count."""

    # So long after it has ended a conversation is deleted, and a message that nobody answers after it was left.
    kept_days = models.PositiveSmallIntegerField(default=400)
    # No adviser takes more people at once, whatever they set for themselves.
    most_people = models.PositiveSmallIntegerField(default=10)
    # So long after a conversation somebody who has not said whether it was sorted out is asked; 0: nobody is.
    asked_after_days = models.PositiveSmallIntegerField(default=3)
    # Whether people are asked first what would help them (library/triage.yaml), and led to what fits.
    asks_first = models.BooleanField(default=False)
    # Whether people choose with whom they book a time, by name.
    chooses_adviser = models.BooleanField(default=False)
    # How an adviser reaches an interpreter by phone: a number, an address, what to say there.
    interpreter = models.CharField(max_length=200, blank=True)

    personal_data = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council"], name="help_rules_once")]

    def __str__(self):
        return f"rules of live help {self.pk}"


class Topic(CouncilOwned):
    """What conversations are about, in the council's own words; one that is not used any more stays with what it was
    set for.
    """

    name = models.CharField(max_length=60)
    is_used = models.BooleanField(default=True)

    personal_data = {}

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="help_topic_once")]

    def __str__(self):
        return self.name


class CannedReply(CouncilOwned):
    """Words that advisers use often, in one language."""

    code = models.SlugField(max_length=40)
    language = models.CharField(max_length=10, default="en-gb")
    title = models.CharField(max_length=60)
    words = models.TextField(max_length=2000)

    personal_data = {}

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["council", "code", "language"], name="canned_reply_once")]

    def __str__(self):
        return self.title
