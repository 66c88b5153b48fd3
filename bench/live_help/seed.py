"""`python -m bench.live_help.seed PAIRS`: residents who share a filled-in draft, each with an adviser; JSON out."""

from __future__ import annotations

import datetime as dt
import json
import sys
import uuid
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.actors import Actor  # noqa: E402
from accounts.models import Council  # noqa: E402
from bench.seed import can_vary, variation  # noqa: E402
from bench.wizard.forms import FORM  # noqa: E402
from betteroff.demo.claims import answer_everything  # noqa: E402
from claims.actions.answering import start_claim  # noqa: E402
from claims.models import Claim  # noqa: E402
from claims.presenters.links import page_address  # noqa: E402
from claims.readers.answer_store import raw_answers, spec_of, stored_answers  # noqa: E402
from claims.readers.claims import form_state_of  # noqa: E402
from cobrowse.models import Access, SharedForm  # noqa: E402
from cobrowse.sharing.actions.sharing import share_form  # noqa: E402
from core.tenancy import council_scope  # noqa: E402
from formspec.rules.sharing import may_change  # noqa: E402
from tests.drills.seeding import conversation, two_people  # noqa: E402

# Nobody's page is open before the load comes to it.
AHEAD = dt.timedelta(hours=1)


def seed(pairs: int) -> dict[str, Any]:
    """What the load needs: of each pair the sessions, the addresses and the answer that they change."""
    council = Council.objects.get(slug="calderbrook")
    with council_scope(council.pk):
        return {"host": council.host, "pairs": [_pair(council, number) for number in range(pairs)]}


def _pair(council: Council, number: int) -> dict[str, Any]:
    resident, adviser = two_people(council)
    found = conversation(council, resident, adviser)
    claim = _draft(resident)
    chosen = _question(claim, number)
    public_id = found["resident"]["path"].split("/")[2]
    share = share_form(public_id=uuid.UUID(public_id), claim_id=claim.public_id, access=Access.EDIT, by=resident)
    # The load says by itself that it is there, as a page with scripts does.
    SharedForm.objects.filter(pk=share.pk).update(
        view=SharedForm.View.PAGE, page=chosen["page"], resident_here_at=timezone.now() + AHEAD, resident_beats=True
    )
    return {**found, **chosen, "claim": str(claim.public_id), "address": page_address(claim, chosen["page"])}


def _draft(resident: Actor) -> Claim:
    claim = start_claim(slug=FORM, language="en-gb", by=resident)
    answer_everything(claim, resident)
    return claim


def _question(claim: Claim, number: int) -> dict[str, Any]:
    """An answer that both may change; the pairs are on all the pages that have one, in turn."""
    spec, stored, state = spec_of(claim), stored_answers(claim), form_state_of(claim)
    answers, found = raw_answers(stored), []
    for page in spec.pages:
        shown = [question for question in spec.questions_on(page) if state.is_visible(question["key"])]
        both = [q for q in shown if can_vary(q) and may_change(q) and (q["key"], "") in answers]
        if both and spec.group_on(page) is None:
            found.append((page, both[0]))
    page, question = found[number % len(found)]
    place = (question["key"], "")
    return {"page": page, **variation(question, answers[place]), "revision": stored[place].revision}


if __name__ == "__main__":
    json.dump(seed(int(sys.argv[1])), sys.stdout)
