"""The text of a masked answer, and of why it was shown: for staff, and for the claimant's audit trail."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AuditEvent
from accounts.presenters.trail import explain
from casework.models import Showing, ShowingReason
from casework.readers.showing import showings_of
from claims.models import Claim
from claims.readers.answer_store import spec_of
from claims.readers.hidden import HiddenAnswer, question_label
from formspec.rules.display import display_answer

# In the address of a page about one answer: the check from which somebody came.
FROM_CHECK = "check"
# Why, as the person reads it.
TO_THE_PERSON = {
    ShowingReason.IDENTITY: gettext_lazy("They said why: to check with the DWP who you are"),
    ShowingReason.PAYING: gettext_lazy("They said why: to pay you"),
    ShowingReason.CORRECTING: gettext_lazy("They said why: to put this answer right"),
}


def answer_address(claim: Claim, check: str = "") -> str:
    """Where the answers of a claim are read: beside the check with this key, from which somebody came, or on the
    claim's own page.
    """
    if any(each["key"] == check for each in spec_of(claim).checks):
        return reverse("casework:check_claim", args=[claim.reference, check])
    return reverse("casework:staff_claim", args=[claim.reference]) + "#answers"


def masked(answer: HiddenAnswer) -> str:
    """What pages show of it."""
    return display_answer(answer.question, answer.value, translate=_)


def in_full(answer: HiddenAnswer) -> str:
    """The answer itself, several lines for some kinds."""
    return display_answer(answer.question, answer.value, translate=_, in_full=True)


def reason_words(reason: str, words: str) -> str:
    """Why, as staff read it."""
    return words or str(ShowingReason(reason).label)


def _to_the_person(showing: Showing) -> dict[str, str]:
    label = question_label(showing.claim, showing.key, showing.entry)
    reason = ShowingReason(showing.reason)
    return {
        "what": _("Looked at your whole answer to “%(question)s”, which our pages hide") % {"question": label},
        "why": str(TO_THE_PERSON[reason])
        if reason in TO_THE_PERSON
        else _("They said why: “%(words)s”") % {"words": showing.words},
    }


def showings_in_words(events: Sequence[AuditEvent]) -> dict[int, dict[str, str]]:
    """By an event's number, which answer was shown ("what") and why, to the person. One query."""
    said = {each.pk: _to_the_person(each) for each in showings_of([event.detail["showing"] for event in events])}
    return {event.number: said[event.detail["showing"]] for event in events if event.detail["showing"] in said}


explain("claims.answer.shown", showings_in_words)
