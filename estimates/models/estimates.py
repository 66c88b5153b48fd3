"""Estimates: due first, figures once worked out; which one led to a claim; what people were told of."""

from django.db import models

from accounts.models import CouncilOwned, Resident
from claims.models import Claim
from core.due_work import DueWork


class Calculation(CouncilOwned, DueWork):
    """A snapshot: the household that went in, the engine and its version, what came out, and when."""

    household = models.JSONField()
    # What the council decides itself, as it was: calculator/council_rules.py.
    rules = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    engine = models.CharField(max_length=40, blank=True)
    engine_version = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Estimate(Calculation):
    """What a household may be entitled to. A later calculation is another row: what was shown once stays as it was."""

    class MadeBecause(models.TextChoices):
        ASKED = "asked", "Somebody asked for it"
        FACTS = "facts", "The answers changed"
        RULES = "rules", "The council's rules changed"
        RATES = "rates", "A new year's rates apply"
        ENGINE = "engine", "The calculator changed"
        TIME = "time", "Time has passed: people grow older"

    # None for an estimate asked for through the API.
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="estimates")
    resident = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.CASCADE, related_name="estimates")
    # Where each input came from, and what was not answered.
    provenance = models.JSONField(default=dict)
    made_because = models.CharField(max_length=6, choices=MadeBecause, default=MadeBecause.ASKED)
    # The estimate that this one was made instead of, by a re-run.
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by")
    # When a re-run last looked at it and left it as it is. Not part of the snapshot.
    looked_at = models.DateTimeField(null=True, blank=True)

    personal_data = {"household": "claim", "provenance": "claim", "result": "claim"}

    class Meta:
        indexes = [
            models.Index(fields=["council", "claim", "-asked_at"], name="estimate_by_claim"),
            models.Index(fields=["council", "state", "due_at"], name="estimate_due"),
        ]
        constraints = [models.UniqueConstraint(fields=["council", "replaces"], name="estimate_replaced_once")]

    def __str__(self):
        return f"estimate {self.pk}"


class ChangeEstimate(Calculation):
    """What a claim comes to before and after a change of it that was told, on one day and by the same rules.

    `household` is the one after the change, `household_before` that of the claim with the changes before this one; both
    are empty where `unknown` or `problem` says why nothing can be worked out.
    """

    # The sent claim that tells the change.
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="change_estimate")
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="change_estimates")
    household_before = models.JSONField(default=dict)
    # Where each input came from: {"before": JSON pointer -> fact, "after": the same, "unknowns": what is not known}.
    provenance = models.JSONField(default=dict)
    # What has changed, as values of the form's question, and cannot be put in; and whether it was told before this one.
    unknown = models.JSONField(default=list)
    is_unknown_before = models.BooleanField(default=False)

    personal_data = {
        "household": "claim", "household_before": "claim", "provenance": "claim", "unknown": "claim", "result": "claim"
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["council", "state", "due_at"], name="change_estimate_due")]

    def __str__(self):
        return f"change estimate {self.pk}"


class Origin(CouncilOwned):
    """The one estimate that led to a claim: of the check it was started from, else its own when it was sent."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="origin")
    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="led_to")

    personal_data = {}

    def __str__(self):
        return f"origin {self.pk}"


class EntitlementAlert(CouncilOwned):
    """A person was told that there is something new for them: once for a benefit and what brought it about."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="entitlement_alerts")
    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="alerts")
    benefit_code = models.CharField(max_length=30)
    # "rates 2027-28", "engine policyengine-uk 2.88.1": the same cause is told once, whichever form showed it.
    cause = models.CharField(max_length=100)
    found_at = models.DateTimeField()

    personal_data = {"benefit_code": "claim", "cause": "claim"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "resident", "benefit_code", "cause"], name="alert_sent_once"),
        ]

    def __str__(self):
        return f"alert {self.pk}"
