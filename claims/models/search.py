"""By what staff find a sent claim."""

from django.db import models

from accounts.models import CouncilOwned
from claims.models.claims import Claim


class SearchTerm(CouncilOwned):
    """One thing by which a sent claim is found: a word of the claimant's name, what that sounds like, a part of the
    reference, a postcode, or the keyed hash of a National Insurance number.

    A row each, in a narrow table: words inside a long one cannot be looked up by an index under row-level security.
    """

    class Kind(models.TextChoices):
        NAME = "name", "A word of a name"
        REFERENCE = "reference", "A group of letters of the reference"
        POSTCODE = "postcode", "A postcode without its space"
        NINO = "ni_number", "The keyed hash of a National Insurance number"
        SOUND = "sound", "What a word of a name sounds like"

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="search_terms", db_index=False)
    kind = models.CharField(max_length=9, choices=Kind)
    # Compared byte by byte, so that a beginning is a range.
    term = models.CharField(max_length=80, db_collation="C")

    personal_data = {"term": "identity"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "claim", "kind", "term"], name="search_term_once")]
        indexes = [models.Index(fields=["council", "kind", "term", "claim"], name="search_term_by_term")]

    def __str__(self):
        return f"search term {self.pk}"
