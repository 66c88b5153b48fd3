"""A grant that is ended quietly: its helper can tell it from no other end, and the council's staff are warned."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent, Delegation, Organisation
from accounts.permissions import Role
from advocates.actions.ending import end_own_grant
from advocates.actions.reminding import tell_of_ends
from advocates.actions.renewing import renew_grant
from advocates.actions.telling import ENDED, RENEWED, SOON, STARTED, tell_helper
from advocates.models import Invitation
from core.mail import MessageNotSent
from notifications.actions import deliver
from notifications.models import Message
from tests.advocates.test_ending import DAY, grant_of
from tests.claims.papers.giving import filled_draft, send
from tests.people import browser_of, make_staff

TOKENS = re.compile(r'(csrfmiddlewaretoken" value|nonce|name="_owner" value)="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}')


def end(how: str, grant: Delegation, by) -> None:
    if how == "expiry":
        yesterday = timezone.localdate() - DAY
        Delegation.objects.filter(pk=grant.pk).update(starts_on=yesterday, ends_on=yesterday)
    else:
        end_own_grant(public_id=grant.public_id, by=by, quietly=how == "quiet")


def seen_by(helper, grant: Delegation, claim) -> dict[str, tuple[int, str]]:
    """Everything that a former helper can look at or try, but for tokens."""
    browser, answers = browser_of(helper), {}
    pages = [
        "/", "/account/", "/account/helpers/", reverse("accounts:audit_trail"), "/claims/", "/helping/",
        f"/helping/{grant.public_id}/", f"/claims/{claim.public_id}/", f"/claims/{claim.public_id}/sent/",
        f"/journal/?of={claim.resident.public_id}", f"/account/helpers/{grant.public_id}/", "/invited/token/",
    ]  # fmt: skip
    posts = [f"/helping/{grant.public_id}/stop/", f"/claims/{claim.public_id}/", f"/confirm/{claim.public_id}/"]
    for method, addresses in (("get", pages), ("post", posts)):
        for number, address in enumerate(addresses):
            answer = getattr(browser, method)(address)
            page = TOKENS.sub("", answer.content.decode())
            answers[f"{method} {number}"] = (answer.status_code, page, answer.get("Location", ""))
    return answers


@pytest.fixture
def world(alice, bob):
    """Alice's sent claim, and what Bob may do, by an invitation that he accepted."""
    claim = send(filled_draft(alice), alice)
    grant = grant_of(alice, helper=bob.user, ends_on=timezone.localdate() + 30 * DAY)
    now = timezone.now()
    Invitation.objects.create(
        resident=alice.resident, name="Bob", channel="email", contact=bob.user.email, scopes=grant.scopes,
        period="month", token_hash="x", sent_at=now, expires_at=now + DAY, state="accepted", delegation=grant,
    )  # fmt: skip
    return grant, claim


def test_the_helper_sees_the_same_however_it_ended(world, alice, bob):
    grant, claim = world
    seen = {}
    for how in ("quiet", "ordinary", "expiry"):
        with transaction.atomic():
            end(how, grant, alice)
            seen[how] = seen_by(bob, grant, claim)
            transaction.set_rollback(True)
    assert seen["quiet"]["get 7"][0] == 404
    assert seen["quiet"].keys() == seen["ordinary"].keys() == seen["expiry"].keys()
    for address, answer in seen["quiet"].items():
        assert answer == seen["ordinary"][address], address
        assert answer == seen["expiry"][address], address


@pytest.mark.parametrize(("how", "told"), [("quiet", 0), ("ordinary", 0), ("expiry", 1)])
def test_no_message_and_no_missing_one_tells_a_quiet_end_from_another(world, alice, bob, calderbrook, how, told):
    grant, _claim = world
    end(how, grant, alice)
    Delegation.objects.filter(revoked_at__isnull=False).update(revoked_at=timezone.now() - DAY)
    for left in (1, 0, -1):
        last = timezone.localdate() + left * DAY
        ended = Delegation.objects.filter(pk=grant.pk, revoked_at__isnull=False)
        ended.update(starts_on=last - 60 * DAY, ends_on=last)
        tell_of_ends(by=system_actor(calderbrook, "messages"))
    messages = Message.objects.filter(resident=bob.resident)
    assert messages.filter(template=ENDED).count() == told
    assert messages.count() == told
    # Nothing of it is in their account, and the words are the same.
    assert not messages.filter(channel="in_app").exists()


