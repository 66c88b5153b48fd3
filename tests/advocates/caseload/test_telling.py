"""The daily e-mail says how many, names nobody, comes once a day at most, and can be stopped."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import Delegation
from advocates.caseload.actions.tasks import mark_seen
from advocates.caseload.actions.telling import send_digests, want_digest
from advocates.models import CaseloadWishes, CaseTask
from notifications.readers import mailbox
from tests.advocates.caseload.making import make_case
from tests.people import browser_of


@pytest.fixture
def by(calderbrook):
    return system_actor(calderbrook, "caseload")


@pytest.fixture
def news(case):
    return CaseTask.objects.create(case=case, kind="paper", since=timezone.now())


def test_it_counts_and_names_nobody_once_a_day(news, by, pat):
    assert send_digests(by=by) == 1
    assert send_digests(by=by) == 0
    [mail] = mailbox()
    assert mail.to == pat.user.email
    assert "Alice" not in mail.text
    assert "1" in mail.text
    CaseloadWishes.objects.update(digest_at=timezone.now() - timezone.timedelta(days=1))
    assert send_digests(by=by) == 1


def test_nothing_new_is_no_mail(news, by, case, pat):
    mark_seen(public_id=case.public_id, until=timezone.now(), by=pat)
    assert send_digests(by=by) == 0


@pytest.mark.parametrize("why", ["stopped", "grant ended", "only the council waits", "closed", "nobody's"])
def test_who_does_not_get_one(why, news, by, case, pat):
    if why == "stopped":
        want_digest(wanted=False, by=pat)
    elif why == "grant ended":
        Delegation.objects.update(revoked_at=timezone.now())
    elif why == "only the council waits":
        CaseTask.objects.update(kind="council")
    elif why == "closed":
        case.closed_at = timezone.now()
        case.save()
    else:
        case.responsible = None
        case.save()
    assert send_digests(by=by) == 0


def test_it_is_stopped_and_begun_again_on_the_list(pat):
    browser = browser_of(pat)
    for wanted, there in (("no", False), ("yes", True)):
        browser.post(reverse("advocates:digest"), {"wanted": wanted})
        assert CaseloadWishes.objects.get(membership=pat.membership).wants_digest is there


def test_one_address_that_takes_nothing_keeps_nobody_from_being_told(news, by, pat, priya, bob):
    pat.user.email = "no address"
    pat.user.save()
    CaseTask.objects.create(case=make_case(bob.resident, priya), kind="paper", since=timezone.now())
    send_digests(by=by)
    assert [mail.to for mail in mailbox()] == [priya.user.email]
    assert send_digests(by=by) == 0
    assert len(mailbox()) == 1
