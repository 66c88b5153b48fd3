"""The partner signs on their own device: by a code to their own contact, once, and never where it is not safe."""

import datetime as dt
import html
import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent, Resident, SignInCode
from claims.models import Claim, ResidentAct, SecondSignature
from claims.signing.actions.asking import remind_partners, show_link
from claims.signing.actions.signing import NotTheirs, sign_claim
from claims.signing.tasks import remind_partners as remind_in_every_council
from claims.withdrawing.actions import restore_own_claim, withdraw_own_claim
from notifications import readers as notification_readers
from notifications.models import Message
from tests.claims.correcting.asking import ask, send
from tests.claims.sent import sent_claim
from tests.claims.signing.asking import ANSWERS, PARTNER, asked, claim_with_partner, current, newest_link, spec
from tests.people import Browser, browser_of

STATEMENT, CODE = "/sign-claim/", "/sign-claim/code/"


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    settings.MESSAGE_BACKEND = "notifications.channels.MailboxBackend"


@pytest.fixture
def claim(alice):
    return claim_with_partner(alice)


def stranger(council) -> Browser:
    return Browser(Client(), council.host)


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def code_sent() -> str:
    return re.search(r"\b\d{6}\b", notification_readers.mailbox()[0].text)[0]


def come_in(council, link: str, **contact: str) -> Browser:
    """The partner's browser, with the code entered."""
    browser = stranger(council)
    assert browser.post(link, contact).status_code == 302
    assert browser.post(CODE, {"code": code_sent()}).status_code == 302
    return browser


def seen(browser: Browser) -> str:
    return re.search(r'name="seen" value="(\w+)"', browser.get(STATEMENT).content.decode())[1]


def sign(browser: Browser, name: str = "Pat O’Neill"):
    return browser.post(STATEMENT, {"name": name, "agree": "on", "seen": seen(browser)})


