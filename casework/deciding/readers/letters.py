"""Letters: what one says, in the claimant's language, and those that went to somebody."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import Council
from accounts.permissions import Scope
from casework.deciding.readers import easy_letter
from casework.deciding.readers.case import Case
from casework.deciding.readers.wording import Around, around, values_for, words_of
from casework.deciding.rules.gates import AWARDED, NOTHING_DUE, REFUSED, WITHDRAWN, Given, Proposal, usable_reasons
from casework.deciding.rules.letter import HEADING, ITEM, TEXT, Letter
from casework.models import Decision
from claims.models import Claim
from claims.readers.answer_store import sent_values, spec_of
from claims.readers.claims import claim_with_money_for, may_in
from core.outside.addresses import outside
from core.rules.money import format_pence
from formspec.rules.checks import WEEK, applicable
from formspec.rules.translation import in_language
from notifications.texts import Text

Block = tuple[str, str]


def letter_of(case: Case, proposal: Proposal, council: Council) -> Letter:
    """The letter that a proposal makes. It names no day of its own: it is dated when it goes."""
    language = _language(case.claim, council)
    with translation.override(language):
        spec, values = in_language(spec_of(case.claim), language), sent_values(case.claim)
        checks, awards = applicable(spec.checks, values), applicable(spec.awards, values)
        names = [award["title"] for award in awards] or [spec.title]
        easy = case.claim.resident.reads_easily
        words = None if easy else _around(case, proposal, spec.title, council, language)
        blocks = [
            *(_opening(case, words) if words else easy_letter.opening(case, spec.title)),
            *(easy_letter.what_is_decided(proposal, awards) if easy else _what_is_decided(proposal, awards)),
            *_why(proposal, checks, case),
            *_review(proposal, awards, council, case.claim, words.review if words else []),
            *(easy_letter.changes(proposal) if easy else _changes(proposal)),
            *(words.closing if words else []),
        ]
        return Letter(language, _title(proposal, awards, names), tuple(blocks))


def _language(claim: Claim, council: Council) -> str:
    """The claimant's, where the platform speaks it and the council offers it."""
    wanted = claim.resident.language
    return wanted if wanted in council.languages and wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _title(proposal: Proposal, awards: list[dict[str, Any]], names: list[str]) -> str:
    given = {award.key for award in proposal.awards}
    got = [award["title"] for award in awards if award["key"] in given]
    titles = {
        AWARDED: _("You can get this: %(what)s"),
        REFUSED: _("You cannot get this: %(what)s"),
        NOTHING_DUE: _("Nothing is due to you: %(what)s"),
        WITHDRAWN: _("We have stopped your claim: %(what)s"),
    }
    return titles[proposal.outcome] % {"what": ", ".join(got or names)}


def _around(case: Case, proposal: Proposal, title: str, council: Council, language: str) -> Around:
    sent = date_format(timezone.localtime(case.claim.submitted_at), "j F Y")
    name, reference = case.claim.submission.name, case.claim.reference
    values = values_for(council, name=name, form=title, day=sent, reference=reference)
    return around(words_of(proposal.outcome, language, case.claim.form_version.form.slug), values)


def _opening(case: Case, words: Around) -> list[Block]:
    opening = list(words.opening)
    if case.reopened is not None:
        day = date_format(timezone.localtime(case.reopened.sent_at), "j F Y")
        opening.append((TEXT, _("This letter takes the place of our letter of %(day)s.") % {"day": day}))
    return opening


def _what_is_decided(proposal: Proposal, awards: list[dict[str, Any]]) -> list[Block]:
    if proposal.outcome == WITHDRAWN:
        return [(TEXT, _("You asked us to stop, so we did not decide about it. You can send a new form at any time."))]
    if proposal.outcome != AWARDED:
        return []
    given = {award.key: award for award in proposal.awards}
    blocks = [(HEADING, _("What you get"))]
    for award in awards:
        words = {"what": award["title"]}
        if award["key"] in given:
            blocks.append((ITEM, _("%(what)s: %(how)s") % {**words, "how": _how(award, given[award["key"]])}))
        else:
            blocks.append((ITEM, _("%(what)s: you cannot get this") % words))
    return blocks


def _how(award: dict[str, Any], given: Given) -> str:
    """An award in words: how much, from when, until when."""
    parts = {"amount": format_pence(Decimal(given.pence or 0) / 100), "start": _day(given.starts_on)}
    if given.pence is not None and award["amount"] != WEEK:
        return _("%(amount)s once, on %(start)s") % parts
    if given.ends_on is not None:
        parts["end"] = _day(given.ends_on)
        weekly, plain = _("%(amount)s a week from %(start)s until %(end)s"), _("from %(start)s until %(end)s")
    else:
        weekly, plain = _("%(amount)s a week from %(start)s"), _("from %(start)s")
    return (weekly if given.pence is not None else plain) % parts


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")


