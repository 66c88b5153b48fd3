"""The day in law and the council's targets: from what was asked and what came, in words, and in the work list."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.models import SettingChange
from accounts.settling.actions import undo_change
from casework.actions.owning import take_claim
from casework.clocks.actions.settings import save_form_targets, save_targets
from casework.clocks.readers.clock import clock_of
from casework.clocks.readers.waits import waits_of
from casework.clocks.tasks import keep_due_days, keep_one_due_day
from casework.models import ClaimTimes, DueDayWork
from casework.readers.work_list import WorkListFilter, work_list
from claims.models import Claim, ClaimFile, Paper, PaperReview, ResidentAct, StatusChange
from claims.models import ClaimStatus as Status
from formspec.actions.publishing import import_form
from formspec.rules.compile import compile_form
from tests.casework.test_claims import move
from tests.claims.sent import SOURCE, sent_claim
from tests.people import browser_of

SENT_ON = dt.date(2026, 12, 1)
TODAY = dt.date(2027, 1, 8)
LAW = {"days": 14, "begins": "complete", "law": "Housing Benefit Regulations 2006, regulation 89"}
LIST = "/staff/claims/"


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def day(month: int, number: int) -> dt.date:
    return dt.date(2027 if month == 1 else 2026, month, number)


def claim_sent_on(who, sent_on: dt.date, **law) -> Claim:
    """A claim on a form that the law gives days, sent on a day, of which nothing is waited for."""
    claim = sent_claim(who, spec=compile_form({**SOURCE, "decide_within": LAW | law}, guidance={}))
    Claim.objects.filter(pk=claim.pk).update(submitted_at=at(sent_on))
    StatusChange.objects.filter(claim=claim).update(at=at(sent_on))
    Paper.objects.filter(claim=claim).delete()
    return Claim.objects.select_related("status", "form_version__form", "resident", "submission").get(pk=claim.pk)


def asked(claim, name, first, came=None, **values) -> Paper:
    state = "received" if came else "wanted"
    paper = Paper.objects.create(claim=claim, name=name, asked_at=at(first), **{"state": state} | values)
    if came:
        file = ClaimFile.objects.create(
            claim=claim, paper=paper, name="a.jpg", content_type="image/jpeg", content=b"a", size=1
        )
        ClaimFile.objects.filter(pk=file.pk).update(added_at=at(came))
    return paper


def three_asked(claim) -> None:
    asked(claim, "Payslips", day(12, 3), day(12, 7))
    asked(claim, "Rent book", day(12, 18), day(12, 30))
    asked(claim, "Bank statement", day(1, 4))


@pytest.fixture
def in_january(monkeypatch):
    """Today is a Friday after the bank holidays."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: real(value) if value else TODAY)


real = timezone.localdate


@pytest.mark.slow
def test_three_pauses_one_open_over_bank_holidays_and_it_says_why(alice, aisha, in_january):
    claim = claim_sent_on(alice, SENT_ON)
    three_asked(claim)
    spans = [(each.first, each.last) for each in waits_of(claim)]
    assert spans == [(day(12, 3), day(12, 7)), (day(12, 18), day(12, 30)), (day(1, 4), None)]
    legal = clock_of(claim, "ENGLAND").legal
    assert (legal.day, legal.is_running) == (day(1, 22), False)
    assert clock_of(claim, "ENGLAND").due_on is None
    page = browser_of(aisha).get(f"{LIST}{claim.reference}/").content.decode()
    for words in (
        "22 January 2027", "14 days after everything that was asked for had come.", "regulation 89",
        "3 December 2026 to 7 December 2026: “Payslips” was asked for",
        "Since 4 January 2027: “Bank statement” was asked for",
        "It stands still while we wait for the claimant.",
    ):  # fmt: skip
        assert words in page
    Paper.objects.filter(name="Bank statement").update(state="waived")
    PaperReview.objects.create(
        paper=Paper.objects.get(name="Bank statement"), state="waived", reason="Seen.", by=aisha.user, by_label="A",
        at=at(TODAY),
    )  # fmt: skip
    legal = clock_of(claim, "ENGLAND").legal
    assert (legal.day, legal.is_running) == (day(1, 22), True)