@pytest.mark.parametrize("quietly", [True, False])
def test_what_waits_to_be_sent_is_not_sent_after_an_end(world, alice, bob, calderbrook, quietly):
    grant, _claim = world
    by = system_actor(calderbrook, "messages")
    for template in (STARTED, SOON, RENEWED, ENDED):
        tell_helper(grant, template, by)
    end_own_grant(public_id=grant.public_id, by=alice, quietly=quietly)
    waiting = Message.objects.filter(resident=bob.resident)
    assert {message.state for message in waiting} == {Message.State.DUE}
    for message in waiting:
        with pytest.raises(MessageNotSent):
            deliver(message, by)


def test_what_was_renewed_ends_as_quietly(world, alice, bob):
    grant, _claim = world
    later = renew_grant(public_id=grant.public_id, period="month", by=alice)
    end_own_grant(public_id=grant.public_id, by=alice, quietly=True)
    for row in Delegation.objects.filter(pk__in=[grant.pk, later.pk]):
        assert row.revoked_at is not None
        assert row.ended_quietly


def test_the_page_asks_and_the_box_is_for_whoever_needs_it(world, alice, bob):
    grant, _claim = world
    browser, address = browser_of(alice), f"/account/helpers/{grant.public_id}/end/"
    page = browser.post(address).content.decode()
    assert "Nobody may tell them that I ended it" in page
    assert "We send them nothing about it" in page
    assert not re.search(r'name="quietly"[^>]*checked', page)
    assert browser.post(address, {"_sure": "yes", "quietly": "on"}).status_code == 302
    grant.refresh_from_db()
    assert grant.ended_quietly
    assert AuditEvent.objects.filter(code="advocates.grant.ended_quietly", resident=alice.resident).count() == 1
    assert not AuditEvent.objects.filter(code="advocates.grant.ended").exists()


def test_staff_see_the_mark_and_how_to_reach_the_person(world, alice, bob, aisha):
    grant, claim = world
    pages = [f"/staff/claims/{claim.reference}/", f"/staff/claims/{claim.reference}/person/"]
    for page in pages:
        assert "does not want" not in browser_of(aisha).get(page).content.decode(), page
    end_own_grant(public_id=grant.public_id, by=alice, quietly=True)
    alice.resident.contact_by = ["phone"]
    alice.resident.save()
    for page in pages:
        shown = browser_of(aisha).get(page).content.decode()
        assert "what Bob could do for them, and does not want Bob to know" in " ".join(shown.split()), page
        assert "Phone call" in shown
    alice.resident.safe_to_contact = False
    alice.resident.save()
    for page in pages:
        assert "It is not safe to contact them" in browser_of(aisha).get(page).content.decode()


def test_an_adviser_who_was_the_helper_does_not_see_it(alice, aisha, calderbrook):
    claim = send(filled_draft(alice), alice)
    grant = grant_of(alice, helper=aisha.user)
    end_own_grant(public_id=grant.public_id, by=alice, quietly=True)
    own = browser_of(aisha).get(f"/staff/claims/{claim.reference}/").content.decode()
    assert "does not want" not in own
    zoe = make_staff(calderbrook, "Zoe", "zoe@calderbrook.example", Role.ADVISOR)
    assert "does not want" in browser_of(zoe).get(f"/staff/claims/{claim.reference}/").content.decode()


def test_what_was_given_to_an_organisation_ends_quietly_too(alice, calderbrook):
    homes = Organisation.objects.create(name="Calder Homes", kind="housing association")
    grant = grant_of(alice, organisation=homes)
    end_own_grant(public_id=grant.public_id, by=alice, quietly=True)
    Delegation.objects.update(revoked_at=timezone.now() - dt.timedelta(days=1))
    assert tell_of_ends(by=system_actor(calderbrook, "messages")) == 0
