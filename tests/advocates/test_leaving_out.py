"""A claim that a grant leaves out is not there for whoever acts by it, whichever way they come; nor what follows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import get_resolver, reverse

from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope
from accounts.readers import grant_for
from advocates.actions.leaving_out import leave_out
from claims.actions.answering import AnswerChange, save_answers, start_claim
from claims.actions.sending import submit_claim
from claims.readers.claims import claim_for, claims_for, grant_on
from estimates.actions.estimating import ask_estimate
from tests.advocates.test_ending import grant_of
from tests.claims.making import fill, publish_small, small_draft
from tests.claims.papers.giving import filled_draft, send
from tests.people import browser_of

ALL = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, Scope.SUBMIT_CLAIMS]


def page_of(grant: Delegation) -> str:
    return f"/account/helpers/{grant.public_id}/left-out/"


@pytest.fixture
def two(alice):
    """Two drafts of Alice's: one that Bob may see, and one that is left out."""
    return small_draft(alice), fill(small_draft(alice), alice, {"has_pets": "no"})


@pytest.fixture
def grant(alice, bob, two):
    made = grant_of(alice, helper=bob.user, scopes=ALL)
    leave_out(public_id=made.public_id, claims=[two[1].public_id], by=alice)
    return made


def test_the_getters_know_it_not_and_the_other_stays(grant, two, bob):
    seen, left_out = two
    assert list(claims_for(bob)) == [seen]
    assert claim_for(bob, seen.public_id) == seen
    with pytest.raises(Http404):
        claim_for(bob, left_out.public_id)
    for scope in ALL:
        for lock in (False, True):
            assert grant_on(bob, seen, scope, lock=lock) is not None
            assert grant_on(bob, left_out, scope, lock=lock) is None


def test_nothing_is_done_in_it(grant, two, bob):
    key = two[1].public_id
    acts = [
        lambda: save_answers(public_id=key, changes=[AnswerChange("anything_else", "", "x", 0)], by=bob),
        lambda: submit_claim(public_id=key, by=bob, for_whom="self"),
        lambda: ask_estimate(claim=two[1], by=bob),
    ]
    for act in acts:
        with pytest.raises((Http404, PermissionDenied)):
            act()
    assert not AuditEvent.objects.filter(actor=bob.user).exists()


def test_another_grant_that_leaves_it_in_still_opens_it(grant, two, alice, bob):
    other = grant_of(alice, helper=bob.user, scopes=ALL)
    assert grant_on(bob, two[1], Scope.FILL_CLAIMS) == other
    assert set(claims_for(bob)) == set(two)


def addresses_of(claim) -> list[str]:
    """Every address that names nothing but one claim."""
    found = []
    for namespace in ("claims", "estimates"):
        prefix, resolver = get_resolver().namespace_dict[namespace]
        for name in (name for name in resolver.reverse_dict if isinstance(name, str)):
            if [params for _route, params in resolver.reverse_dict.getlist(name)[0][0]] == [["public_id"]]:
                found.append(reverse(f"{namespace}:{name}", args=[claim.public_id]))
    return sorted(found)


def test_no_address_of_it_opens_and_no_page_names_it(alice, bob):
    claim = send(filled_draft(alice), alice)
    grant = grant_of(alice, helper=bob.user, scopes=ALL)
    browser, address = browser_of(bob), f"/helping/{grant.public_id}/"
    assert claim.reference in browser.get(address).content.decode()
    assert "You act for" in browser.get(f"/claims/{claim.public_id}/sent/").content.decode()
    opened = [each for each in addresses_of(claim) if browser.get(each).status_code not in (404, 405)]
    assert len(opened) > 5, "there is something to close"
    leave_out(public_id=grant.public_id, claims=[claim.public_id], by=alice)
    assert claim.reference not in browser.get(address).content.decode()
    for each in addresses_of(claim):
        assert browser.get(each).status_code in (404, 405), each
        # What is no save of answers is refused (400) before anything is looked for.
        assert browser.post(each).status_code in (400, 404, 405), each
    assert claim.reference not in browser.get("/claims/").content.decode()