@pytest.mark.slow
def test_in_working_days_the_bank_holidays_are_left_out_and_named(alice, aisha, omar, in_january):
    claim = claim_sent_on(alice, day(12, 16), unit="working_days", begins="sent")
    asked(claim, "Payslips", day(12, 18), day(12, 22))
    save_targets(touch_within=2, decide_within=10, by=omar)
    clock = clock_of(claim, "ENGLAND")
    # 17, 18; 23, 24, 29, 30, 31 December; 4 to 8 January; 11 and 12.
    assert clock.legal.day == day(1, 12)
    assert clock.target.day == day(1, 6)
    assert clock.due_on == clock.touch.day == day(12, 18)
    page = browser_of(aisha).get(f"{LIST}{claim.reference}/").content.decode()
    assert "Bank holidays left out: Christmas Day, Boxing Day" in page
    assert page.count("Overdue") == 2, "the first look and the council's own day"
    ClaimTimes.objects.create(claim=claim, touched_at=at(day(12, 17)))
    page = browser_of(aisha).get(f"{LIST}{claim.reference}/").content.decode()
    assert "Done on 17 December 2026." in page


def test_a_paper_that_is_not_right_is_waited_for_again(alice, aisha):
    claim = claim_sent_on(alice, SENT_ON)
    paper = asked(claim, "Payslips", day(12, 2), day(12, 4), state="not_right")
    by = {"by": aisha.user, "by_label": "A"}
    PaperReview.objects.create(paper=paper, state="not_right", reason="Blurred.", at=at(day(12, 6)), **by)
    assert [(each.first, each.last) for each in waits_of(claim)] == [
        (day(12, 2), day(12, 4)), (day(12, 6), None),
    ]  # fmt: skip


def test_a_status_that_waits_is_a_pause_until_the_claimant_does_something(alice, aisha):
    claim = claim_sent_on(alice, SENT_ON)
    waiting = Status.objects.filter(stage="waiting").first()
    StatusChange.objects.create(claim=claim, status=waiting, by_label="A", at=at(day(12, 5)))
    assert [(each.first, each.last) for each in waits_of(claim)] == [(day(12, 5), None)]
    ResidentAct.objects.create(claim=claim, kind="message", at=at(day(12, 9)))
    assert [(each.first, each.last) for each in waits_of(claim)] == [(day(12, 5), day(12, 9))]


def due_day(claim) -> dt.date | None:
    """What a worker has made of it."""
    keep_due_days()
    assert not DueDayWork.objects.filter(state="due").exists()
    claim.refresh_from_db()
    return claim.due_on


@pytest.mark.slow
def test_the_list_marks_what_is_overdue_and_every_act_keeps_its_day(alice, aisha, omar):
    claim = claim_sent_on(alice, timezone.localdate() - dt.timedelta(days=40), begins="sent")
    assert due_day(claim) == timezone.localdate() - dt.timedelta(days=26)
    browser = browser_of(aisha)
    assert [each.pk for each in work_list(aisha, WorkListFilter(clock="overdue"))] == [claim.pk]
    assert "Overdue since" in browser.get(LIST).content.decode()
    save_targets(touch_within=2, decide_within=0, by=omar)
    assert due_day(claim) < timezone.localdate() - dt.timedelta(days=30)
    take_claim(reference=claim.reference, based_on=0, by=aisha)
    assert due_day(claim) == timezone.localdate() - dt.timedelta(days=26)
    move(claim, aisha, "decided")
    assert due_day(claim) is None
    assert "Overdue" not in browser.get(LIST, query_params={"stage": "done"}).content.decode().split("<table")[1]


