"""Monetary gain: which estimates count, who reads what, and what may leave as a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actions.sign_in import start_record
from accounts.models import AuditEvent, Resident
from accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from claims.actions.answering import start_claim
from claims.actions.retention import delete_unsaved_drafts
from claims.actions.sending import submit_claim
from claims.models import Answer, Claim
from core.tenancy import council_scope
from estimates.actions.estimating import ask_estimate, start_from_check
from estimates.models import Estimate, Origin
from formspec.actions.publishing import import_form, publish_spec
from formspec.models import FormVersion
from reports.actions.gain import download_gain
from reports.readers.gain import CLAIMED, GainFilter, gain_report
from tests.claims.making import fill, make_statuses
from tests.estimates.making import CHECK, answered_check
from tests.people import browser_of, make_resident

COMBINED = "hb-ctr-combined"


@pytest.fixture(autouse=True)
def forms(omar):
    make_statuses()
    for slug in (CHECK, COMBINED):
        import_form(slug=slug, by=omar)


def benefit(code: str, after: float | None, now: float | None = 0.0, status: str = "calculated") -> dict:
    names = {"uc": "Universal Credit", "hb": "Housing Benefit", "ctr": "Council Tax Reduction"}
    return {"code": code, "name": names[code], "status": status, "pounds_per_year": after, "now_per_year": now}


UNKNOWN = benefit("ctr", None, 0.0, "not_calculated")
RESULT = {"benefits": [benefit("uc", 5000.0, 1000.0), benefit("hb", 2000.0), UNKNOWN]}


def worked_out(estimate: Estimate, result: dict | None = None) -> None:
    Estimate.objects.filter(pk=estimate.pk).update(state=Estimate.State.READY, result=result or RESULT)


def checked(by, result: dict | None = None) -> Claim:
    """A check with its estimate."""
    check = answered_check(by)
    worked_out(ask_estimate(claim=check, by=by), result)
    return check


def sent_from(by, check: Claim | None = None, slug: str = COMBINED) -> Claim:
    if check is None:
        claim = start_claim(slug=slug, language="en-gb", by=by)
    else:
        claim = start_from_check(check=check, slug=slug, language="en-gb", by=by)
    claim = fill(claim, by)
    return submit_claim(public_id=claim.public_id, by=by, for_whom="self")


def page(actor, query: str = "") -> str:
    response = browser_of(actor).get(reverse("reports:gain") + query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# --- Which estimate led to a claim ----------------------------------------------------------


def test_the_check_that_a_claim_was_started_from_leads_to_it(alice):
    check = checked(alice)
    claim = sent_from(alice, check)
    assert claim.origin.estimate == check.estimates.get()
    assert claim.estimates.get() != claim.origin.estimate


def test_without_a_check_it_is_the_claims_own(alice):
    claim = sent_from(alice)
    assert claim.origin.estimate == claim.estimates.get()


def test_a_check_without_figures_leads_to_nothing(alice):
    check = answered_check(alice)
    ask_estimate(claim=check, by=alice)
    claim = start_from_check(slug=COMBINED, language="en-gb", by=alice, check=check)
    assert not Origin.objects.filter(claim=claim).exists()


def test_what_a_later_run_finds_changes_nothing(alice, omar):
    claim = sent_from(alice, checked(alice))
    Estimate.objects.create(
        claim=claim, resident=alice.resident, state="ready", household={}, due_at=timezone.now(),
        replaces=claim.origin.estimate, made_because="rates", result={"benefits": [benefit("uc", 99999.0)]},
    )  # fmt: skip
    assert gain_report(omar, GainFilter()).total.gained == 6000.0


def test_a_visitors_check_that_led_to_a_claim_stays(visitor, omar):
    one, other = (replace(visitor, resident=start_record(language="en-gb", by=visitor)) for _ in range(2))
    sent_from(one, checked(one))
    checked(other)
    three_days_ago = timezone.now() - dt.timedelta(days=3)
    Claim.objects.filter(submitted_at__isnull=True).update(started_at=three_days_ago)
    Answer.objects.update(saved_at=three_days_ago)
    Resident.objects.update(email="", phone="")
    assert delete_unsaved_drafts(by=omar) == 1
    assert gain_report(omar, GainFilter()).total.gained == 6000.0


# --- What is summed up ----------------------------------------------------------


def test_drafts_and_checks_alone_count_nothing(alice, omar):
    check = checked(alice)
    start_from_check(slug=COMBINED, language="en-gb", by=alice, check=check)
    report = gain_report(omar, GainFilter())
    assert (report.total.claims, report.claims, report.without) == (0, [], 0)


def test_before_and_after_of_what_was_compared(alice, omar):
    claim = sent_from(alice, checked(alice))
    report = gain_report(omar, GainFilter())
    (row,) = report.claims
    assert (row.reference, row.before, row.after, row.gained) == (claim.reference, 1000.0, 7000.0, 6000.0)
    assert [each.code for each in row.benefits] == ["uc", "hb"]


def test_only_what_the_form_claims(alice, omar):
    sent_from(alice, checked(alice))
    assert gain_report(omar, GainFilter(count=CLAIMED)).total.gained == 2000.0


def test_a_person_counts_once_with_the_claim_sent_last(alice, bob, omar):
    check = checked(alice)
    first, second = sent_from(alice, check), sent_from(alice, check)
    other = sent_from(bob, checked(bob))
    report = gain_report(omar, GainFilter())
    assert [(row.reference, row.counts) for row in report.claims] == [
        (other.reference, True), (second.reference, True), (first.reference, False),
    ]  # fmt: skip
    assert (report.total.claims, report.total.gained) == (2, 12000.0)


def test_a_claim_whose_estimate_is_not_ready_is_named_not_counted(alice, omar):
    sent_from(alice)
    report = gain_report(omar, GainFilter())
    assert (report.total.claims, report.without) == (0, 1)


def test_the_period_is_that_of_sending(alice, omar):
    claim = sent_from(alice, checked(alice))
    Claim.objects.filter(pk=claim.pk).update(submitted_at=timezone.make_aware(dt.datetime(2026, 5, 31, 23, 30)))
    last, first = dt.date(2026, 5, 31), dt.date(2026, 6, 1)
    assert gain_report(omar, GainFilter(sent_to=last)).total.claims == 1
    assert gain_report(omar, GainFilter(sent_from=last)).total.claims == 1
    assert gain_report(omar, GainFilter(sent_from=first)).total.claims == 0
    assert gain_report(omar, GainFilter(sent_to=last - dt.timedelta(days=1))).total.claims == 0
    assert [group.key for group in gain_report(omar, GainFilter()).months] == ["2026-05"]


def test_another_council_sees_nothing(alice, sian):
    sent_from(alice, checked(alice))
    with council_scope(sian.council.pk):
        assert gain_report(sian, GainFilter()).total.claims == 0


# --- The page ----------------------------------------------------------


def test_the_page(alice, omar):
    claim = sent_from(alice, checked(alice))
    text = page(omar)
    assert "£6,000.00 a year" in text
    assert "£1,000.00 a year before, £7,000.00 after" in text
    assert claim.reference in text
    assert "Hidden: few claims" in text
    assert "Universal Credit" in text


def test_with_five_people_the_months_are_drawn(calderbrook, omar):
    for number in range(5):
        somebody = make_resident(calderbrook, f"Resident {number}", f"r{number}@example.org")
        sent_from(somebody, checked(somebody))
    html = browser_of(omar).get(reverse("reports:gain")).content.decode()
    assert html.count('<rect class="bo-bar__part"') == 1
    assert "£30,000.00" in html
    assert "Hidden: few claims" not in html
    assert html.count(reverse("casework:staff_claim", args=["X"])[:-2]) >= 5


def test_an_impossible_period_says_so_and_shows_everything(alice, omar):
    sent_from(alice, checked(alice))
    query = "?sent_from-day=2&sent_from-month=5&sent_from-year=2026&sent_to-day=1&sent_to-month=5&sent_to-year=2026"
    text = page(omar, query)
    assert "must not be before" in text


def test_an_empty_council(omar):
    assert "No claim that an estimate led to was sent in this period." in page(omar)


def test_the_report_is_for_admins_who_may_look_at_claims(alice, omar, aisha, bob, monkeypatch):
    sent_from(alice, checked(alice))
    with pytest.raises(PermissionDenied):
        gain_report(aisha, GainFilter())
    with pytest.raises(Http404):
        gain_report(bob, GainFilter())
    monkeypatch.setitem(ROLE_PERMISSIONS, Role.ADMIN, frozenset({Permission.COUNCIL_MANAGE}))
    with pytest.raises(PermissionDenied):
        gain_report(omar, GainFilter())
    for table in ("claims", "months", "benefits"):
        with pytest.raises(PermissionDenied):
            download_gain(table=table, wanted=GainFilter(), by=omar)


# --- Downloads ----------------------------------------------------------


def rows_of(actor, table: str) -> list[list[str]]:
    response = browser_of(actor).get(reverse("reports:gain_csv", args=[table]))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith(f'attachment; filename="gain-{table}-')
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_claims_as_a_file(alice, omar):
    claim = sent_from(alice, checked(alice))
    header, row = rows_of(omar, "claims")
    assert header[3:6] == ["Before, £ a year", "After, £ a year", "Gain, £ a year"]
    assert row[0] == claim.reference
    assert row[3:] == ["1000.00", "7000.00", "6000.00", "Yes"]


def test_small_groups_are_hidden_in_files_too(alice, omar):
    sent_from(alice, checked(alice))
    assert all(row[1:] == ["Hidden: few claims", "", "", ""] for row in rows_of(omar, "months")[1:])
    assert {row[0] for row in rows_of(omar, "benefits")[1:]} == {"Universal Credit", "Housing Benefit"}


def test_a_title_is_no_formula(alice, omar):
    sent_from(alice, checked(alice))
    version = FormVersion.objects.get(form__slug=COMBINED)
    # Published documents never change, so a second version gets the title that a spreadsheet would run.
    publish_spec(form=version.form, spec=version.spec | {"title": '=cmd("x")'}, by=omar)
    assert rows_of(omar, "claims")[1][1] == '\'=cmd("x")'


def test_every_download_is_written_down(alice, omar):
    sent_from(alice, checked(alice))
    rows_of(omar, "claims")
    event = AuditEvent.objects.get(code="claims.gain.downloaded")
    assert (event.actor, event.detail) == (omar.user, {"table": "claims", "count": "found"})


def test_no_other_tables(omar):
    assert browser_of(omar).get(reverse("reports:gain_csv", args=["people"])).status_code == 404
