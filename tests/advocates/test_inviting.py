"""A resident asks somebody to act for them: nothing works before the yes, and the link belongs to its contact."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Delegation, Resident
from accounts.permissions import Scope
from accounts.readers import grant_for
from advocates.actions import inviting
from advocates.models import Invitation
from advocates.readers.invitations import invitation_by_token
from claims.readers.claims import claims_for
from notifications.models import Message
from notifications.texts import render_message
from tests.claims.making import small_draft
from tests.people import browser_of, make_resident

FILL = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS]


def invite(who, contact: str = "bob@example.org", **more) -> Invitation:
    """An invitation of this resident's, by e-mail, to fill claims in for a month."""
    given = {"name": "Bob", "channel": "email", "contact": contact, "scopes": FILL, "period": "month", "why": ""}
    return inviting.invite_helper(**given | more, by=who)


def link_of(council) -> str:
    """The address in the newest message."""
    message = Message.objects.filter(template="helper_invited").latest("pk")
    return re.search(r"/invited/\S+/", render_message(message, council).body)[0]


def test_nothing_works_before_the_yes_and_then_what_was_said_works(alice, bob, calderbrook):
    invite(alice, bob.user.email)
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_CLAIMS) is None
    grant = inviting.accept_invitation(invitation_id=Invitation.objects.get().pk, by=bob)
    assert grant_for(bob, alice.resident.pk, Scope.FILL_CLAIMS) == grant
    assert grant_for(bob, alice.resident.pk, Scope.SUBMIT_CLAIMS) is None
    assert (grant.starts_on, grant.basis) == (timezone.localdate(), Delegation.Basis.CONSENT)
    assert dt.timedelta(days=28) <= grant.ends_on - grant.starts_on <= dt.timedelta(days=31)
    told = Message.objects.filter(resident=alice.resident, template="helper_began")
    assert told.exists()
    event = AuditEvent.objects.get(code="advocates.grant.began")
    assert (event.delegation, event.resident) == (grant, alice.resident)


def test_only_whoever_has_the_contact_may_answer(alice, bob, calderbrook):
    invitation = invite(alice, "joan@example.org")
    for answer in (inviting.accept_invitation, inviting.refuse_invitation):
        with pytest.raises(inviting.NotAddressed):
            answer(invitation_id=invitation.pk, by=bob)
    assert not Delegation.objects.exists()
    assert Invitation.objects.get().state == Invitation.State.OPEN


def test_nobody_acts_for_themselves(alice, calderbrook):
    with pytest.raises(inviting.OwnContact):
        invite(alice, alice.user.email)
    # The contact became the account's after it was invited.
    invitation = invite(alice, "other@example.org")
    alice.user.email = "other@example.org"
    with pytest.raises(inviting.OwnInvitation):
        inviting.accept_invitation(invitation_id=invitation.pk, by=alice)
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("how", ["answered", "taken back", "over", "newer"])
def test_a_link_that_is_over_gives_nothing(alice, bob, calderbrook, how):
    invitation = invite(alice, bob.user.email)
    address = link_of(calderbrook)
    if how == "answered":
        inviting.refuse_invitation(invitation_id=invitation.pk, by=bob)
    elif how == "taken back":
        inviting.take_back_invitation(public_id=invitation.public_id, by=alice)
    elif how == "newer":
        invite(alice, bob.user.email)
    else:
        Invitation.objects.update(expires_at=timezone.now())
    assert browser_of(bob).get(address).status_code == 410
    with pytest.raises(Http404):
        inviting.accept_invitation(invitation_id=invitation.pk, by=bob)


def test_a_resident_who_said_no_is_heard(alice, bob, calderbrook):
    invitation = invite(alice, bob.user.email)
    inviting.refuse_invitation(invitation_id=invitation.pk, by=bob)
    assert Message.objects.filter(resident=alice.resident, template="helper_refused").exists()
    assert not Delegation.objects.exists()


def test_the_message_names_nobody(alice, bob, calderbrook):
    invite(alice, bob.user.email, why="My eyes are bad")
    text = render_message(Message.objects.get(template="helper_invited"), calderbrook).body
    assert alice.resident.name not in text
    assert "eyes" not in text


def test_a_stranger_with_the_link_learns_nothing(alice, bob, calderbrook):
    invite(alice, "joan@example.org", why="My eyes are bad")
    address = link_of(calderbrook)
    for browser in (browser_of(bob), browser_of(make_resident(calderbrook, "Nora", "nora@example.org"))):
        answer = browser.get(address)
        page = answer.content.decode()
        assert answer.status_code == 403
        assert alice.resident.name not in page
        assert "eyes" not in page
        assert "joan@" not in page
    assert browser_of(bob).post(address, {"answer": "yes"}).status_code == 403
    assert not Delegation.objects.exists()
    assert invitation_by_token(address.split("/")[2]) is not None


