"""What staff type to find somebody: read as whatever it may be, and looked up by an index each time."""

from __future__ import annotations

import datetime as dt
import re

from django.db.models import Q, QuerySet

from accounts.actors import Actor
from claims.models import Claim, SearchTerm
from claims.readers.searching import claims_sounding_like, claims_with, claims_with_beginning, keyed_nino
from core.rules.dates import FIRST_YEAR, read_date
from core.rules.names import folded_words
from core.rules.nino import clean_nino
from core.rules.phones import clean_phone
from core.rules.postcodes import compact

Kind = SearchTerm.Kind
# A name of more words is not looked up word by word.
MOST_WORDS = 6
# A reference as people write it: with or without the council's letters, dashes and spaces.
_REFERENCE = re.compile(r"(?:[A-Z]{2,4}-?)?([0-9A-Z]{4})-?([0-9A-Z]{4})")
_REFERENCE_PART = re.compile(r"(?:([A-Z]{2,4})-)?([0-9A-Z]{4})")
# "LS1", "LS1 4", "LS14DT": the beginning of a postcode at least up to its first number.
_POSTCODE_BEGINNING = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]{0,5}")
_DATE = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2}|[A-Za-z]{3,9})[\s./-]+(\d{4}|\d{2})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PHONE = re.compile(r"\+?[\d\s()-]{9,}")
# Crockford's alphabet: what is misread is meant as the digit it looks like.
_MISREAD = str.maketrans("OIL", "011")


def matching_text(
    claims: QuerySet[Claim], text: str, actor: Actor, *, sounding: bool = False
) -> QuerySet[Claim]:  # fmt: skip
    """Sent claims that one box finds: what can only be one thing is that, else a name, a year of birth, a part of a
    reference or the beginning of a postcode, whichever of these it may be. `sounding`: names that sound alike too.
    """
    text = text.strip()
    sure = _sure(text, actor)
    return claims.filter(sure if sure is not None else _perhaps(text, actor, sounding))


def named(name: str, *, sounding: bool = False) -> Q:
    """Claims with words in the claimant's name that begin with each of these, or sound like it; none without a word."""
    words = folded_words(name)[:MOST_WORDS]
    each = [claims_sounding_like(word) if sounding else claims_with_beginning(Kind.NAME, word) for word in words]
    # Both sets whole, and what is in both: claim by claim takes ten times as long where many have one of the words.
    return Q(pk__in=each[0].intersection(*each[1:]) if each else [])


def _sure(text: str, actor: Actor) -> Q | None:
    """What can be nothing else; None when it may be more than one thing."""
    if born_on := read_birth_dates(text):
        return Q(submission__born_on__in=born_on)
    if nino := clean_nino(text):
        return Q(pk__in=claims_with(Kind.NINO, keyed_nino(nino)))
    if "@" in text:
        return Q(submission__email=text.lower())
    if reference := clean_reference(text, actor):
        return Q(reference=reference)
    phone = clean_phone(text) if _PHONE.fullmatch(text) else None
    return Q(submission__phone=phone) if phone else None


def _perhaps(text: str, actor: Actor, sounding: bool) -> Q:
    found, letters = named(text, sounding=sounding), compact(text)
    if year := read_date({"year": text, "month": "1"}, ("month", "year")).value:
        found |= Q(submission__born_on__range=(year, year.replace(month=12, day=31)))
    part = _REFERENCE_PART.fullmatch(re.sub(r"\s+", "-", text.upper()).strip("-"))
    if part and part[1] in (None, actor.council.reference_prefix):
        found |= Q(pk__in=claims_with(Kind.REFERENCE, part[2].translate(_MISREAD)))
    if _POSTCODE_BEGINNING.fullmatch(letters):
        found |= Q(pk__in=claims_with_beginning(Kind.POSTCODE, letters))
    return found


def clean_reference(text: str, actor: Actor) -> str | None:
    """ "cal 7f3k 92qx" → "CAL-7F3K-92QX"; None for what is not a reference. A word of eight letters is a name."""
    letters = re.sub(r"\s+", "-", text.strip().upper())
    match = _REFERENCE.fullmatch(letters)
    prefix = actor.council.reference_prefix
    if match is None or not (re.search("[0-9]", letters) or letters.startswith(f"{prefix}-")):
        return None
    return f"{prefix}-{match[1].translate(_MISREAD)}-{match[2].translate(_MISREAD)}"


def read_birth_dates(text: str) -> list[dt.date]:
    """ "3/5/1985", "3 May 1985", "1985-05-03" → the date; "3/5/15" → that day in 1915 and in 2015; else []."""
    text = text.strip()
    iso, typed = _ISO_DATE.fullmatch(text), _DATE.fullmatch(text)
    if iso:
        years, month, day = [iso[1]], iso[2], iso[3]
    elif typed:
        day, month = typed[1], typed[2]
        years = [typed[3]] if len(typed[3]) > len("85") else [f"19{typed[3]}", f"20{typed[3]}"]
    else:
        return []
    dates = [read_date({"year": year, "month": month, "day": day}).value for year in years]
    return [each for each in dates if each is not None and each.year >= FIRST_YEAR]
