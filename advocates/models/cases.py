"""Who, at a partner or at the council, is somebody's contact."""

import uuid

from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned, Membership, Organisation, Resident, Team


class Case(CouncilOwned):
    """An organisation works with a person, or, without one, the council does as their personal adviser.

    It gives no rights: what may be seen or done is for grants to say. Open, it is somebody's (`responsible`), a
    team's, or nobody's yet.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="cases")
    responsible = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="cases")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="cases")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    personal_data = {}

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "resident", "organisation"],
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="case_open_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["council", "organisation", "responsible"],
                condition=Q(closed_at__isnull=True),
                name="case_by_responsible",
            ),
        ]

    def __str__(self):
        return f"case {self.pk}"
