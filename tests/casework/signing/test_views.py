"""Staff see how a partner's signature stands, write one down, and approve nothing without it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from casework.deciding.actions.checking import Finding, NotSigned, save_finding
from casework.deciding.actions.settings import save_deciding_settings
from casework.deciding.readers.case import case_of
from casework.deciding.rules.gates import standing_in_the_way
from casework.signing.actions import record_signature
from claims.models import Claim, SecondSignature
from tests.claims.sent import sent_claim
from tests.claims.signing.asking import claim_with_partner, current
from tests.claims.withdrawing.test_views import text_of
from tests.people import browser_of

SAW = "Aisha saw it on 3 August."


@pytest.fixture
def claim(alice):
    return claim_with_partner(alice)


def pages_of(claim) -> tuple[str, str]:
    return f"/staff/claims/{claim.reference}/", f"/staff/claims/{claim.reference}/signature/"


def in_the_way(claim) -> list[str]:
    case = case_of(Claim.objects.get(pk=claim.pk))
    results = {key: task.result for key, task in case.tasks.items()}
    return standing_in_the_way("awarded", case.checks, results)


@pytest.mark.slow
def test_a_signature_on_paper_is_written_down_once_and_opens_the_way(alice, aisha, claim):
    page, record = pages_of(claim)
    browser = browser_of(aisha)
    assert "Waiting for the partner’s signature" in text_of(browser.get(page))
    assert "Waiting for the partner’s signature" in text_of(browser.get("/staff/claims/?stage=all"))
    assert in_the_way(claim) == ["signatures"]
    with pytest.raises(NotSigned):
        save_finding(reference=claim.reference, key="signatures", finding=Finding("passed"), based_on=0, by=aisha)
    typed = {"result": "passed", "claim": claim.public_id, "based_on": 0}
    refused = browser.post(f"/staff/claims/{claim.reference}/checks/signatures/", typed)
    assert "The partner has not signed" in text_of(refused)
    assert browser.post(record, {"how": "on_paper", "because": ""}).status_code == 422
    for _ in range(2):
        assert browser.post(record, {"how": "on_paper", "because": SAW}).status_code == 302
    made = current(claim)
    assert (made.state, made.because, made.by_label) == ("on_paper", SAW, aisha.label)
    assert Claim.objects.get(pk=claim.pk).awaits_signature is False
    assert in_the_way(claim) == []
    assert SAW in text_of(browser.get(page))
    late = browser.post(record, {"how": "waived", "because": "Not needed."})
    assert late.status_code == 409
    assert "Not needed." in text_of(late)


def test_a_failed_check_stays_until_the_partner_signs(aisha, claim):
    found = Finding("failed", reasons=("not_signed",))
    save_finding(reference=claim.reference, key="signatures", finding=found, based_on=0, by=aisha)
    assert case_of(Claim.objects.get(pk=claim.pk)).tasks["signatures"].result == "failed"
    record_signature(reference=claim.reference, how="together", because=SAW, by=aisha)
    assert case_of(Claim.objects.get(pk=claim.pk)).tasks["signatures"].result == "passed"


def test_where_it_is_not_safe_staff_see_why_and_may_go_on_with_a_reason(alice, aisha):
    claim = claim_with_partner(alice, left_home="yes")
    page, _record = pages_of(claim)
    shown = text_of(browser_of(aisha).get(page))
    assert "Not safe to ask the partner" in shown
    assert "Do not" in shown
    assert in_the_way(claim) == ["signatures"]
    record_signature(reference=claim.reference, how="waived", because="Violence.", by=aisha)
    assert in_the_way(claim) == []


def test_a_council_that_does_not_ask_has_no_such_check(alice, omar):
    save_deciding_settings(second_person=False, asks_partner=False, by=omar)
    claim = claim_with_partner(alice)
    assert not SecondSignature.objects.exists()
    assert in_the_way(claim) == []
    settings = browser_of(omar).get("/staff/settings/decisions/")
    assert "Must a partner sign too" in text_of(settings)


def test_only_staff_with_leave_write_one_down(alice, omar, sian, claim):
    with pytest.raises(PermissionDenied):
        record_signature(reference=claim.reference, how="waived", because=SAW, by=omar)
    for by in (alice, sian):
        with pytest.raises((Http404, PermissionDenied)):
            record_signature(reference=claim.reference, how="waived", because=SAW, by=by)
    assert current(claim).state == "waiting"


def test_a_claim_without_a_partner_has_nothing_to_write_down(alice, aisha):
    claim = sent_claim(alice)
    page, record = pages_of(claim)
    assert browser_of(aisha).get(record).status_code == 404
    assert "partner" not in text_of(browser_of(aisha).get(page))
    with pytest.raises(Http404):
        record_signature(reference=claim.reference, how="waived", because=SAW, by=aisha)
    with pytest.raises(ValueError, match="signed"):
        record_signature(reference=claim.reference, how="signed", because=SAW, by=aisha)
