"""An admin says how long claims are kept, sees first what would go, and holds what must stay."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from claims.models import Claim
from records.models import Hold, KeepingRule
from tests.claims.making import small_draft
from tests.claims.sent import sent_claim
from tests.people import browser_of
from tests.records.making import old

RULE = reverse("records:change_rule", args=["full-form"])


def day(on: dt.date) -> dict[str, str]:
    return {"until-day": str(on.day), "until-month": str(on.month), "until-year": str(on.year)}


def test_without_a_rule_claims_are_kept_for_six_years(alice, omar):
    sent_claim(alice)
    page = browser_of(omar).get(reverse("records:keeping")).content.decode()
    assert "6 years" in page
    assert "no claim’s time is over" in page


def test_the_page_says_what_goes_and_names_nobody(alice, bob, omar):
    first, second = old(sent_claim(alice), 7), old(sent_claim(bob), 7)
    browser_of(omar).post(
        reverse("records:place_hold"),
        {"reference": second.reference.lower(), "on": "claim", "reason": "Appeal", **day(timezone.localdate())},
    )
    page = browser_of(omar).get(reverse("records:keeping")).content.decode()
    cells = page.split("Claims whose files go")[1].split("</table>")[0]
    assert [each.split("</td>")[0].strip() for each in cells.split('numeric">')[1:]] == ["1", "1", "0"]
    assert first.reference not in page
    assert second.reference in page, "a hold says what it is on"


def test_a_rule_says_first_what_it_would_do(alice, omar):
    old(sent_claim(alice), 3)
    browser = browser_of(omar)
    said = {"years": "2", "months_of_files": ""}
    asked = browser.post(RULE, said).content.decode()
    assert "A full form: 2 years." in asked
    assert "1 claim would be deleted now." in asked
    assert not KeepingRule.objects.exists()
    assert browser.post(RULE, said | {"_sure": "yes"}).status_code == 302
    assert KeepingRule.objects.get().years == 2
    assert "Own rule" in browser.get(reverse("records:keeping")).content.decode()
    others = reverse("records:change_rule", args=["every-other-form"])
    browser.post(others, {"years": "9", "months_of_files": "12", "_sure": "yes"})
    assert KeepingRule.objects.get(form=None).months_of_files == 12
    assert "9 years, files 12 months" in browser.get(reverse("records:keeping")).content.decode()


@pytest.mark.slow
def test_what_makes_no_sense_is_refused_with_a_sentence(alice, omar):
    sent_claim(alice)
    browser = browser_of(omar)
    for said, sentence in (
        ({"years": ""}, "Enter how many years claims are kept"),
        ({"years": "0"}, "Years must be 1 or more"),
        ({"years": "51"}, "Years must be 50 or fewer"),
        ({"years": "1", "months_of_files": "13"}, "Files cannot be kept longer than the claim"),
    ):
        answer = browser.post(RULE, {"_sure": "yes", **said})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert browser.post(RULE, {"_sure": "yes", "years": "1", "months_of_files": "12"}).status_code == 302


@pytest.mark.slow
def test_a_hold_wants_a_claim_a_reason_and_a_day_that_comes(alice, omar):
    claim, today = sent_claim(alice), timezone.localdate()
    good = {"reference": claim.reference, "on": "person", "reason": "Fraud inquiry", **day(today)}
    browser, url = browser_of(omar), reverse("records:place_hold")
    for wrong in ({"reference": "CAL-0000-0000"}, {"reason": " "}, day(today - dt.timedelta(days=1)), {"on": ""}):
        assert browser.post(url, good | wrong).status_code == 422
    assert not Hold.objects.exists()
    assert browser.post(url, good).status_code == 302
    hold = Hold.objects.get()
    assert (hold.resident, hold.claim) == (alice.resident, None)
    event = AuditEvent.objects.get(code="records.hold.placed")
    assert event.detail == {"until": today.isoformat(), "of_person": True}
    end = reverse("records:lift_hold", args=[hold.public_id])
    assert "may be tonight" in browser.post(end).content.decode()
    assert browser.post(end, {"_sure": "yes"}).status_code == 302
    assert "Nothing is held" in browser.get(reverse("records:keeping")).content.decode()
    assert browser.get(end).status_code == 404


def test_the_days_of_forms_that_were_not_sent_are_the_councils(alice, omar):
    draft, browser = small_draft(alice), browser_of(omar)
    Claim.objects.filter(pk=draft.pk).update(started_at=timezone.now() - dt.timedelta(days=100))
    url = reverse("records:change_drafts")
    page = browser.get(reverse("records:keeping")).content.decode()
    assert "They are deleted 180 days after the last change" in page
    assert "The time of 0 forms that were not sent is over." in page
    assert "Days must be 35 or more" in browser.post(url, {"days": "34"}).content.decode()
    asked = browser.post(url, {"days": "90"}).content.decode()
    assert "The time of 1 form that was not sent is over." in asked
    browser.post(url, {"days": "90", "_sure": "yes"})
    assert AuditEvent.objects.get(code="records.drafts.changed").detail == {"days": 90}
    Hold.objects.create(resident=alice.resident, reason="Appeal", until=timezone.localdate(), placed_at=timezone.now())
    page = browser.get(reverse("records:keeping")).content.decode()
    assert "They are deleted 90 days after the last change" in page
    assert "1 more is kept by a hold, a conversation or an estimate." in page
