"""When a claim was first dealt with and when it was done, for figures."""

from django.db import models

from accounts.models import CouncilOwned
from claims.models import Claim


class ClaimTimes(CouncilOwned):
    """The times of one sent claim; a claim that nobody has dealt with has no row (casework/actions/times.py)."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="times")
    # When somebody at the council first did something about it: took it, wrote to the claimant, judged a paper, …
    touched_at = models.DateTimeField()
    # When it last came to a status that is done; None while it is not done.
    done_at = models.DateTimeField(null=True, blank=True)

    personal_data = {}

    class Meta:
        indexes = [
            models.Index(fields=["council", "claim"], name="claim_times_by_claim", include=["touched_at", "done_at"]),
            models.Index(fields=["council", "done_at"], name="claim_times_by_done"),
        ]

    def __str__(self):
        return f"times {self.pk}"