def test_news_while_a_worker_counts_is_counted_as_well(alice):
    claim = claim_sent_on(alice, timezone.localdate(), begins="sent")
    first = DueDayWork.objects.order_by("pk").first()
    later = DueDayWork.objects.create(claim=claim)
    assert keep_one_due_day(council_id=first.council_id, public_id=first.public_id)
    assert list(DueDayWork.objects.all()) == [later]


@pytest.mark.slow
def test_the_targets_have_a_page_beside_the_law(alice, omar, aisha):
    claim_sent_on(alice, SENT_ON)
    browser = browser_of(omar)
    page = browser.get("/staff/settings/targets/").content.decode()
    assert "14 days (Housing Benefit Regulations 2006, regulation 89)" in page
    refused = browser.post("/staff/settings/targets/", {"touch_within": "-1", "decide_within": "251"})
    assert refused.status_code == 422
    given = {"touch_within": "2", "decide_within": "20", "review_within": "28"}
    short = browser.post("/staff/settings/targets/", given | {"review_within": "13"})
    assert "Claimants need at least 14 days" in short.content.decode()
    assert browser.post("/staff/settings/targets/", given).status_code == 302
    assert 'value="20"' in browser.get("/staff/settings/targets/").content.decode()
    with pytest.raises(PermissionDenied):
        save_targets(touch_within=1, decide_within=1, by=aisha)
    with pytest.raises(Http404):
        save_targets(touch_within=1, decide_within=1, by=alice)


def test_a_form_has_targets_of_its_own(alice, omar, aisha):
    claim = claim_sent_on(alice, SENT_ON)
    slug = claim.form_version.form.slug
    save_targets(touch_within=2, decide_within=20, by=omar)
    plain = clock_of(claim, "ENGLAND")
    save_form_targets(slug=slug, days={"touch_within": None, "decide_within": 5}, by=omar)
    other = import_form(slug="blue-badge", by=omar).form.slug
    save_form_targets(slug=other, days={"touch_within": 1}, by=omar)
    own = clock_of(claim, "ENGLAND")
    assert own.touch == plain.touch
    assert (own.target.allowed.days, plain.target.allowed.days) == (5, 20)
    assert own.target.day < plain.target.day
    save_targets(touch_within=3, decide_within=30, by=omar)
    assert clock_of(claim, "ENGLAND").target == own.target
    save_form_targets(slug=slug, days={"touch_within": 0, "decide_within": None}, by=omar)
    assert clock_of(claim, "ENGLAND").touch is None
    save_form_targets(slug=slug, days={}, by=omar)
    assert clock_of(claim, "ENGLAND").target.allowed.days == 30
    with pytest.raises(Http404):
        save_form_targets(slug="nothing", days={}, by=omar)
    with pytest.raises(PermissionDenied):
        save_form_targets(slug=slug, days={}, by=aisha)


def test_a_forms_own_targets_have_a_page_and_a_history(alice, omar):
    slug = claim_sent_on(alice, SENT_ON).form_version.form.slug
    browser, address = browser_of(omar), "/staff/settings/targets/"
    assert f"{address}{slug}/" in browser.get(address).content.decode()
    assert browser.post(f"{address}{slug}/", {"touch_within": "", "decide_within": "x"}).status_code == 422
    assert browser.post(f"{address}{slug}/", {"touch_within": "1", "decide_within": ""}).status_code == 302
    page = " ".join(browser.get(address).content.decode().split())
    assert "looked at within 1 working day<" in page.replace(" <", "<")
    change = SettingChange.objects.get(code="casework.form_targets")
    assert (change.subject, change.before, change.after) == (slug, {}, {"touch_within": 1})
    undo_change(key=change.pk, by=omar)
    assert "looked at within" not in browser.get(address).content.decode()
    assert browser.get(f"{address}nothing/").status_code == 404
