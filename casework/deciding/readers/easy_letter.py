"""The parts of a letter in short sentences with one idea each, for whoever asked for Easy Read.

What the form says of reasons and of the ways to have it looked at again stays as it is: it carries the law.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Council
from casework.deciding.readers.case import Case
from casework.deciding.rules.gates import AWARDED, WITHDRAWN, Given, Proposal
from casework.deciding.rules.letter import HEADING, ITEM, TEXT
from claims.models import Claim
from core.outside.addresses import outside
from core.rules.money import format_pence
from formspec.rules.checks import WEEK

Block = tuple[str, str]


def opening(case: Case, title: str) -> list[Block]:
    """Who writes about what."""
    name = case.claim.submission.name
    blocks = [(TEXT, _("Dear %(name)s") % {"name": name})] if name else []
    sentences = [
        _("You asked for Easy Read. So this letter has short sentences."),
        _("It has no pictures. We cannot add them yet."),
        _("You sent us a form. It is called “%(form)s”.") % {"form": title},
        _("You sent it on %(day)s.") % {"day": _day(timezone.localtime(case.claim.submitted_at))},
        _("Your reference is %(reference)s. Keep it.") % {"reference": case.claim.reference},
    ]
    if case.reopened is not None:
        day = _day(timezone.localtime(case.reopened.sent_at))
        sentences.append(_("We sent you a letter on %(day)s. This new letter counts now.") % {"day": day})
    return [*blocks, *((TEXT, sentence) for sentence in sentences)]


def what_is_decided(proposal: Proposal, awards: list[dict[str, Any]]) -> list[Block]:
    """What somebody gets: each award a heading, each thing about it a sentence."""
    if proposal.outcome == WITHDRAWN:
        stopped = [_("You asked us to stop."), _("So we did not decide."), _("You can send a new form at any time.")]
        return [(TEXT, sentence) for sentence in stopped]
    if proposal.outcome != AWARDED:
        return []
    given = {award.key: award for award in proposal.awards}
    blocks: list[Block] = []
    for award in awards:
        blocks.append((HEADING, award["title"]))
        sentences = _how(award, given[award["key"]]) if award["key"] in given else [_("You cannot get this.")]
        blocks += [(ITEM, sentence) for sentence in sentences]
    return blocks


def _how(award: dict[str, Any], given: Given) -> list[str]:
    parts = {"amount": format_pence(Decimal(given.pence or 0) / 100), "start": _day(given.starts_on)}
    if given.pence is not None and award["amount"] != WEEK:
        return [_("You get %(amount)s. You get it once.") % parts, _("You get it on %(start)s.") % parts]
    amount = _("You get %(amount)s each week.") if given.pence is not None else _("You get this.")
    sentences = [amount % parts, _("It starts on %(start)s.") % parts]
    if given.ends_on is not None:
        sentences.append(_("It ends on %(end)s.") % {"end": _day(given.ends_on)})
    return sentences


def ways_to_reach(council: Council, claim: Claim) -> list[Block]:
    """How to ask the council, and who else helps."""
    address = ", ".join(line for line in council.address.split("\n") if line.strip())
    ways = [
        (council.phone, _("You can call us: %(way)s")),
        (council.email, _("You can email us: %(way)s")),
        (address, _("You can write to us: %(way)s")),
    ]
    blocks = [(ITEM, words % {"way": way}) for way, words in ways if way.strip()]
    blocks.append((TEXT, _("Tell us your reference: %(reference)s") % {"reference": claim.reference}))
    advice = outside("citizens_advice")
    if advice is not None:
        words = {"name": advice.name, "url": advice.url}
        blocks += [
            (HEADING, _("Help from somebody else")),
            (TEXT, _("You can ask %(name)s. They do not work for us.") % words),
            (TEXT, _("Their help is free. You find them here: %(url)s") % words),
        ]
    return blocks


def changes(proposal: Proposal) -> list[Block]:
    """What to do when something changes."""
    if proposal.outcome != AWARDED:
        return []
    sentences = [
        _("Tell us when something changes. Do it straight away."),
        _("For example, who lives with you. Or how much money you have."),
    ]
    return [(HEADING, _("If something changes")), *((TEXT, sentence) for sentence in sentences)]


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")
