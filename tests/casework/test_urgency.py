"""Who is in danger, hungry or without a roof stands first, by what they said or what staff have learned."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import AuditEvent
from casework.actions.urgency import UrgencyMoved, set_urgency
from casework.models import UrgencyChange
from casework.readers.claims import council_statuses
from casework.readers.work_list import ALL, WorkListFilter, in_stage, next_after, work_list
from claims.actions.sending import submit_claim
from claims.models import Claim
from tests.casework.test_claims import move, sent_by
from tests.claims.making import fill, library_draft
from tests.claims.sent import sent_claim
from tests.people import browser_of

LIST = "/staff/claims/"
WAY = "Ring my sister after six"


def crisis(actor) -> Claim:
    said = {"danger": "yes", "have_food": "no", "place_tonight": "yes", "have_heat": "yes"}
    said |= {"safe_contact": "no", "safe_contact_how": WAY}
    draft = fill(library_draft("local-welfare-crisis", actor), actor, said)
    return submit_claim(public_id=draft.public_id, by=actor, for_whom="self")


def say(claim, by, *urgencies, because="She rang us.", based_on=0):
    return set_urgency(reference=claim.reference, urgencies=urgencies, because=because, based_on=based_on, by=by)


def names(aisha, stage) -> list[str]:
    return [each.submission.name for each in in_stage(work_list(aisha, WorkListFilter()), stage, council_statuses())]


@pytest.mark.slow
def test_what_is_sent_in_an_emergency_stands_first_and_says_why_and_how_to_reach_them(alice, aisha, calderbrook):
    sent_by(calderbrook, "Rhian Oakley")
    claim = crisis(alice)
    assert claim.urgencies == ["in_danger", "no_food"]
    browser = browser_of(aisha)
    page = browser.get(LIST).content.decode()
    assert page.index(claim.reference) < page.index("Rhian Oakley")
    assert "In danger now" in page
    assert "No food" in page
    page = browser.get(f"{LIST}{claim.reference}/").content.decode()
    top = page[: page.index('class="bo-facts"')]
    for words in ("This claim cannot wait", "In danger now", "Their answers say so.", "It is not safe to contact", WAY):
        assert words in top


@pytest.mark.slow
def test_lists_put_the_urgent_first_until_they_are_done(calderbrook, aisha):
    first, second, third, done = (sent_by(calderbrook, f"{name} Oakley") for name in ("A", "B", "C", "D"))
    say(second, aisha, "deadline")
    say(third, aisha, "deadline", "no_food")
    say(done, aisha, "in_danger")
    move(done, aisha, "decided")
    assert names(aisha, "new") == ["C Oakley", "B Oakley", "A Oakley"]
    assert names(aisha, ALL) == ["C Oakley", "B Oakley", "D Oakley", "A Oakley"]
    assert names(aisha, "done") == ["D Oakley"]
    assert "In danger now" not in browser_of(aisha).get(f"{LIST}?stage=done").content.decode()
    move(done, aisha, "new")
    assert names(aisha, "new") == ["C Oakley", "D Oakley", "B Oakley", "A Oakley"]
    assert Claim.objects.get(pk=done.pk).urgent == 2
    for stage, order in (("new", [third, done, second, first]), (ALL, [done, third, second, first])):
        claims = work_list(aisha, WorkListFilter())
        following = [
            next_after(claims, stage, council_statuses(), claim=Claim.objects.get(pk=each.pk)) for each in order
        ]
        assert following == [*order[1:], None], stage


def test_next_goes_on_below_where_an_urgent_claim_was_once_it_is_decided(calderbrook, aisha):
    first, second, third = (sent_by(calderbrook, f"{name} Oakley") for name in ("A", "B", "C"))
    for each in (second, third):
        say(each, aisha, "no_food")
    move(second, aisha, "decided")
    claims = work_list(aisha, WorkListFilter())
    assert next_after(claims, "new", council_statuses(), claim=Claim.objects.get(pk=second.pk)) == third
    assert next_after(claims, "new", council_statuses(), claim=Claim.objects.get(pk=third.pk)) == first


@pytest.mark.slow
def test_by_hand_it_wants_how_one_knows_and_stays_in_the_history(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    address = f"{LIST}{claim.reference}/urgency/"
    assert browser.get(address).status_code == 200
    refused = browser.post(address, {"urgencies": ["no_roof"], "because": " ", "based_on": 0})
    assert refused.status_code == 422
    assert "Say how you know" in refused.content.decode()
    said = {"urgencies": ["no_roof"], "because": "The hostel rang.", "based_on": 0}
    assert browser.post(address, said).status_code == 302
    page = browser.get(f"{LIST}{claim.reference}/").content.decode()
    assert page.count("The hostel rang.") == 2, "at the top and in the timeline"
    assert "Nowhere safe to sleep tonight" in page
    change = UrgencyChange.objects.get()
    assert (change.before, change.after) == ([], ["no_roof"])
    event = AuditEvent.objects.get(code="claims.claim.urgency_set")
    assert "hostel" not in str(event.detail)


@pytest.mark.slow
def test_who_comes_second_overwrites_nothing_and_keeps_what_they_typed(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    first = say(claim, aisha, "no_food")
    assert say(claim, aisha, "no_food") == first, "the same press twice"
    with pytest.raises(UrgencyMoved):
        say(claim, aisha)
    response = browser.post(
        f"{LIST}{claim.reference}/urgency/", {"urgencies": ["deadline"], "because": "Court on Friday.", "based_on": 0}
    )
    assert response.status_code == 409
    page = response.content.decode()
    assert "Court on Friday." in page
    assert "She rang us." in page
    assert Claim.objects.get(pk=claim.pk).urgencies == ["no_food"]
    say(claim, aisha, based_on=first.pk)
    assert Claim.objects.get(pk=claim.pk).urgent == 0


def test_who_may(alice, bob, omar, visitor):
    claim = sent_claim(alice)
    for actor, refusal in ((alice, Http404), (bob, Http404), (visitor, Http404), (omar, PermissionDenied)):
        with pytest.raises(refusal):
            say(claim, actor, "no_food")