def test_whoever_has_the_contact_reads_who_asks_and_what_and_says_yes(alice, bob, calderbrook):
    invite(alice, bob.user.email, why="My eyes are bad")
    browser, address = browser_of(bob), link_of(calderbrook)
    page = browser.get(address).content.decode()
    assert alice.resident.name in page
    assert "see their claims and fill them in" in page
    assert "My eyes are bad" in page
    answer = browser.post(address, {"answer": "yes"}, follow=True)
    assert f'<h1 class="govuk-heading-l">{alice.resident.name}</h1>' in answer.content.decode()
    assert Delegation.objects.get().helper == bob.user


STEPS = "/account/helpers/invite/"
PREFIX = "invite_helper"


def test_the_steps_send_nothing_before_the_last_button(alice, calderbrook):
    browser = browser_of(alice)
    who = {f"{PREFIX}-current_step": "who", "who-name": "Aunt Joan", "who-contact": "joan@example.org"}
    assert browser.post(f"{STEPS}who/", who)["Location"] == f"{STEPS}terms/"
    terms = {
        f"{PREFIX}-current_step": "terms",
        "terms-claims": "view",
        "terms-journal": "nothing",
        "terms-period": "day",
    }
    assert browser.post(f"{STEPS}terms/", terms)["Location"] == f"{STEPS}check/"
    page = browser.get(f"{STEPS}check/").content.decode()
    assert "joan@example.org" in page
    assert "see your claims" in page
    assert not Invitation.objects.exists()
    assert browser.post(f"{STEPS}check/", {f"{PREFIX}-current_step": "check"})["Location"] == "/account/helpers/"
    invitation = Invitation.objects.get()
    assert (invitation.name, invitation.contact, invitation.scopes) == (
        "Aunt Joan",
        "joan@example.org",
        ["view:claims"],
    )
    assert "Aunt Joan (joan@example.org)" in browser.get("/account/helpers/").content.decode()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"who-contact": "alice@example.org"}, "This is your own"),
        ({"who-name": ""}, "Enter what you call them"),
        ({"who-contact": "0113"}, "Enter an email address like"),
    ],
)
def test_what_cannot_be_sent_is_said_with_what_was_typed(alice, said, problem):
    who = {f"{PREFIX}-current_step": "who", "who-name": "Aunt Joan", "who-contact": "joan@example.org", **said}
    page = browser_of(alice).post(f"{STEPS}who/", who).content.decode()
    assert problem in page
    for typed in said.values():
        assert f'value="{typed}"' in page or not typed


def test_something_must_be_allowed(alice):
    browser = browser_of(alice)
    browser.post(f"{STEPS}who/", {f"{PREFIX}-current_step": "who", "who-name": "Joan", "who-contact": "j@example.org"})
    terms = {
        f"{PREFIX}-current_step": "terms", "terms-claims": "nothing", "terms-journal": "nothing", "terms-period": "day",
    }  # fmt: skip
    assert "Choose something that they may do" in browser.post(f"{STEPS}terms/", terms).content.decode()


def test_the_steps_ask_for_a_name_and_for_what_they_must_not_see(alice, bob, calderbrook):
    draft, hidden = small_draft(alice), small_draft(alice)
    Resident.objects.filter(pk=alice.resident.pk).update(name="")
    browser = browser_of(alice)
    who = {f"{PREFIX}-current_step": "who", "who-name": "Bob", "who-contact": bob.user.email}
    assert "Enter your name" in browser.post(f"{STEPS}who/", who).content.decode()
    browser.post(f"{STEPS}who/", who | {"who-own_name": "Alice A"})
    assert "Is there a claim that they must not see?" in browser.get(f"{STEPS}terms/").content.decode()
    terms = {
        f"{PREFIX}-current_step": "terms", "terms-claims": "view", "terms-journal": "nothing", "terms-period": "day",
        "terms-left_out": [str(hidden.public_id)],
    }  # fmt: skip
    browser.post(f"{STEPS}terms/", terms)
    page = browser.get(f"{STEPS}check/").content.decode()
    assert page.partition("They cannot see:")[2].partition("</ul>")[0].count("<li>") == 1
    browser.post(f"{STEPS}check/", {f"{PREFIX}-current_step": "check"})
    invitation = Invitation.objects.get()
    assert invitation.left_out == [hidden.public_id]
    assert Resident.objects.get(pk=alice.resident.pk).name == "Alice A"
    grant = inviting.accept_invitation(invitation_id=invitation.pk, by=bob)
    assert grant.left_out == [hidden.public_id]
    assert list(claims_for(bob)) == [draft]


def test_a_record_that_has_a_name_keeps_it(alice, calderbrook):
    invite(alice, own_name="Somebody Else")
    assert Resident.objects.get(pk=alice.resident.pk).name == "Alice Ashworth"
