"""Times that people can book with an adviser, and what they booked: a call back, an appointment, a visit at home."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessNeed, CouncilOwned, Membership, Resident
from claims.models import Claim
from cobrowse.models.requests import About, Urgency


class BookingWay(models.TextChoices):
    """How an adviser and a person meet at a time that was booked."""

    CALL_BACK = "call_back", _("Call me back")
    APPOINTMENT = "appointment", _("Appointment")
    HOME_VISIT = "home_visit", _("Visit at my home")


class Place(CouncilOwned):
    """Where people can come to an appointment."""

    name = models.CharField(max_length=80)
    address = models.TextField(max_length=300)

    personal_data = {}

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="place_name_once")]

    def __str__(self):
        return self.name


class BookingTime(CouncilOwned):
    """A span of a weekday in which people can book one adviser, by the clock on the wall, in parts of `minutes`."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="booking_times")
    # None: no appointments, because there is no place for them.
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ways = ArrayField(models.CharField(max_length=11, choices=BookingWay))
    # Monday is 0.
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    # The first and the last day on which it counts; None: no such day.
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    # How long before it begins a time can be booked, at the latest and at the earliest.
    notice_hours = models.PositiveSmallIntegerField()
    days_ahead = models.PositiveSmallIntegerField()

    personal_data = {}

    class Meta:
        ordering = ["weekday", "opens", "pk"]
        constraints = [
            models.CheckConstraint(name="booking_time_weekday", condition=Q(weekday__lte=6)),
            models.CheckConstraint(name="booking_time_ends_after_it_begins", condition=Q(closes__gt=F("opens"))),
            models.CheckConstraint(name="booking_time_has_length", condition=Q(minutes__gte=5)),
            models.CheckConstraint(
                name="booking_time_has_a_place",
                condition=~Q(ways__contains=["appointment"]) | Q(place__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.weekday}: {self.opens}–{self.closes}"


class Leave(CouncilOwned):
    """Days on which one adviser is away, the first and the last included."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="leaves")
    first_on = models.DateField()
    last_on = models.DateField()

    personal_data = {"first_on": "staff", "last_on": "staff"}

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(name="leave_ends_after_it_begins", condition=Q(last_on__gte=F("first_on"))),
        ]

    def __str__(self):
        return f"leave {self.pk}"


class Booking(CouncilOwned):
    """One person has an adviser's time. What they told us for it (phone, address, words) is encrypted in `secret`."""

    class State(models.TextChoices):
        BOOKED = "booked", _("Booked")
        CANCELLED = "cancelled", _("Cancelled")
        DONE = "done", _("Took place")
        MISSED = "missed", _("Did not take place")

    class Because(models.TextChoices):
        """Why it did not take place. A call that nobody answered, or that we did not make, is never held against the
        person (the table refuses it).
        """

        OURS = "ours", _("The council’s side")
        NO_ANSWER = "no_answer", _("We called, and nobody answered")
        THEIRS = "theirs", _("They were not there")

    class By(models.TextChoices):
        RESIDENT = "resident", _("The person")
        COUNCIL = "council", _("The council")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Chosen when somebody began to ask: however often that is sent, it is booked once.
    client_id = models.UUIDField()
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="bookings")
    adviser = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=11, choices=BookingWay)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.BOOKED)
    because = models.CharField(max_length=9, choices=Because, blank=True)
    cancelled_by = models.CharField(max_length=8, choices=By, blank=True)
    # How often it did not take place because of us, or nobody answered our call, and another time was offered.
    offered_again = models.PositiveSmallIntegerField(default=0)
    # Goes up with each change: what was promised of an older time is not sent, and an old page changes nothing.
    revision = models.PositiveIntegerField(default=1)
    # When to remind the person; None: they were reminded, or there is no need.
    remind_at = models.DateTimeField(null=True, blank=True)
    about = models.CharField(max_length=8, choices=About)
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    urgencies = ArrayField(models.CharField(max_length=9, choices=Urgency), default=list)
    language = models.CharField(max_length=10, default="en-gb")
    access_needs = ArrayField(models.CharField(max_length=12, choices=AccessNeed), default=list)
    secret = models.BinaryField()
    # Keyed hashes of the numbers and addresses that were told for it: so many bookings there are for one of them.
    marks = ArrayField(models.CharField(max_length=64), default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    personal_data = {
        "way": "help",
        "because": "help",
        "cancelled_by": "help",
        "about": "help",
        "urgencies": "help",
        "language": "preference",
        "access_needs": "preference",
        "secret": "contact",
        "marks": "contact",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "client_id"], name="booking_sent_once"),
            # Ranges of one number stand for equality, so that no extension of PostgreSQL is needed.
            ExclusionConstraint(
                name="booking_adviser_once_at_a_time",
                expressions=[
                    (
                        Func(F("adviser"), F("adviser"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func(F("starts_at"), F("ends_at"), function="tstzrange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="booked"),
            ),
            models.CheckConstraint(name="booking_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="booking_missed_says_why", condition=Q(state="missed") ^ Q(because="")),
            models.CheckConstraint(
                name="booking_call_never_missed_by_the_person",
                condition=~Q(way="call_back", because="theirs"),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "starts_at"], name="booking_by_time"),
            models.Index(fields=["council", "resident", "-starts_at"], name="booking_by_resident"),
            models.Index(
                fields=["council", "remind_at"], name="booking_to_remind", condition=Q(remind_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"booking {self.pk}"