@pytest.mark.slow
def test_the_partner_signs_by_a_code_and_sees_only_what_is_about_them(alice, claim, calderbrook):
    claimant = browser_of(alice)
    assert "Waiting for the partner’s signature" in text_of(claimant.get(f"/claims/{claim.public_id}/sent/"))
    assert "Waiting for the partner’s signature" in text_of(claimant.get("/claims/"))
    sent = claimant.post(f"/claims/{claim.public_id}/partner/", {"contact": PARTNER})
    assert sent.status_code == 302
    link = newest_link()
    partner = stranger(calderbrook)
    first = partner.get(link)
    assert first["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert claim.submission.name not in text_of(first)
    assert PARTNER not in text_of(first)
    partner = come_in(calderbrook, link)
    page = text_of(partner.get(STATEMENT))
    assert claim.submission.name in page
    assert "O'Neill" in page
    assert "asthma-canary" not in page
    assert str(claim.public_id) not in page
    assert sign(partner).status_code == 302
    assert "You have signed" in text_of(partner.get(STATEMENT))
    claim.refresh_from_db()
    made = current(claim)
    assert (made.state, made.signed_name, claim.awaits_signature) == ("signed", "Pat O’Neill", False)
    assert Message.objects.filter(template="partner_signed").exists()
    assert AuditEvent.objects.filter(code="claims.signature.signed", subject=claim.reference).count() == 1
    assert stranger(calderbrook).get(link).status_code == 410
    assert "The partner signed" in text_of(claimant.get(f"/claims/{claim.public_id}/partner/"))


def test_by_a_link_on_the_screen_the_partner_gives_a_contact_of_their_own(alice, claim, calderbrook):
    shown = text_of(browser_of(alice).post(f"/claims/{claim.public_id}/partner/", {"show": "yes"}))
    link = re.search(r"/sign/[\w-]+/", shown)[0]
    own = stranger(calderbrook).post(link, {"contact": "alice+pat@example.org"})
    assert own.status_code == 422
    assert "Use one of your own" in text_of(own)
    assert not SignInCode.objects.exists()
    assert sign(come_in(calderbrook, link, contact="07700 900111")).status_code == 302
    assert (current(claim).channel, current(claim).contact) == ("sms", "+447700900111")


def test_nobody_signs_for_themselves(alice, claim, calderbrook):
    own = browser_of(alice).post(f"/claims/{claim.public_id}/partner/", {"contact": "alice@example.org"})
    assert own.status_code == 422
    assert "sign on paper, or together with you" in text_of(own)
    link = asked(claim, alice)
    assert browser_of(alice).get(link).status_code == 403
    assert browser_of(alice).post(link).status_code == 403
    signature = current(claim)
    with pytest.raises(NotTheirs):
        sign_claim(
            public_id=str(signature.public_id), contact=PARTNER, name="Pat O'Neill", seen=signature.part_hash, by=alice
        )
    assert current(claim).state == "waiting"


def test_a_link_ends_by_a_newer_one_by_time_and_by_withdrawing(alice, claim, calderbrook, southmere):
    old, new = asked(claim, alice), asked(claim, alice, "pat2@example.net")
    assert stranger(calderbrook).get(old).status_code == 410
    assert stranger(southmere).get(new).status_code == 410
    assert stranger(calderbrook).get(new).status_code == 200
    withdraw_own_claim(public_id=claim.public_id, because="", by=alice)
    assert stranger(calderbrook).get(new).status_code == 410
    claim.refresh_from_db()
    assert claim.awaits_signature is False
    restore_own_claim(public_id=claim.public_id, by=alice)
    again = show_link(public_id=claim.public_id, by=alice)
    path = again[again.index("/sign/") :]
    assert stranger(calderbrook).get(path).status_code == 200
    SecondSignature.objects.filter(state="waiting").update(link_until=timezone.now() - dt.timedelta(seconds=1))
    assert stranger(calderbrook).post(path, {"contact": PARTNER}).status_code == 410


def test_a_code_works_once_and_only_for_whoever_asked(alice, claim, calderbrook):
    link = asked(claim, alice)
    browser = stranger(calderbrook)
    browser.post(link)
    code = code_sent()
    wrong = browser.post(CODE, {"code": "000000" if code != "000000" else "111111"})
    assert wrong.status_code == 422
    assert stranger(calderbrook).post(CODE, {"code": code}).status_code == 410
    assert browser.post(CODE, {"code": code}).status_code == 302
    assert browser.post(CODE, {"code": code}).status_code == 410
    assert "_auth_user_id" not in browser.client.session
    asked(claim, alice, "pat2@example.net")
    assert browser.get(STATEMENT).status_code == 410


def test_another_name_and_an_old_page_sign_nothing(alice, aisha, claim, calderbrook):
    partner = come_in(calderbrook, asked(claim, alice))
    assert sign(partner, "Chris Nobody").status_code == 422
    before = seen(partner)
    send(ask(claim, aisha, "partner_name"), alice, {"partner_name": {"first": "Pat", "last": "Neill"}})
    moved = partner.post(STATEMENT, {"name": "Pat Neill", "agree": "on", "seen": before})
    assert moved.status_code == 409
    assert "Nothing was signed" in text_of(moved)
    assert current(claim).state == "waiting"


def test_what_was_signed_is_asked_again_only_when_it_is_corrected(alice, aisha, claim, calderbrook):
    sign(come_in(calderbrook, asked(claim, alice)))
    signed = current(claim)
    send(ask(claim, aisha, "story"), alice, {"story": "A cat too."})
    assert current(claim).pk == signed.pk
    send(ask(claim, aisha, "partner_name"), alice, {"partner_name": {"first": "Patricia", "last": "O'Neill"}})
    again = current(claim)
    claim.refresh_from_db()
    assert (again.state, again.contact, claim.awaits_signature) == ("waiting", PARTNER, True)
    signed.refresh_from_db()
    assert (signed.state, signed.signed_name) == ("ended", "Pat O’Neill")
    assert sign(come_in(calderbrook, newest_link()), "Patricia O'Neill").status_code == 302
    send(ask(claim, aisha, "has_partner"), alice, {"has_partner": "no"})
    assert not SecondSignature.objects.exclude(state="ended").exists()


def test_where_it_is_not_safe_nobody_is_asked_and_nothing_goes_out(alice, calderbrook):
    for given in ({"left_home": "yes"}, {"safe": "no"}):
        claim = claim_with_partner(alice, **given)
        assert (current(claim).state, claim.awaits_signature) == ("unsafe", False)
        browser = browser_of(alice)
        assert "partner’s signature" not in text_of(browser.get(f"/claims/{claim.public_id}/sent/"))
        assert browser.get(f"/claims/{claim.public_id}/partner/").status_code == 404
        assert browser.post(f"/claims/{claim.public_id}/partner/", {"contact": PARTNER}).status_code == 404
        assert browser.post(f"/claims/{claim.public_id}/partner/", {"show": "yes"}).status_code == 404
        Resident.objects.update(safe_to_contact=True)
    assert not Message.objects.filter(template__startswith="partner").exists()


def test_what_becomes_unsafe_ends_the_link(alice, claim, calderbrook):
    link = asked(claim, alice)
    Resident.objects.filter(pk=claim.resident_id).update(safe_to_contact=False)
    assert stranger(calderbrook).get(link).status_code == 410
    SecondSignature.objects.update(remind_at=timezone.now())
    assert remind_partners(by=system_actor(calderbrook, "tests")) == 0
    assert current(claim).state == "unsafe"


def test_what_is_not_right_goes_to_the_desk_and_not_to_the_claimant(alice, aisha, claim, calderbrook):
    partner = come_in(calderbrook, asked(claim, alice))
    told = Message.objects.count()
    assert partner.post(STATEMENT, {"not_right": "yes", "words": ""}).status_code == 422
    assert partner.post(STATEMENT, {"not_right": "yes", "words": "I moved out."}).status_code == 302
    assert "Nothing is signed" in text_of(partner.get(STATEMENT))
    assert ResidentAct.objects.get(claim=claim, settled_at=None).kind == "signature"
    assert Message.objects.count() == told
    claimant = browser_of(alice)
    for page in (f"/claims/{claim.public_id}/partner/", f"/claims/{claim.public_id}/sent/", "/account/history/"):
        assert "I moved out." not in text_of(claimant.get(page))
    assert "I moved out." in text_of(browser_of(aisha).get(f"/staff/claims/{claim.reference}/"))


def test_reminders_go_to_the_partner_or_to_a_claimant_who_gave_no_contact(alice, bob, claim, calderbrook):
    claim_with_partner(bob)
    link = asked(claim, alice)
    platform = system_actor(calderbrook, "tests")
    assert remind_partners(by=platform) == 0
    SecondSignature.objects.update(remind_at=timezone.now(), asked_at=timezone.now() - dt.timedelta(days=3))
    remind_in_every_council()
    assert remind_partners(by=platform) == 0
    assert Message.objects.filter(template="partner_reminded").count() == 1
    assert Message.objects.filter(template="signature_missing", resident=bob.resident).exists()
    assert newest_link() != link


def test_so_many_messages_and_no_more(alice, claim):
    browser = browser_of(alice)
    SecondSignature.objects.update(sent=5)
    page = browser.post(f"/claims/{claim.public_id}/partner/", {"contact": PARTNER})
    assert page.status_code == 422
    assert "we send no more" in text_of(page)


def test_without_a_partner_nobody_is_asked(alice):
    given = {key: value for key, value in ANSWERS.items() if key != "partner_name"}
    claim = sent_claim(alice, spec=spec(), **given | {"has_partner": "no"})
    assert not SecondSignature.objects.exists()
    assert Claim.objects.get(pk=claim.pk).awaits_signature is False
    assert browser_of(alice).get(f"/claims/{claim.public_id}/partner/").status_code == 404
