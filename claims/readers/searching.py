"""Sent claims by what they are found by (claims.models.SearchTerm)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils.crypto import salted_hmac

from claims.models import SearchTerm
from claims.rules.sounds import sound_key
from core.tenancy import require_council_id

# The letters of the second half of a postcode.
INWARD = 3
# Comes after every letter, byte by byte.
_LAST = "\U0010ffff"


def keyed_nino(nino: str) -> str:
    """What a clean National Insurance number is looked up by in this council; nobody can work the number out of it."""
    return salted_hmac("claims.search", f"{require_council_id()}:{nino}", algorithm="sha256").hexdigest()


def claims_with(kind: str, term: str) -> QuerySet[SearchTerm]:
    """The keys of the claims with exactly this term, for `pk__in`."""
    return SearchTerm.objects.filter(kind=kind, term=term).values("claim")


def claims_with_beginning(kind: str, beginning: str) -> QuerySet[SearchTerm]:
    """The keys of the claims with a term that begins like this, for `pk__in`."""
    return SearchTerm.objects.filter(kind=kind, term__gte=beginning, term__lt=beginning + _LAST).values("claim")


def claims_in_area(area: str) -> QuerySet[SearchTerm]:
    """The keys of the claims with a postcode of this area ("LS1", and not LS10), for `pk__in`."""
    beginning = claims_with_beginning(SearchTerm.Kind.POSTCODE, area)
    return beginning.alias(letters=Length("term")).filter(letters=len(area) + INWARD)


def claims_sounding_like(word: str) -> QuerySet[SearchTerm]:
    """The keys of the claims with a word in the name that begins like this one, or sounds like it, for `pk__in`."""
    beginning = claims_with_beginning(SearchTerm.Kind.NAME, word)
    return beginning.union(claims_with(SearchTerm.Kind.SOUND, sound_key(word)))
