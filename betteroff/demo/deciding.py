"""Deciding in the demo: a claim half checked, one decided with its letter, which is for the post too, one that waits
for a second person.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.actions.preferences import set_preferences
from accounts.actors import Actor
from accounts.models import ContactBy, Council, Membership, Resident
from casework.actions.verifying import verify_answer
from casework.deciding.actions.checking import Finding, save_finding
from casework.deciding.actions.deciding import make_decision
from casework.deciding.actions.settings import save_deciding_settings
from casework.deciding.readers.case import Case, case_for
from casework.deciding.readers.letters import letter_of
from casework.deciding.rules.gates import Given, Proposal
from casework.models import Against, Decision, LetterPdf, Task
from claims.models import Claim
from claims.readers.answer_store import spec_of
from formspec.rules.checks import NO_AMOUNT

WHERE, HALF_CHECKED = "calderbrook", "derek@example.org"
# Pence a week, of whatever can be awarded for money.
AMOUNT = 9250


def show_deciding(council: Council) -> None:
    """What the demo of a council shows of deciding; nothing on a second load."""
    if council.slug != WHERE or Task.objects.filter(claim__resident__user__email=HALF_CHECKED).exists():
        return
    aisha, omar = staff_of(council, "aisha@calderbrook.example"), staff_of(council, "omar@calderbrook.example")
    _half_checked(reference_of(HALF_CHECKED), aisha)
    _asks_for_letters("maria@example.org", council)
    first = decided(reference_of("maria@example.org"), aisha, "The national check found you.")
    # The workers send it as soon as they look.
    LetterPdf.objects.filter(decision=first).update(due_at=timezone.now())
    save_deciding_settings(second_person=True, by=omar)
    decided(reference_of("nasreen@example.org"), aisha, "We counted your rent and your council tax in full.")


def _asks_for_letters(email: str, council: Council) -> None:
    resident = Resident.objects.select_related("user").get(user__email=email)
    by = Actor(council=council, user=resident.user, resident=resident)
    set_preferences(contact_by=[ContactBy.EMAIL, ContactBy.POST], safe_to_contact=True, by=by)


def _half_checked(reference: str, by: Actor) -> None:
    first, second, third, *_others = case_for(by, reference).checks
    _find(reference, first["key"], Finding("passed", words="Passport seen at the desk."), by)
    _verified(reference, "person.dob", Against.SEEN, "Passport, at the desk on the day of the claim", by)
    _verified(reference, "person.nino", Against.REGISTER, "Searchlight, the DWP’s register", by)
    _find(reference, second["key"], Finding("failed", (second["reasons"][-1]["key"],)), by)
    _find(reference, third["key"], Finding("waiting", waiting_for="the letter about the settled status"), by)


def _verified(reference: str, fact: str, against: Against, words: str, by: Actor) -> None:
    claim = Claim.objects.get(reference=reference)
    key = next(key for key, question in spec_of(claim).questions.items() if question.get("fact") == fact)
    verify_answer(reference=reference, key=key, entry=0, against=against, words=words, based_on=0, by=by)


def decided(reference: str, by: Actor, summary: str) -> Decision:
    """Every check passed, and everything awarded that there is."""
    for check in case_for(by, reference).checks:
        _find(reference, check["key"], Finding("passed"), by)
    case = case_for(by, reference)
    proposal = Proposal("awarded", tuple(_awards(case)), summary=summary)
    sha256 = letter_of(case, proposal, by.council).sha256
    return make_decision(reference=reference, proposal=proposal, based_on=case.version, sha256=sha256, by=by)


def _awards(case: Case) -> list[Given]:
    start = timezone.localdate() + dt.timedelta(days=7)
    return [Given(award["key"], None if award["amount"] == NO_AMOUNT else AMOUNT, start) for award in case.awards]


def _find(reference: str, key: str, finding: Finding, by: Actor) -> None:
    save_finding(reference=reference, key=key, finding=finding, based_on=0, by=by)


def reference_of(email: str) -> str:
    """The one claim that somebody sent."""
    return Claim.objects.get(resident__user__email=email, submitted_at__isnull=False).reference


def staff_of(council: Council, email: str) -> Actor:
    """A member of staff at work."""
    membership = Membership.objects.select_related("user").get(user__email=email)
    return Actor(council=council, user=membership.user, membership=membership, second_factor=True)
