"""Telling a change of a sent claim: a claim of its own that begins with what is held and overwrites nothing."""

from __future__ import annotations

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Resident
from casework.handover.readers.payload import claim_document
from claims.actions.sending import submit_claim
from claims.changing.actions import start_change
from claims.models import Claim, Fact, ForWhom, Paper, SearchTerm
from claims.presenters.following import changes_in
from claims.readers.answer_store import sent_values, spec_of, stored_answers
from claims.readers.following import CHANGE
from claims.withdrawing.actions import withdraw_own_claim
from formspec.actions.publishing import import_form
from tests.claims.making import fill
from tests.claims.sent import ACCOUNT, sent_claim
from tests.people import browser_of

NEW_BANK = {"name": "G Ty-Wyn", "sort_code": "20-29-59", "account_number": "63748472", "roll_number": ""}
NEW_NAME = {"first": "Gwen", "last": "Lloyd"}


@pytest.fixture
def claim(alice) -> Claim:
    """A claim that was sent, at a council that takes changes."""
    import_form(slug=CHANGE, by=alice)
    return sent_claim(alice)


def page_of(claim: Claim) -> str:
    return reverse("claims:change", args=[claim.public_id])


def text_of(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def begun(claim: Claim, by) -> Claim:
    return start_change(public_id=claim.public_id, language="en-gb", by=by)


def told(claim: Claim, by, **given) -> Claim:
    """A change of name and bank that was sent."""
    change = fill(begun(claim, by), by, {"changes": ["name"], "new_name": NEW_NAME, "bank_account": NEW_BANK} | given)
    return submit_claim(public_id=change.public_id, by=by, for_whom="self")


def test_before_it_begins_it_says_who_hears_of_it_and_who_does_not(alice, claim):
    other, withdrawn, somebodys = (sent_claim(alice) for _ in range(3))
    withdraw_own_claim(public_id=withdrawn.public_id, because="", by=alice)
    Claim.objects.filter(pk=somebodys.pk).update(for_whom=ForWhom.OTHER)
    page = text_of(browser_of(alice).get(page_of(claim)))
    listed = [each.reference in page for each in (claim, other, withdrawn, somebodys)]
    assert listed == [True, True, False, False]
    assert "report-benefits-change-circumstances" in page
    assert "tell-hmrc-change-of-details" in page
    assert "If you should get less and we hear late, you may have to pay money back" in page


@pytest.mark.slow
def test_it_asks_first_what_changed_and_shows_the_old_answer_beside_the_new(alice, claim):
    browser = browser_of(alice)
    links = [reverse("claims:my_claims"), reverse("claims:sent", args=[claim.public_id])]
    assert all(page_of(claim) in text_of(browser.get(url)) for url in links)
    first = browser.post(page_of(claim))
    draft = Claim.objects.get(follows=claim)
    assert first["Location"] == reverse("claims:page", args=[draft.public_id, next(iter(spec_of(draft).pages))])
    assert "Pick everything that has changed" in text_of(browser.get(first["Location"]))
    stored = {key: each.raw for (key, _row), each in stored_answers(draft).items()}
    assert stored["name"] == {"first": "Gŵyneth", "last": "Tŷ-Ŵyn"}
    assert (stored["claim_ref"], stored["nino"], stored["has_nino"]) == (claim.reference, "AB123456C", "yes")
    assert not {"new_name", "bank_account", "changes"} & set(stored)
    fill(draft, alice, {"changes": ["name"]})
    pages = {key: page["key"] for page in spec_of(draft).data["pages"] for key in page["questions"]}
    name = browser.get(reverse("claims:page", args=[draft.public_id, pages["new_name"]]))
    assert f"Before, in your claim {claim.reference}: Gŵyneth Tŷ-Ŵyn" in text_of(name)
    with CaptureQueriesContext(connection) as captured:
        bank = browser.get(reverse("claims:page", args=[draft.public_id, pages["bank_account"]]))
    assert len([query for query in captured if "SAVEPOINT" not in query["sql"]]) <= 9
    assert f"Before, in your claim {claim.reference}" in text_of(bank)
    assert ACCOUNT not in text_of(bank)
    assert browser.get(reverse("claims:task_list", args=[draft.public_id])).status_code == 200
    assert browser.post(page_of(claim)).status_code == 302
    assert Claim.objects.filter(follows=claim).count() == 1, "pressed again it is the same draft"


@pytest.mark.slow
def test_sent_it_is_a_claim_of_its_own_tied_to_the_first_whose_answers_stay(alice, claim):
    before = sent_values(claim)
    change = told(claim, alice)
    claim.refresh_from_db()
    assert (sent_values(claim), claim.corrected) == (before, 0)
    changed = {each.label: (each.before, each.after) for each in changes_in(change)}
    assert changed["New name"] == ("Gŵyneth Tŷ-Ŵyn", "Gwen Lloyd")
    assert all(ACCOUNT not in words and "63748472" not in words for pair in changed.values() for words in pair)
    assert "Your date of birth" not in changed
    assert Fact.objects.get(fact="person.name").value == NEW_NAME
    browser = browser_of(alice)
    assert claim.reference in text_of(browser.get(page_of(change)))
    assert change.reference in text_of(browser.get(page_of(claim)))
    assert page_of(change) in text_of(browser.get(reverse("claims:sent", args=[change.public_id])))
    assert browser.post(page_of(change)).status_code == 200, "a change of a change begins at its claim"
    terms = SearchTerm.objects.filter(claim=change, kind="reference").values_list("term", flat=True)
    assert set(claim.reference.split("-")[1:]) <= set(terms)
    new, old = (claim_document(each, decision=None, with_hidden=False) for each in (change, claim))
    assert (new["follows"], new["followed_by"], old["follows"]) == (claim.reference, [], None)
    assert old["followed_by"] == [change.reference]
    assert {"label": "New name", "before": "Gŵyneth Tŷ-Ŵyn", "after": "Gwen Lloyd"} in new["changes"]


@pytest.mark.slow
def test_a_new_address_or_number_in_it_does_not_change_where_messages_go(alice, claim):
    Resident.objects.filter(pk=alice.resident.pk).update(email="known@example.org", phone="+447700900982")
    told(claim, alice, new_email="else@example.org", new_phone="07700 900111")
    alice.resident.refresh_from_db()
    assert (alice.resident.email, alice.resident.phone) == ("known@example.org", "+447700900982")


def test_of_somebody_elses_claim_nothing_of_ones_own_comes_in(alice, claim):
    Claim.objects.filter(pk=claim.pk).update(for_whom=ForWhom.OTHER)
    claim.refresh_from_db()
    Fact.objects.update(value={"first": "Somebody", "last": "Else"})
    draft = begun(claim, alice)
    assert (draft.for_whom, draft.answers.get(key="name").value["first"]) == (ForWhom.OTHER, "Gŵyneth")


def test_only_what_changes_asks_for_papers(alice, claim):
    """The claim asked for those of the rest. Whoever is called something else shows who they are."""
    assert {"identity", "bank_details"} <= papers_for(told(claim, alice))
    assert "nino_proof" not in papers_for(told(claim, alice))
    assert "nino_proof" in papers_for(told(claim, alice, nino="AB654321D"))
    of_rent = fill(begun(claim, alice), alice, {"changes": ["rent"]})
    assert not {"identity", "nino_proof"} & papers_for(
        submit_claim(public_id=of_rent.public_id, by=alice, for_whom="self")
    )


def papers_for(change: Claim) -> set[str]:
    return set(Paper.objects.filter(claim=change).values_list("kind", flat=True))
