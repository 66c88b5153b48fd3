"""Jobs a person has an eye on, what was agreed with the work coach, and appointments."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned, Resident


class Job(CouncilOwned):
    """A job somebody saw: what it is, where it was seen, and how far it has got."""

    class Status(models.TextChoices):
        SAVED = "saved", "Saved"
        APPLIED = "applied", "Applied"
        HEARD_BACK = "heard_back", "Heard back"
        CLOSED = "closed", "Closed"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="jobs")
    title = models.CharField(max_length=150)
    employer = models.CharField(max_length=150, blank=True)
    place = models.CharField(max_length=100, blank=True)
    seen_at = models.CharField(max_length=100, blank=True)
    link = models.URLField(max_length=500, blank=True)
    job_reference = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.SAVED)
    saved_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)
    applied_on = models.DateField(null=True, blank=True)
    heard_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    personal_data = {
        "title": "journal",
        "employer": "journal",
        "place": "journal",
        "seen_at": "journal",
        "link": "journal",
        "job_reference": "journal",
        "saved_on": "journal",
        "closes_on": "journal",
        "applied_on": "journal",
        "heard_on": "journal",
        "closed_on": "journal",
    }

    class Meta:
        indexes = [models.Index(fields=["council", "resident", "status", "-changed_at"], name="job_by_resident")]

    def __str__(self):
        return f"job {self.pk}"


class WorkPlan(CouncilOwned):
    """What was agreed with the work coach, from a day on; an older plan stays for the weeks it was about."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="work_plans")
    from_day = models.DateField()
    # Hours in halves (17.5): kept in minutes.
    minutes_a_week = models.PositiveSmallIntegerField()
    activity_keys = ArrayField(models.SlugField(max_length=40), default=list)
    # Monday is 0.
    week_starts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)

    personal_data = {"from_day": "journal", "minutes_a_week": "journal", "activity_keys": "journal"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "resident", "from_day"], name="work_plan_day_once"),
            models.CheckConstraint(name="work_plan_week", condition=Q(week_starts__lte=6, minutes_a_week__lte=4200)),
        ]

    def __str__(self):
        return f"work plan {self.pk}"


class Appointment(CouncilOwned):
    """Where a person has to be, and when."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="appointments")
    what = models.CharField(max_length=150)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    place = models.CharField(max_length=200, blank=True)
    with_whom = models.CharField(max_length=150, blank=True)
    # Counted up with each change, as calendars want it (RFC 5545, SEQUENCE).
    changes = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    personal_data = {
        "what": "journal",
        "starts_at": "journal",
        "minutes": "journal",
        "place": "journal",
        "with_whom": "journal",
    }

    class Meta:
        indexes = [models.Index(fields=["council", "resident", "starts_at"], name="appointment_by_resident")]

    def __str__(self):
        return f"appointment {self.pk}"
