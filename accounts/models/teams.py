"""Staff who work together."""

from django.db import models

from accounts.models.councils import CouncilOwned
from accounts.models.people import Membership, Organisation


class Team(CouncilOwned):
    """Members of staff of the council, or of one partner, to whom a claim, a conversation or a case can be passed on
    together.
    """

    name = models.CharField(max_length=60)
    # The partner that the team belongs to; None for a team of the council.
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="teams"
    )

    personal_data = {}

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "organisation", "name"], nulls_distinct=False, name="team_once")
        ]

    def __str__(self):
        return self.name


class TeamMember(CouncilOwned):
    """One member of staff is in one team; they may be in several."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="teams")

    personal_data = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "team", "membership"], name="team_member_once")]

    def __str__(self):
        return f"team member {self.pk}"
