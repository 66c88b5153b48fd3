"""Claims on a form that says what is checked: identity and rent block approving, the right to help refusing too."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.utils import timezone

from casework.deciding.actions.checking import Finding, save_finding
from casework.deciding.actions.deciding import make_decision
from casework.deciding.documents import send_due_letter
from casework.deciding.readers.case import Case, case_of
from casework.deciding.readers.letters import letter_of
from casework.deciding.rules.gates import Given, Proposal
from casework.models import Decision, LetterPdf
from casework.readers.claims import staff_claim_for
from formspec.rules.compile import compile_form, library_translations
from tests.claims.sent import SOURCE, sent_claim

START = dt.date(2026, 12, 7)
AWARD = Proposal("awarded", (Given("housing_benefit", 9250, START), Given("council_tax_reduction", 1200, START)))
PASSED = Finding("passed")


@lru_cache(maxsize=1)
def checked_spec():
    """The full form with checks and awards."""
    checks = [
        {"key": "identity", "pages": ["about-you"], "papers": ["identity"]},
        {"key": "status", "pages": ["about-you"], "blocks": ["approve", "refuse"]},
        {"key": "rent", "pages": ["your-home-1-of-3"], "about_money": True,
         "applies_when": {"q": "has_pets", "op": "equals", "value": "yes"}},
    ]  # fmt: skip
    awards = [{"key": "housing_benefit"}, {"key": "council_tax_reduction"}]
    home, *rest = SOURCE["sections"]
    name, *others = home["questions"]
    papers = {"evidence": [{"id": "identity", "name": "Proof of who you are"}]}
    sections = [{**home, "questions": [{**name, "evidence": ["identity"]}, *others]}, *rest]
    asking = {**SOURCE, **papers, "sections": sections, "checks": checks, "awards": awards}
    return compile_form(asking, guidance={}, translations=library_translations("full-form"))


def checked_claim(by, **given):
    """A sent claim on it."""
    return sent_claim(by, spec=checked_spec(), **given)


def fresh(claim, by) -> Case:
    """The case as it is now."""
    return case_of(staff_claim_for(by, claim.reference))


def find(claim, by, key, finding=PASSED, based_on=None):
    """Save what came of a check."""
    if based_on is None:
        task = fresh(claim, by).tasks.get(key)
        based_on = task.version if task else 0
    return save_finding(reference=claim.reference, key=key, finding=finding, based_on=based_on, by=by)


def pass_all(claim, by):
    """Every check passed."""
    for check in fresh(claim, by).checks:
        find(claim, by, check["key"])


def decide(claim, by, proposal=AWARD, **other):
    """Decide as a page would: with the version and the letter that it shows."""
    case = fresh(claim, by)
    shown = {"based_on": case.version, "sha256": letter_of(case, proposal, by.council).sha256}
    return make_decision(reference=claim.reference, proposal=proposal, **(shown | other), by=by)


def let_it_go(decision) -> bool:
    """The time of the letter comes, and a worker sends it. Call it outside transactions of ours."""
    row = LetterPdf.objects.get(decision=decision)
    LetterPdf.objects.filter(pk=row.pk).update(due_at=timezone.now() - dt.timedelta(seconds=1))
    return send_due_letter(council_id=row.council_id, public_id=row.public_id)


def again(decision) -> Decision:
    """The decision as it is now."""
    return Decision.objects.get(pk=decision.pk)
