"""A person shares: what they chose and saw is what is shown, the PIN is shown once, and they can take it back."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.presenters.trail import WORDS
from jobjournal.actions.recording import change_entry, remove_entry
from jobjournal.models import PairingRequest, Share, ShareAttempt, ShareFile, ShareItem, ShareNote, ShareView
from jobjournal.sharing.actions.retention import SHARE_DAYS, close_ended_shares, delete_old_shares
from jobjournal.sharing.actions.sharing import NothingToShare, SharedAlready
from jobjournal.sharing.readers.codes import displayed_code, new_code
from notifications.actions import send_due_messages
from notifications.models import Message
from notifications.readers import mailbox
from notifications.texts import decrypted_context
from tests.jobjournal.making import applied, own_words, recorded
from tests.jobjournal.sharing import an_hour_ago, opened, shared, tries, versions_of, with_file, wrong_pin
from tests.people import browser_of

pytestmark = pytest.mark.usefixtures("library")
PIN = re.compile(r"<dd class=\"bo-digits bo-digits--pin\">(.*?)</dd>", re.DOTALL)


@pytest.fixture
def entry(library, alice):
    return recorded(alice)


def form(**more):
    return {"period": "7", "with_files": "on", "how_long": "0", "client_id": str(uuid.uuid4()), **more}


def new_share(browser, **data):
    return browser.post(reverse("jobjournal:new_share"), data)


def keys_in(page) -> list[str]:
    return re.findall(r'name="entry" value="([^"]+)"', page.content.decode())


def pin_in(page) -> str:
    return "".join(re.findall(r"\d", PIN.search(page.content.decode())[1]))


def share_by_pages(browser, **more):
    """Choose, look, confirm."""
    data = form(**more)
    preview = new_share(browser, **data)
    assert preview.status_code == 200, preview.content
    return new_share(browser, **data, confirm="1", entry=keys_in(preview))


def test_choosing_seeing_and_sharing(calderbrook, alice, entry):
    browser = browser_of(alice)
    file = with_file(entry)
    data = form(print_allowed="on", how_long="3")
    preview = new_share(browser, **data)
    text = preview.content.decode()
    assert "Northgate Foods" in text
    assert "proof.jpg" in text
    assert Share.objects.count() == 0, "nothing is shared by looking"
    files = re.findall(r'name="file"\s+value="([^"]+)"', text)
    page = new_share(browser, **data, confirm="1", entry=keys_in(preview), file=files)
    share = Share.objects.get()
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert displayed_code(share.code) in page.content.decode()
    assert "<svg" in page.content.decode()
    assert (share.single_use, share.print_allowed) == (False, True)
    assert ShareFile.objects.get().file == file
    assert tries(browser_of(alice), share.code, pin_in(page)).status_code == 302


def test_only_what_stayed_ticked_is_shared_and_as_it_was_seen(calderbrook, alice, entry):
    other = recorded(alice, applied(employer="Southgate Foods"))
    browser, data = browser_of(alice), form()
    seen = keys_in(new_share(browser, **data))
    assert len(seen) == 2
    keep = [key for key in seen if key.startswith(str(entry.public_id))]
    change_entry(public_id=entry.public_id, given=applied(employer="Eastgate Foods"), by=alice)
    new_share(browser, **data, confirm="1", entry=keep)
    item = ShareItem.objects.get()
    assert item.revision.entry_id != other.pk
    assert item.revision.number == 1, "the version that was on the page"


def test_what_is_not_ones_own_cannot_be_shared(alice, bob, entry):
    theirs = recorded(bob)
    file = with_file(theirs)
    key = f"{theirs.public_id}:1"
    answer = new_share(browser_of(alice), **form(), confirm="1", entry=[key, "x:1", "", f"{uuid.uuid4()}:y"])
    assert answer.status_code == 422
    assert not Share.objects.exists()
    mine = f"{entry.public_id}:1"
    new_share(browser_of(alice), **form(), confirm="1", entry=[mine, key], file=[str(file.public_id), "no id"])
    assert ShareItem.objects.get().revision.entry_id == entry.pk
    assert not ShareFile.objects.exists()


def test_a_removed_entry_is_neither_offered_nor_shared(alice, entry):
    browser, data = browser_of(alice), form()
    seen = keys_in(new_share(browser, **data))
    remove_entry(public_id=entry.public_id, by=alice)
    assert new_share(browser, **data, confirm="1", entry=seen).status_code == 422
    assert not Share.objects.exists()


def test_days_are_asked_for_and_checked(alice, entry):
    browser = browser_of(alice)
    assert new_share(browser, **form(period="dates")).status_code == 422
    backwards = {"first_day-day": "2", "first_day-month": "3", "first_day-year": "2026",
                 "last_day-day": "1", "last_day-month": "3", "last_day-year": "2026"}  # fmt: skip
    assert new_share(browser, **form(period="dates"), **backwards).status_code == 422
    nothing = {**backwards, "last_day-day": "3", "first_day-year": "2020", "last_day-year": "2020"}
    assert "nothing in your journal" in new_share(browser, **form(period="dates"), **nothing).content.decode()
    back = new_share(browser, **form(how_long="14"), change="1")
    assert re.search(r'name="how_long"[^>]*value="14"[^>]*checked', back.content.decode())


def test_the_same_form_twice_makes_one_share_and_tells_no_pin_again(alice, entry):
    browser, data = browser_of(alice), form(confirm="1", entry=[f"{entry.public_id}:1"])
    assert new_share(browser, **data).status_code == 200
    assert new_share(browser, **data).status_code == 302
    share = Share.objects.get()
    page = browser.get(reverse("jobjournal:share", args=[share.public_id]))
    assert "bo-digits--pin" not in page.content.decode()
    with pytest.raises(SharedAlready):
        shared(alice, entry, client_id=share.client_id)


def test_nothing_is_not_shared(alice, entry):
    with pytest.raises(NothingToShare):
        shared(alice)


def test_the_address_is_sent_and_the_pin_is_not(calderbrook, alice, entry, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    page = share_by_pages(browser_of(alice), contact="wendy@jobcentre.example")
    pin, share = pin_in(page), Share.objects.get()
    message = Message.objects.get(template="journal_share_link")
    assert "wendy" not in str(message.context), "encrypted while it waits"
    assert decrypted_context(message)["to"] == "wendy@jobcentre.example"
    send_due_messages(limit=5, by=alice)
    letter = mailbox()[0]
    assert letter.to == "wendy@jobcentre.example"
    assert share.code in letter.text
    assert pin not in letter.text.replace(share.code, "")
    assert "Alice" not in letter.text
    message.refresh_from_db()
    assert message.context == {}, "gone once it is sent"


@pytest.mark.slow
def test_sending_again_is_limited(alice, entry):
    made, browser = shared(alice, entry), browser_of(alice)
    address = reverse("jobjournal:send_share", args=[made.share.public_id])
    answers = [browser.post(address, {"contact": f"07700 9001{number:02d}"}) for number in range(12)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [422] * 2
    assert re.search(r"wait \d+ \w+ and\s+try again", answers[-1].content.decode())
    assert [
        browser.post(address, {"contact": number}).status_code for number in ("070 1234 5678", "+1 900 555 0123")
    ] == [422] * 2
    assert browser.post(address, {"contact": "nobody"}).status_code == 422


def test_the_person_sees_who_opened_it_and_when_and_takes_it_back(calderbrook, alice, entry):
    made, browser = shared(alice, entry), browser_of(alice)
    tries(browser_of(alice), made.share.code, wrong_pin(made.pin))
    opened(calderbrook, made)
    listed = browser.get(reverse("jobjournal:shares")).content.decode()
    assert "Opened by Vera Viewer" in listed
    assert "1 wrong PIN was entered" in listed
    answer = browser.post(reverse("jobjournal:revoke_share", args=[made.share.public_id]))
    page = browser.get(answer["Location"]).content.decode()
    assert "Taken back" in page
    assert Share.objects.get().revoked_at is not None
    events = AuditEvent.objects.filter(resident=alice.resident, code__startswith="jobjournal.share")
    assert {event.code for event in events} == {
        "jobjournal.share.created", "jobjournal.share.opened", "jobjournal.share.revoked",
    }  # fmt: skip
    assert {event.code for event in events} <= WORDS.keys()


def test_states_are_said_and_dead_shares_offer_nothing(alice, entry):
    made, browser = shared(alice, entry), browser_of(alice)
    page = reverse("jobjournal:share", args=[made.share.public_id])
    states = {
        "Not opened yet": {},
        "Opened": {"used_at": timezone.now(), "opened_at": timezone.now()},
        "Ended": {"expires_at": an_hour_ago()},
        "Destroyed": {"destroyed_at": timezone.now()},
    }
    for word, change in states.items():
        Share.objects.update(**change)
        text = browser.get(page).content.decode()
        assert word in text
        assert ("Make a new PIN" in text) == (word == "Not opened yet")
    for name in ("renew_pin", "send_share"):
        answer = browser.post(reverse(f"jobjournal:{name}", args=[made.share.public_id]), {"contact": "a@example.org"})
        assert answer.status_code == 302
    assert not Message.objects.filter(template="journal_share_link").exists()


def test_anothers_share_does_not_exist(alice, bob, entry):
    made = shared(alice, entry)
    for name in ("revoke_share", "renew_pin", "send_share"):
        answer = browser_of(bob).post(reverse(f"jobjournal:{name}", args=[made.share.public_id]))
        assert answer.status_code == 404
    assert Share.objects.get().revoked_at is None


# --- What stays ---------------------------------------------------------------------------------------------------


def test_the_end_forgets_the_pin_and_keeps_what_was_shown(calderbrook, alice, entry):
    made = shared(alice, entry)
    opened(calderbrook, made)
    assert close_ended_shares(by=alice) == 0
    Share.objects.update(expires_at=an_hour_ago())
    assert close_ended_shares(by=alice) == 1
    share = Share.objects.get()
    assert share.pin_hash == ""
    assert ShareView.objects.get().ended_at is not None
    assert ShareItem.objects.count() == 1


def test_old_shares_and_traces_are_deleted(calderbrook, alice, entry):
    made, kept = shared(alice, entry), shared(alice, entry)
    opened(calderbrook, made)
    ShareNote.objects.create(share=made.share, kind="comment", text="Well done", by_label="W")
    long_ago = timezone.now() - timezone.timedelta(days=SHARE_DAYS + 1)
    Share.objects.filter(pk=made.share.pk).update(entries_fixed_at=long_ago, expires_at=long_ago)
    ShareAttempt.objects.create(outcome="nothing")
    PairingRequest.objects.create(code=new_code(), token_hash="x", expires_at=long_ago)
    ShareAttempt.objects.filter(share__isnull=True).update(at=long_ago)
    assert delete_old_shares(by=alice) == 1
    assert list(Share.objects.all()) == [kept.share]
    assert not any(model.objects.exists() for model in (ShareView, ShareAttempt, ShareNote, PairingRequest))
    assert AuditEvent.objects.filter(code="jobjournal.shares.deleted").count() == 1
    assert versions_of(entry), "the journal itself stays"


def test_own_words_are_shown_once(calderbrook, alice):
    made = shared(alice, recorded(alice, own_words("I asked at the bakery.")))
    page = opened(calderbrook, made).get(reverse("jobjournal:view")).content.decode()
    assert page.count("I asked at the bakery") == 1


def test_own_words_in_another_language_are_shown_beside_the_sentence(calderbrook, alice):
    made = shared(alice, recorded(alice, own_words("میں نے بیکری میں پوچھا۔", language="ur")))
    page = opened(calderbrook, made).get(reverse("jobjournal:view")).content.decode()
    assert "I wrote the details in Urdu." in page
    assert page.count("میں نے بیکری میں پوچھا۔") == 1


def test_create_share_needs_a_record(calderbrook, aisha):
    assert browser_of(aisha).get(reverse("jobjournal:new_share")).status_code == 404
