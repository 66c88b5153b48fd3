"""A council's own words of a message: what stands in braces, and how long a text message gets."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.rules.typed import UNSEEN_IN_WORDS, normalized, without_controls, without_unseen

# The messages about a claim or draft, so about a form: each form may have its own words of them.
OF_FORMS = frozenset(
    {
        "asked_tomorrow", "claim_decided", "claim_message", "claim_restored", "claim_status_changed", "claim_submitted",
        "claim_withdrawn", "correction_asked", "draft_ends", "letter_signed", "paper_asked", "paper_not_right",
        "partner_asked", "partner_reminded", "partner_signed", "resume_link", "review_asked", "review_moved",
        "review_reminder", "signature_missing",
    }
)  # fmt: skip
PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
# Whoever reads a text message sees its first paragraph only, so it must say who writes.
WHO_WRITES = "council"
MOST_IN_FIRST = 600
# An address that somebody typed could lead people astray: links come from the placeholders alone.
ADDRESS = re.compile(r"://|\bwww\.|@", re.IGNORECASE)
# Phones and mailboxes make a link of these too. Nobody but a government gets a name of the last kind.
DOMAIN = re.compile(r"(?<![\w.-])(?:[\w-]+[.\u3002])+[^\W\d_]{2,}")
OF_GOVERNMENT = re.compile(r"(?:[\w-]+\.)*gov\.(?:uk|wales|scot)", re.IGNORECASE)
# In English and in Welsh: what is said of reviews is bound by the time limits of the law, which no council sets.
TIME_LIMIT = re.compile(
    r"\b(?:days?|weeks?|fortnights?|months?|years?|deadlines?|time limits?|too late"
    r"|d?diwrnod(?:au)?|niwrnod|w?wythnos(?:au)?|[pb]ythefnos|m?mis(?:oedd)?|fis(?:oedd)?|b?blynedd(?:oedd)?|flynedd"
    r"|terfynau? amser|dyddiad(?:au)? cau)\b",
    re.IGNORECASE,
)
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each of these counts twice.
GSM_TWICE = frozenset("^{}\\[~]|€")
# The provider sends these as their plain cousins.
PLAINER = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "}) | {ord("…"): "..."}


@dataclass(frozen=True)
class Problem:
    """What is wrong in "subject" or "body": a code, and the part of the text that it is about."""

    field: str
    code: str
    part: str = ""


def first_paragraph(body: str) -> str:
    """What goes into a text message, on one line."""
    return " ".join(_paragraphs(body)[0].split())


def problems_of(subject: str, body: str, *, allowed: Collection[str], needed: Collection[str]) -> list[Problem]:
    """What keeps these words from being sent. `needed` placeholders stand in the first paragraph."""
    found = _problems_of_parts({"subject": subject, "body": body}, allowed)
    first = first_paragraph(body)
    there = set(PLACEHOLDER.findall(first))
    found += [Problem("body", "missing", f"{{{name}}}") for name in (WHO_WRITES, *needed) if name not in there]
    if len(first) > MOST_IN_FIRST:
        found.append(Problem("body", "long"))
    return found


def problems_of_letter(
    subject: str, body: str, more: Mapping[str, str], *, allowed: Collection[str], needed: Collection[str]
) -> list[Problem]:
    """What keeps these words from standing around a decision. `needed` placeholders stand in the introduction's first
    paragraph; what is added on reviews may speak of no time limit, because the law's own stands above it.
    """
    parts = {"subject": subject, "body": body, **more}
    found = _problems_of_parts(parts, allowed)
    found += [Problem(field, "gap") for field, text in parts.items() if re.search(r"[\[\]]", text)]
    there = set(PLACEHOLDER.findall(first_paragraph(body)))
    found += [Problem("body", "missing", f"{{{name}}}") for name in needed if name not in there]
    if TIME_LIMIT.search(more.get("review", "")):
        found.append(Problem("review", "limit"))
    return found


def _problems_of_parts(parts: Mapping[str, str], allowed: Collection[str]) -> list[Problem]:
    found = []
    for field, text in parts.items():
        names = PLACEHOLDER.findall(text)
        found += [Problem(field, "unknown", f"{{{name}}}") for name in dict.fromkeys(names) if name not in allowed]
        if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
            found.append(Problem(field, "brace"))
        if _has_address(text):
            found.append(Problem(field, "address"))
        if without_controls(text).translate(UNSEEN_IN_WORDS) != text:
            found.append(Problem(field, "unseen"))
    if len(parts["subject"].splitlines()) > 1:
        found.append(Problem("subject", "lines"))
    return found


def filled_paragraphs(text: str, values: Mapping[str, str]) -> list[str]:
    """The paragraphs with their values, without those that have a value that is not there."""
    return [_put_in(each, values) for each in _paragraphs(text) if each and _has_all(each, values)]


def filled(subject: str, body: str, values: Mapping[str, str]) -> tuple[str, str] | None:
    """Subject and body with their values; a later paragraph with a value that is not there is left out.

    None where the subject or the first paragraph cannot be filled. Values are never looked into for placeholders.
    """
    first, *later = _paragraphs(body)
    if not (_has_all(subject, values) and _has_all(first, values)):
        return None
    kept = [first, *(each for each in later if _has_all(each, values))]
    return _put_in(subject, values), "\n\n".join(_put_in(each, values) for each in kept)


def text_parts(text: str) -> tuple[int, int]:
    """How many characters a text message has, and in how many parts it is sent: 160 of plain letters, 70 of others."""
    text = text.translate(PLAINER)
    if set(text) <= GSM | GSM_TWICE:
        length = len(text) + sum(each in GSM_TWICE for each in text)
        return length, 1 if length <= 160 else -(-length // 153)
    length = len(text.encode("utf-16-le")) // 2
    return length, 1 if length <= 70 else -(-length // 67)


def _paragraphs(body: str) -> list[str]:
    return re.split(r"\n\s*\n", body.strip())


def _has_address(text: str) -> bool:
    text = normalized("NFKC", without_unseen(text))
    domains = (found[0] for found in DOMAIN.finditer(text))
    return bool(ADDRESS.search(text)) or not all(map(OF_GOVERNMENT.fullmatch, domains))


def _has_all(text: str, values: Mapping[str, str]) -> bool:
    return all(values.get(name) for name in PLACEHOLDER.findall(text))


def _put_in(text: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)
