"""Alice talks with Aisha and has a form to share, with something in it that nobody else may see."""

from __future__ import annotations

import pytest

from accounts.actors import Actor
from claims.actions.answering import AnswerChange, add_row, save_answers
from claims.models import Claim
from cobrowse.models import Access, HelpRequest, SharedForm
from cobrowse.sharing.actions.sharing import share_form
from tests.claims.making import small_draft
from tests.cobrowse.conftest import on_duty, open_now, sam, talking  # noqa: F401 - fixtures

# What must never reach the adviser, in any form of writing.
NINO, SORT_CODE, ACCOUNT, BANK_NAME = "AB123456C", "401276", "12345678", "Canary Quillfeather"
SECRETS = {
    "nino": NINO,
    "account": {"name": BANK_NAME, "sort_code": SORT_CODE, "account_number": ACCOUNT, "roll_number": ""},
}
PLAIN = {
    "name": {"first": "Alice", "last": "Ashworth"},
    "dob": {"day": "3", "month": "5", "year": "1980"},
    "has_pets": "yes",
    "pet_kind": "A parrot",
    "anything_else": "My rent went up",
}


def change(key: str, raw, base: int = 0, row: str = "") -> AnswerChange:
    """One answer as a page sends it."""
    return AnswerChange(key, row, raw, base)


def answer(claim: Claim, by: Actor, key: str, raw, row: str = "") -> int:
    """The person answers; the revision."""
    known = claim.answers.filter(key=key, row=row).first()
    saved = save_answers(
        public_id=claim.public_id, changes=[change(key, raw, known.revision if known else 0, row)], by=by
    )
    assert not saved.conflicts
    return saved.revisions[key, row]


def raw_of(claim: Claim, key: str, row: str = ""):
    """What is stored of an answer that is not encrypted; None for nothing."""
    found = claim.answers.filter(key=key, row=row).first()
    return found.value if found else None


@pytest.fixture
def draft(alice) -> Claim:
    """Alice's form, filled in."""
    claim = small_draft(alice)
    given = [change(key, raw) for key, raw in {**PLAIN, **SECRETS}.items()]
    assert not save_answers(public_id=claim.public_id, changes=given, by=alice).conflicts
    row = add_row(public_id=claim.public_id, group="pets", by=alice)
    answer(claim, alice, "pet_name", "Polly", row)
    return claim


@pytest.fixture
def seen(alice, talking: HelpRequest, draft) -> SharedForm:  # noqa: F811 - a fixture
    """Aisha may see the form."""
    return share_form(public_id=talking.public_id, claim_id=draft.public_id, access=Access.VIEW, by=alice)


@pytest.fixture
def together(alice, talking: HelpRequest, draft) -> SharedForm:  # noqa: F811 - a fixture
    """Aisha may fill the form in."""
    return share_form(public_id=talking.public_id, claim_id=draft.public_id, access=Access.EDIT, by=alice)
