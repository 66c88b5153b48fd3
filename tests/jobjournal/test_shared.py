"""A work coach of the jobcentre: keeps what was shared with them while it lives, answers, and reaches nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.staff import add_staff
from accounts.actors import system_actor
from accounts.models import AuditEvent
from accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from jobjournal.models import Share, ShareKept, ShareNote, ShareView
from jobjournal.sharing.actions.sharing import revoke_share
from notifications.models import Message
from tests.jobjournal.making import recorded
from tests.jobjournal.sharing import an_hour_ago, coach, shared, tries, with_file
from tests.people import browser_of

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def entry(library, alice):
    return recorded(alice)


@pytest.fixture
def made(alice, entry):
    return shared(alice, entry, days=7, files=[with_file(entry)])


@pytest.fixture
def wendy(calderbrook):
    return coach(calderbrook)


@pytest.fixture
def kept(wendy, made):
    """Wendy's browser, with the share on her list."""
    browser = browser_of(wendy)
    answer = tries(browser, made.share.code, made.pin, keep="on")
    assert answer["Location"] == reverse("jobjournal:shared", args=[made.share.public_id])
    return browser


def page_of(made) -> str:
    return reverse("jobjournal:shared", args=[made.share.public_id])


def test_the_role_may_do_one_thing():
    assert ROLE_PERMISSIONS[Role.JOBCENTRE] == {Permission.JOURNAL_SHARED}


def test_staff_are_known_by_their_account(calderbrook, wendy, made, kept):
    view = ShareView.objects.get()
    assert view.viewer_name == "Wendy Work (Calderbrook Jobcentre)"
    assert view.membership == wendy.membership
    event = AuditEvent.objects.get(code="jobjournal.share.opened")
    assert event.actor == wendy.user
    assert "Alice Ashworth" in kept.get(reverse("jobjournal:shared_list")).content.decode()
    assert "Northgate Foods" in kept.get(page_of(made)).content.decode()


def test_without_keeping_it_is_like_any_viewers(wendy, made):
    browser = browser_of(wendy)
    assert tries(browser, made.share.code, made.pin)["Location"] == "/j/view/"
    assert not ShareKept.objects.exists()
    assert browser.get(page_of(made)).status_code == 404


def test_others_cannot_keep_it(calderbrook, bob, aisha, made):
    for actor in (bob, aisha):
        tries(browser_of(actor), made.share.code, made.pin, keep="on")
    assert not ShareKept.objects.exists()


def test_a_colleague_does_not_see_it(calderbrook, made, kept):
    other = browser_of(coach(calderbrook, "Omar Office", "office@jobcentre.example"))
    assert other.get(page_of(made)).status_code == 404
    assert "Alice" not in other.get(reverse("jobjournal:shared_list")).content.decode()


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_it_leaves_the_list_when_it_ends(alice, made, kept, end):
    if end == "revoked":
        revoke_share(public_id=made.share.public_id, by=alice)
    else:
        Share.objects.update(expires_at=an_hour_ago())
    assert kept.get(page_of(made)).status_code == 404
    assert kept.post(page_of(made), {"kind": "comment", "text": "Too late"}).status_code == 404
    assert "Alice" not in kept.get(reverse("jobjournal:shared_list")).content.decode()
    assert not ShareNote.objects.exists()


def test_a_comment_reaches_the_person(alice, made, kept):
    assert kept.post(page_of(made), {"kind": "comment", "text": "Well <b>done</b>"}).status_code == 302
    page = browser_of(alice).get(reverse("jobjournal:share", args=[made.share.public_id])).content.decode()
    assert "Well &lt;b&gt;done&lt;/b&gt;" in page
    assert "Wendy Work (Calderbrook Jobcentre)" in page
    assert Message.objects.filter(template="journal_answer", channel="in_app").count() == 1
    assert AuditEvent.objects.get(code="jobjournal.share.commented").resident == alice.resident


def test_an_action_is_agreed_with_its_day(alice, made, kept):
    day = timezone.localdate() + dt.timedelta(days=3)
    due = {"due_on-day": str(day.day), "due_on-month": str(day.month), "due_on-year": str(day.year)}
    kept.post(page_of(made), {"kind": "action", "text": "Send the CV to Northgate", **due})
    note = ShareNote.objects.get()
    assert (note.kind, note.due_on) == ("action", day)
    page = browser_of(alice).get(reverse("jobjournal:shares")).content.decode()
    assert "You agreed to do this" in page
    assert AuditEvent.objects.filter(code="jobjournal.action.agreed").count() == 1


def test_an_empty_answer_is_not_taken(made, kept):
    assert kept.post(page_of(made), {"kind": "comment", "text": " "}).status_code == 422
    assert not ShareNote.objects.exists()


def test_files_of_the_list_are_written_down(made, kept):
    file = made.share.items.get().files.get().file
    address = reverse("jobjournal:shared_file", args=[made.share.public_id, file.public_id])
    assert kept.get(address).content == bytes(file.content)
    assert AuditEvent.objects.filter(code="jobjournal.share.file_opened").count() == 1


def test_a_second_factor_is_needed(calderbrook, wendy, made, kept):
    kept.client.logout()
    kept.client.force_login(wendy.user)
    assert kept.get(page_of(made)).status_code == 302


def test_the_menu_offers_what_the_role_has(wendy, kept):
    page = kept.get(reverse("jobjournal:shared_list")).content.decode()
    assert reverse("jobjournal:shared_list") in page
    assert reverse("casework:work_list") not in page
    assert kept.get(reverse("accounts:after_sign_in"))["Location"] == reverse("jobjournal:shared_list")


def test_staff_of_a_jobcentre_work_for_an_organisation(calderbrook):
    by = system_actor(calderbrook, "tests")
    details = {"email": "wim@jobcentre.example", "display_name": "Wim", "role": Role.JOBCENTRE, "password": "x7" * 8}
    with pytest.raises(ValueError, match="jobcentre"):
        add_staff(**details, by=by)
    membership = add_staff(**details, organisation="Calderbrook Jobcentre", by=by)
    assert (membership.organisation.name, membership.organisation.kind) == ("Calderbrook Jobcentre", "jobcentre")
    again = add_staff(**details, organisation="Calderbrook Jobcentre", by=by)
    assert again.organisation == membership.organisation