def test_what_follows_it_is_left_out_with_it_before_and_after(alice, bob, omar):
    first = send(filled_draft(alice), alice)
    publish_small(omar)
    before = start_claim(slug="small-form", language="en-gb", follows=first, by=alice)
    grant = grant_of(alice, helper=bob.user, scopes=ALL)
    untouched = grant_of(alice, helper=bob.user, scopes=[Scope.VIEW_CLAIMS])
    leave_out(public_id=grant.public_id, claims=[first.public_id], by=alice)
    after = start_claim(slug="small-form", language="en-gb", follows=first, by=alice)
    other = small_draft(alice)
    grant.refresh_from_db()
    untouched.refresh_from_db()
    assert set(grant.left_out) == {first.public_id, before.public_id, after.public_id}
    assert untouched.left_out == []
    Delegation.objects.filter(pk=untouched.pk).delete()
    assert list(claims_for(bob)) == [other]


def test_what_is_filled_in_from_earlier_answers_leaves_its_answers_out(alice, bob):
    sent = send(filled_draft(alice), alice)
    slug = sent.form_version.form.slug
    grant = grant_of(alice, helper=bob.user, scopes=ALL)
    known = start_claim(slug=slug, language="en-gb", by=bob, record=alice.resident)
    assert known.answers.exists()
    leave_out(public_id=grant.public_id, claims=[sent.public_id], by=alice)
    empty = start_claim(slug=slug, language="en-gb", by=bob, record=alice.resident)
    assert not empty.answers.exists()


def test_only_claims_of_ones_own_are_chosen_and_what_the_law_gave_covers_all(alice, bob, grant, two):
    stranger = small_draft(bob)
    left = leave_out(public_id=grant.public_id, claims=[stranger.public_id, two[0].public_id], by=alice)
    assert left.left_out == [two[0].public_id]
    with pytest.raises(Http404):
        leave_out(public_id=grant.public_id, claims=[], by=bob)
    by_law = grant_of(alice, helper=bob.user, basis=Delegation.Basis.ATTORNEY, ends_on=None)
    with pytest.raises(Http404):
        leave_out(public_id=by_law.public_id, claims=[two[0].public_id], by=alice)
    assert browser_of(alice).get(page_of(by_law)).status_code == 404


def test_the_page_shows_what_is_left_out_and_takes_it_back(alice, bob, grant, two):
    browser = browser_of(alice)
    page = browser.get(page_of(grant)).content.decode()
    assert re.search(rf'value="{two[1].public_id}"[^>]*checked', page)
    assert not re.search(rf'value="{two[0].public_id}"[^>]*checked', page)
    shown = browser.get(f"/account/helpers/{grant.public_id}/").content.decode()
    assert "What they cannot see" in shown
    assert browser.post(page_of(grant), {})["Location"] == f"/account/helpers/{grant.public_id}/"
    grant.refresh_from_db()
    assert grant.left_out == []
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_CLAIMS) == grant
    assert AuditEvent.objects.filter(code="advocates.grant.left_out", resident=alice.resident).count() == 2


def test_a_claim_of_somebody_else_is_not_taken(alice, bob, grant):
    stranger = small_draft(bob)
    answer = browser_of(alice).post(page_of(grant), {"left_out": [str(stranger.public_id)]})
    assert answer.status_code == 422


def test_every_way_into_a_claim_asks_the_getter_that_knows():
    """`accounts.readers.grant_for` without a matter is for what is no claim, or for one that is begun just now."""
    root = Path(__file__).parents[2]
    users = {
        str(path.relative_to(root))
        for app in ("claims", "estimates", "cobrowse", "casework", "reports", "records")
        for path in (root / app).rglob("*.py")
        if re.search(r"\bgrants?_for\(|Scope\.(VIEW|FILL|SUBMIT)_CLAIMS.*\.values", path.read_text())
    }
    assert users == {"claims/actions/answering.py", "claims/readers/claims.py"}
