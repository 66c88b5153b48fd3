"""One act on many claims: seen before, confirmed once, each claim by itself, and those that were left are named."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Membership, Resident, Team, TeamMember
from casework.bulk.actions import AlreadyConfirmed, choose_claims, confirm, prepare
from casework.bulk.readers import MOST_CLAIMS, counts_of, left_in, seen_now
from casework.bulk.tasks import A_TURN, work_off
from casework.models import Assignment, Batch
from casework.readers.attention import seen_of
from casework.readers.owning import current_assignment, works_on
from claims.models import Claim, ClaimStatus, StatusChange, ThreadMessage
from claims.thread.actions.writing import Words, write_to_council
from core.tenancy import council_scope
from tests.casework.deciding.cases import checked_claim
from tests.casework.many import many_claims
from tests.casework.test_claims import move, sent_by
from tests.casework.test_owning import take
from tests.claims.sent import sent_claim
from tests.core.html_tree import tree
from tests.people import browser_of, make_resident

LIST, MANY = "/staff/claims/", "/staff/many-claims/"


def message(words="We are closed on Monday.") -> dict:
    return {"act": "message", "words": words, "language": "en-gb"}


def status(code, words="") -> dict:
    return {"act": "status", "status": ClaimStatus.objects.get(code=code), "words": words}


def prepared(claims, what, by):
    batch = choose_claims(keys=[each.pk for each in claims], beyond=0, by=by)
    return prepare(public_id=batch.public_id, what=what, by=by)


def confirmed(claims, what, by) -> Batch:
    batch, _why = prepared(claims, what, by)
    return confirm(public_id=batch.public_id, version=batch.version, by=by)


def work(batch, *, turns=1) -> Batch:
    """So many turns of a worker."""
    for _ in range(turns):
        Batch.objects.filter(pk=batch.pk, state="due").update(due_at=timezone.now())
        assert work_off(council_id=batch.council_id, public_id=batch.public_id)
    return Batch.objects.get(pk=batch.pk)


def whys(batch) -> dict[str, str]:
    return {row.claim.submission.name: row.why for row in left_in(batch)}


@pytest.mark.slow
def test_of_300_of_which_4_changed_meanwhile_296_are_done_and_4_named_and_nobody_hears_twice(aisha):
    claims = many_claims(aisha, 300)
    batch = confirmed(claims, message(), aisha)
    for claim in claims[10:14]:
        move(claim, aisha, "in-progress")
    work(batch, turns=3)
    done = work(batch, turns=3)
    assert done.state == "ready"
    assert counts_of(batch) == {"to_do": 0, "done": 296, "left": 4}
    assert whys(batch) == {claim.submission.name: "moved" for claim in claims[10:14]}
    assert ThreadMessage.objects.count() == 296
    # Done again as if nobody had written down that it was.
    Batch.objects.filter(pk=batch.pk).update(state="due")
    batch.claims.filter(place__lt=5).update(result="to_do")
    work(batch)
    assert ThreadMessage.objects.count() == 296
    page = browser_of(aisha).get(f"{MANY}{batch.public_id}/").content.decode()
    assert "Person 12" in page
    assert "somebody changed it after you looked at the list" in page


def test_a_turn_does_some_and_the_next_goes_on(aisha, monkeypatch):
    monkeypatch.setattr("casework.bulk.tasks.A_TURN", 2)
    assert A_TURN > 2
    batch = confirmed(many_claims(aisha, 5), status("in-progress"), aisha)
    assert [work(batch) and counts_of(batch)["done"] for _ in range(3)] == [2, 4, 5]
    assert Batch.objects.get().state == "ready"
    assert Claim.objects.filter(status__code="in-progress").count() == 5


def test_the_preview_counts_what_would_change_and_says_why_not(calderbrook, alice, aisha):
    plain, done, checked = sent_by(calderbrook, "Rhian Oakley"), sent_by(calderbrook, "Tomos Ash"), checked_claim(alice)
    move(done, aisha, "decided")
    _batch, why = prepared([plain, done, checked], status("decided"), aisha)
    assert why == {done.pk: "already", checked.pk: "by_decision"}
    take(plain, aisha)
    _batch, why = prepared([plain, done], {"act": "owner", "owner": aisha.membership, "to_label": "Aisha"}, aisha)
    assert why == {plain.pk: "already"}
    assert Assignment.objects.count() == 1
    assert AuditEvent.objects.filter(code="casework.batch.confirmed").count() == 0


def test_no_message_for_all_answers_somebodys_question_or_reaches_who_is_not_safe(calderbrook, aisha):
    asks, unsafe, welsh, plain = (sent_by(calderbrook, f"{name} Oakley") for name in ("A", "B", "C", "D"))
    Resident.objects.filter(pk=unsafe.resident_id).update(safe_to_contact=False)
    Resident.objects.filter(pk=welsh.resident_id).update(language="cy")
    claims = [asks, unsafe, welsh, plain]
    batch = confirmed(claims, message(), aisha)
    writer = make_resident(calderbrook, "E Oakley", "e@example.org")
    Claim.objects.filter(pk=asks.pk).update(resident=writer.resident)
    said = Words("When do I hear?", "en-gb", uuid.uuid4())
    write_to_council(public_id=asks.public_id, written=said, by=writer)
    assert prepared(claims, message(), aisha)[1] == {
        asks.pk: "unanswered", unsafe.pk: "unsafe", welsh.pk: "language",
    }  # fmt: skip
    batch = confirmed(claims, message(), aisha)
    work(batch)
    assert ThreadMessage.objects.filter(direction="council").get().claim == plain


def test_what_is_seen_is_what_the_act_on_one_claim_takes(alice, aisha):
    claim = sent_claim(alice)
    take(claim, aisha)
    assert seen_now(Batch(act="message"), [claim]) == {claim.pk: seen_of(claim)}
    assert seen_now(Batch(act="owner"), [claim]) == {claim.pk: str(current_assignment(claim).pk)}
    assert seen_now(Batch(act="status"), [claim]) == {claim.pk: str(StatusChange.objects.get().pk)}


def test_a_team_that_is_taken_away_meanwhile_puts_nothing_back(alice, aisha):
    claim, team = sent_claim(alice), Team.objects.create(name="Housing")
    TeamMember.objects.create(team=team, membership=aisha.membership)
    take(claim, aisha)
    batch = confirmed([claim], {"act": "owner", "team": team, "to_label": "Housing"}, aisha)
    team.delete()
    work(batch)
    assert set(whys(batch).values()) == {"no_team"}
    assert works_on(current_assignment(claim)) == aisha.membership


def test_who_may_not_do_it_any_more_does_nothing(alice, aisha):
    batch = confirmed([sent_claim(alice)], status("in-progress"), aisha)
    Membership.objects.filter(pk=aisha.membership.pk).update(is_active=False)
    work(batch)
    assert set(whys(batch).values()) == {"not_allowed"}


def test_one_claim_that_fails_leaves_the_others_done(aisha):
    claims = many_claims(aisha, 3)
    batch = confirmed(claims, status("in-progress"), aisha)
    batch.claims.filter(claim=claims[1]).update(seen="rubbish")
    work(batch)
    assert whys(batch) == {"Person 1": "failed"}
    assert counts_of(batch)["done"] == 2


def test_it_is_confirmed_once_and_only_what_was_seen_last(alice, aisha):
    batch, _why = prepared([sent_claim(alice)], status("in-progress"), aisha)
    prepare(public_id=batch.public_id, what=message(), by=aisha)
    with pytest.raises(AlreadyConfirmed):
        confirm(public_id=batch.public_id, version=1, by=aisha)
    for _ in range(2):
        confirm(public_id=batch.public_id, version=2, by=aisha)
    assert AuditEvent.objects.filter(code="casework.batch.confirmed").count() == 1
    with pytest.raises(AlreadyConfirmed):
        prepare(public_id=batch.public_id, what=status("in-progress"), by=aisha)


def test_a_batch_has_a_limit_and_an_unconfirmed_one_is_forgotten_at_the_next_choice(aisha):
    claims = many_claims(aisha, 3)
    keys = [each.pk for each in claims] * MOST_CLAIMS
    assert choose_claims(keys=keys, beyond=7, by=aisha).claims.count() == 3
    choose_claims(keys=keys[:1], beyond=0, by=aisha)
    assert Batch.objects.count() == 1


@pytest.mark.slow
def test_from_the_list_to_the_end_without_scripts(calderbrook, aisha):
    one, two, three = (sent_by(calderbrook, f"{name} Oakley") for name in ("A", "B", "C"))
    browser = browser_of(aisha)
    page = browser.get(LIST).content.decode()
    assert f'value="{one.reference}" id="tick-{one.reference}"' in page
    assert browser.post(MANY)["Location"].startswith(LIST)
    assert "Tick the claims first" in browser.get(LIST).content.decode()
    address = browser.post(MANY, {"claim": [one.reference, two.reference]})["Location"]
    assert "Change 2 claims" in " ".join(browser.get(address).content.decode().split())
    for kind, wrong in (("owner", {}), ("status", {"status": "waiting"}), ("message", {"words": "On [date]"})):
        assert browser.get(f"{address}?do={kind}").status_code == 200
        assert browser.post(address, {"kind": kind, **wrong}).status_code == 422
    said = {"kind": "owner", "to": "me", "note": "Mine on Friday."}
    preview = " ".join(browser.post(address, said).content.decode().split())
    assert "2 claims would change." in preview
    assert not Assignment.objects.exists()
    assert "Mine on Friday." in browser.post(address, said | {"change": "1"}).content.decode()
    assert browser.post(address, {"confirm": "1", "version": "7"}).status_code == 302
    assert "Nothing was done" in browser.get(address).content.decode()
    assert browser.post(address, {"confirm": "1", "version": "1"}).status_code == 302
    page = browser.get(address).content.decode()
    assert "This is being done" in page
    assert 'http-equiv="refresh"' in page
    assert "0 of 2 claims are changed. Still to do: 2." in tree(page).one("div", role="status").text
    assert "data-live-status" in page, "the page turns by itself with scripts too"
    work(Batch.objects.get())
    page = " ".join(browser.get(address).content.decode().split())
    assert "2 of 2 claims are changed." in page
    assert works_on(current_assignment(one)) == aisha.membership
    assert works_on(current_assignment(three)) is None
    browser.get(f"{LIST}?stage=new&whose=nobody")
    address = browser.post(MANY, {"all": "1"})["Location"]
    assert "Change 1 claim" in " ".join(browser.get(address).content.decode().split())


def test_who_may(alice, bob, aisha, omar, visitor, southmere):
    claim = sent_claim(alice)
    for actor, refusal in ((alice, Http404), (bob, Http404), (visitor, Http404), (omar, PermissionDenied)):
        with pytest.raises(refusal):
            choose_claims(keys=[claim.pk], beyond=0, by=actor)
    batch, _why = prepared([claim], status("in-progress"), aisha)
    for actor, refusal in ((alice, Http404), (omar, PermissionDenied)):
        with pytest.raises(refusal):
            confirm(public_id=batch.public_id, version=1, by=actor)
    with council_scope(southmere.pk):
        assert not Batch.objects.exists()
