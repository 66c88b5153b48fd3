"""Who reads a hand-over, and how long: whoever acts for the person now, and nobody before the person's yes."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delegation
from accounts.readers import grants_for
from advocates.actions.ending import end_own_grant
from advocates.models import HandOver
from advocates.planning.actions import handing_over as sending
from advocates.planning.actions import receiving
from advocates.planning.readers.hand_overs import sent_by_us, waiting_for_us
from advocates.planning.tasks import look_after_plans
from notifications.models import Message
from tests.advocates.planning.making import FILL, grant_to, partner
from tests.advocates.planning.test_hand_overs import YES, agree, send
from tests.people import browser_of

State = HandOver.State


@pytest.fixture
def pat(calderbrook):
    return partner(calderbrook, "pat")


@pytest.fixture
def cora(calderbrook):
    return partner(calderbrook, "cora", place="Citizens Advice")


@pytest.fixture
def grant(alice, pat):
    return grant_to(alice, pat.membership.organisation, FILL)


def sees(actor, row) -> bool:
    listed = row in sent_by_us(actor) + waiting_for_us(actor)
    assert (browser_of(actor).get(reverse("advocates:hand_over", args=[row.public_id])).status_code == 200) == listed
    return listed


@pytest.mark.parametrize("quietly", [True, False])
def test_whoever_acts_for_the_person_no_more_reads_it_no_more(alice, pat, cora, grant, quietly):
    row = send(grant, pat, cora, kind="referral")
    agree(row, alice)
    receiving.accept_hand_over(public_id=row.public_id, by=cora)
    assert sees(pat, row)
    assert sees(cora, row)
    end_own_grant(public_id=grant.public_id, by=alice, quietly=quietly)
    assert not sees(pat, row)
    assert sees(cora, row)
    row.refresh_from_db()
    end_own_grant(public_id=row.delegation.public_id, by=alice, quietly=quietly)
    assert not sees(cora, row)
    with pytest.raises(Http404):
        receiving.record_outcome(public_id=row.public_id, outcome="helped", words="", by=cora)


def test_whoever_may_act_no_more_takes_nothing_back(alice, pat, cora, grant):
    row = send(grant, pat, cora)
    end_own_grant(public_id=grant.public_id, by=alice)
    with pytest.raises(Http404):
        sending.take_back_hand_over(public_id=row.public_id, by=pat)


def test_what_came_back_without_the_persons_yes_the_receiver_never_sees(alice, pat, cora, grant):
    row = send(grant, pat, cora)
    HandOver.objects.update(back_on=timezone.localdate() - dt.timedelta(days=1))
    look_after_plans()
    row.refresh_from_db()
    assert row.state == State.CAME_BACK
    assert not sees(cora, row)
    assert sees(pat, row)


def test_whoever_did_not_take_the_person_on_reads_the_note_no_more(alice, pat, cora, grant):
    row, page = send(grant, pat, cora), "She needs the arrears looked at."
    agree(row, alice)
    address = reverse("advocates:hand_over", args=[row.public_id])
    assert page in browser_of(cora).get(address).content.decode()
    receiving.decline_hand_over(public_id=row.public_id, reason="No room", by=cora)
    assert page not in browser_of(cora).get(address).content.decode()
    assert page in browser_of(pat).get(address).content.decode()


def test_a_yes_that_the_sender_wrote_down_falls_with_what_the_sender_may_do(alice, pat, cora, grant):
    row = send(grant, pat, cora, wording=YES)
    end_own_grant(public_id=grant.public_id, by=alice, quietly=True)
    page = browser_of(cora).post(reverse("advocates:accept_hand_over", args=[row.public_id]), {"_sure": "yes"})
    assert page["Location"] == reverse("advocates:hand_overs")
    row.refresh_from_db()
    assert (row.state, row.basis, row.wording, row.delegation) == (State.ASKED, "", "", None)
    assert not grants_for(cora, "view:claims").exists()
    assert not sees(cora, row)
    assert Message.objects.filter(template="hand_over_asked", resident=alice.resident, channel="email").exists()
    agree(row, alice)
    receiving.accept_hand_over(public_id=row.public_id, by=cora)
    assert grants_for(cora, "view:claims").exists()


def test_what_was_left_out_for_the_sender_stays_left_out_after_their_end(alice, pat, cora, grant):
    secret = uuid.uuid4()
    Delegation.objects.filter(pk=grant.pk).update(left_out=[secret])
    row = send(grant, pat, cora)
    agree(row, alice)
    end_own_grant(public_id=grant.public_id, by=alice)
    assert receiving.accept_hand_over(public_id=row.public_id, by=cora).delegation.left_out == [secret]


def test_whatever_is_missing_is_named_at_the_top_with_a_link(alice, pat, cora, grant):
    browser, row = browser_of(cora), send(grant, pat, cora)
    agree(row, alice)
    page = browser.post(reverse("advocates:decline_hand_over", args=[row.public_id])).content.decode()
    assert 'href="#id_reason"' in page
    receiving.accept_hand_over(public_id=row.public_id, by=cora)
    page = browser.post(reverse("advocates:outcome_of_hand_over", args=[row.public_id])).content.decode()
    assert 'href="#id_outcome' in page
    said = {
        "kind": "referral", "to": f"{cora.membership.organisation_id}:", "note": "Help", "level": "view",
        "period": "month", "client_id": str(uuid.uuid4()), "_shown": "1",
    }  # fmt: skip
    page = browser_of(pat).post(reverse("advocates:helped_hand_over", args=[grant.public_id]), said).content.decode()
    assert 'href="#id_how' in page
