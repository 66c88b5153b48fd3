"""What deciding puts on other pages: the checks on a claim for staff, the letter on it for the claimant, and the kinds
of letters among the words that a council sets.
"""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Council
from accounts.permissions import Permission, Scope
from casework.deciding.documents import made_up_pdf
from casework.deciding.presenters import case as content
from casework.deciding.readers.case import case_of
from casework.deciding.readers.letters import made_up_letter, sent_letters
from casework.deciding.readers.wording import KINDS, NEEDED, placeholders, platform_words
from casework.models import Decision
from claims.models import Claim
from claims.readers.claims import may_in
from core.panels import add_panel
from notifications.texts import Text
from notifications.wording.readers import LetterKind, add_letter


def checks_panel(request: HttpRequest, claim: Claim) -> str:
    """On a claim for staff: how its checks stand, the next one, and every decision there was."""
    case = case_of(claim)
    page = {
        "claim": claim,
        "rows": content.check_rows(case),
        "following": case.open_after(""),
        "live": case.live,
        "decisions": list(reversed(case.decisions)),
        "may_progress": request.actor.may(Permission.CLAIM_PROGRESS),
    }
    return render_to_string("casework/deciding/_checks.html", page)


def letters_panel(request: HttpRequest, claim: Claim) -> str:
    """On a claim for the claimant and who may see their money: what was decided, and the letters."""
    if not may_in(request.actor, claim, Scope.VIEW_MONEY):
        return ""
    letters = sent_letters(claim)
    if not letters:
        return ""
    latest = letters[0]
    page = {
        "claim": claim,
        "latest": latest,
        "earlier": letters[1:],
        "is_reopened": latest.state == Decision.State.REOPENED,
    }
    return render_to_string("casework/deciding/_letters.html", page)


add_panel("casework.claim", checks_panel)
add_panel("claims.sent.news", letters_panel)


def made_up_blocks(outcome: str, words: Text, language: str, council: Council) -> str:
    """A letter of nobody's with these words, as its page shows it."""
    letter = made_up_letter(outcome, words, language, council)
    with translation.override(language):
        return render_to_string("casework/deciding/_made_up.html", {"letter": letter})


for _outcome, (_template, _title, _more) in KINDS.items():
    add_letter(
        LetterKind(
            template=_template, allowed=tuple(placeholders()), needed=NEEDED, title=_title, more=_more,
            says=placeholders, words=platform_words, shown=partial(made_up_blocks, _outcome),
            drawn=partial(made_up_pdf, _outcome),
        )
    )  # fmt: skip