def _why(proposal: Proposal, checks: list[dict[str, Any]], case: Case) -> list[Block]:
    reasons = [
        (ITEM, reason["letter"])
        for name, _check, reason in usable_reasons(checks, case.tasks)
        if name in proposal.reasons
    ]
    summary = [(TEXT, part.strip()) for part in proposal.summary.split("\n\n") if part.strip()]
    if not (reasons or summary):
        return []
    return [(HEADING, _("Why")), *reasons, *summary]


def _review(
    proposal: Proposal, awards: list[dict[str, Any]], council: Council, claim: Claim, added: list[Block]
) -> list[Block]:
    """How to have it looked at again, for each thing that was decided, what the council adds, and who helps."""
    if proposal.outcome == WITHDRAWN:
        return []
    blocks = [(HEADING, _("If you think this is wrong"))]
    for award in awards:
        if len(awards) > 1:
            blocks.append((TEXT, f"{award['title']}:"))
        in_scotland = council.nation == "SCOTLAND" and "route_scotland" in award
        blocks += [(ITEM, sentence) for sentence in award["route_scotland" if in_scotland else "route"]]
    blocks += added
    if claim.resident.reads_easily:
        return [*blocks, *easy_letter.ways_to_reach(council, claim)]
    return [*blocks, *_ways_to_reach(council, claim.reference)]


def _ways_to_reach(council: Council, reference: str) -> list[Block]:
    """How to ask the council, and who else helps."""
    blocks: list[Block] = []
    ways = [way for way in (council.phone, council.email, ", ".join(council.address.split("\n"))) if way.strip()]
    if ways:
        words = _("How to reach us: %(ways)s. Give your reference %(reference)s.")
        blocks.append((TEXT, words % {"ways": "; ".join(ways), "reference": reference}))
    advice = outside("citizens_advice")
    if advice is not None:
        words = _("You can get free advice from %(name)s, who do not belong to us: %(url)s")
        blocks += [(HEADING, _("Help from somebody else")), (TEXT, words % {"name": advice.name, "url": advice.url})]
    return blocks


def made_up_letter(outcome: str, words: Text, language: str, council: Council) -> Letter:
    """A letter with these words around a decision of nobody's: for looking at them."""
    with translation.override(language):
        what, today = _("Council Tax Reduction"), timezone.localdate()
        award = {"key": "made_up", "title": what, "amount": WEEK}
        given = (Given("made_up", 1250, today),) if outcome == AWARDED else ()
        proposal = Proposal(outcome, given)
        values = values_for(
            council, name="Sam Taylor", form=what, day=_day(today - dt.timedelta(days=20)), reference="ABC-2345"
        )
        around_it = around(words, {**values, "phone": council.phone or "01632 960 000"})
        blocks = [*around_it.opening, *_what_is_decided(proposal, [award])]
        if outcome != WITHDRAWN:
            law = _("Here is, as the form has it, how to have the decision looked at again, and by when.")
            blocks += [
                (HEADING, _("Why")), (TEXT, _("Here are the reasons for the decision.")),
                (HEADING, _("If you think this is wrong")), (ITEM, law), *around_it.review,
                *_ways_to_reach(council, "ABC-2345"),
            ]  # fmt: skip
        blocks += [*_changes(proposal), *around_it.closing]
        return Letter(language, _title(proposal, [award], [what]), tuple(blocks))


def _changes(proposal: Proposal) -> list[Block]:
    if proposal.outcome != AWARDED:
        return []
    words = _("Tell us straight away when something changes, such as who lives with you or the money you have.")
    return [(HEADING, _("If something changes")), (TEXT, words)]


def sent_letters(claim: Claim) -> list[Decision]:
    """The decisions whose letters went, the newest first, with what became of them by post; one that was opened again
    among them. One query.
    """
    sent = Decision.objects.select_related("post").filter(claim=claim, sent_at__isnull=False)
    return list(sent.order_by("-sent_at"))


def letter_for(actor: Actor, public_id: uuid.UUID, letter_id: uuid.UUID) -> Decision:
    """A letter that went, for whose claim it is and who may see their money, or 404."""
    claim = claim_with_money_for(actor, public_id)
    sent = Decision.objects.select_related("pdf", "film").filter(
        claim=claim, public_id=letter_id, sent_at__isnull=False
    )
    decision = sent.first()
    if decision is None:
        raise Http404
    decision.claim = claim
    return decision


def may_have_printed(actor: Actor, claim: Claim) -> bool:
    """Whether the actor, who may see this claim's letters, may have them as they are posted: with the address."""
    return may_in(actor, claim, Scope.VIEW_CONTACT)
