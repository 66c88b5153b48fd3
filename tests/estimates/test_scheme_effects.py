"""The effect of a draft scheme on the claims that were sent to the council: asked for, worked out, told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.permissions import Role
from betteroff.demo.schemes import BANDED, PERCENTAGE
from calculator.ctr.council_tax import scheme_year
from claims.models import Claim
from core.tenancy import council_scope
from estimates.actions import scheme_effects
from estimates.actions.scheme_effects import ask_effect, run_scheme_effect
from estimates.actions.schemes import SchemeMoved, publish, save_draft
from estimates.models import Estimate, SchemeEffect
from estimates.readers.sent_estimates import next_sent_estimates
from tests.claims.sent import full_draft, sent_claim
from tests.core.html_tree import tree
from tests.people import browser_of, make_staff

LIST = "/staff/settings/council-tax/"
YEAR = scheme_year(timezone.localdate())
BANDS = {"single": 9999, "couple": 9999, "lone_parent_1": 9999, "couple_1": 9999}
RULES = {"shape": "banded", "most_percent": 100, "universal_credit": "own"}
NOW, DRAFT = ({**RULES, "bands": [{"percent": percent, **BANDS}]} for percent in (90, 50))
HOME = {"tenure": "owner", "council_tax_per_year": 1000, "liable_for_council_tax": True}


@pytest.fixture
def admin(calderbrook):
    return make_staff(calderbrook, "Adam Admin", "adam@calderbrook.example", Role.ADMIN)


def in_force_and_draft(admin):
    scheme = save_draft(tax_year=YEAR, name="Now", rules=NOW, based_on="", by=admin)
    publish(tax_year=YEAR, number=1, sha256=scheme.sha256, by=admin)
    return save_draft(tax_year=YEAR, name="Draft", rules=DRAFT, based_on="", by=admin)


def estimate_of(claim: Claim, **changes: Any) -> Estimate:
    """A ready estimate of a claim, of a single person of 40 with a pension, in a home with a bill of £1,000."""
    me = {"role": "claimant", "age": 40, "hours_per_week": 0, "private_pension": {"amount": 200, "frequency": "weekly"}}
    household = {"claim_date": "2026-11-22", "region": "YORKSHIRE", "adults": [me], "housing": HOME, **changes}
    return Estimate.objects.create(
        claim=claim, resident=claim.resident, state="ready", household=household, due_at=timezone.now(), result={}
    )


def run_to_the_end(effect: SchemeEffect) -> SchemeEffect:
    while run_scheme_effect(council_id=effect.council_id, public_id=effect.public_id):
        pass
    effect.refresh_from_db()
    return effect


@pytest.mark.slow
def test_it_is_worked_out_a_part_at_a_time_and_told_as_counts_and_sums(admin, alice, monkeypatch):
    draft = in_force_and_draft(admin)
    claims = [sent_claim(alice) for _ in range(3)]
    estimate_of(claims[0], housing={**HOME, "council_tax_per_year": 2000})
    estimate_of(claims[0])
    estimate_of(claims[1], adults=[{"role": "claimant", "age": 80}])
    estimate_of(claims[2], housing={"tenure": "owner"})
    monkeypatch.setattr(scheme_effects, "AT_ONCE", 2)
    browser = browser_of(admin)
    assert browser.post(f"{LIST}{YEAR}/2/effect/")["Location"] == f"{LIST}{YEAR}/2/"
    effect = SchemeEffect.objects.get()
    assert "0 claims so far" in browser.get(f"{LIST}{YEAR}/2/").content.decode()
    assert run_scheme_effect(council_id=effect.council_id, public_id=effect.public_id)
    assert "2 claims so far" in browser.get(f"{LIST}{YEAR}/2/").content.decode()
    effect = run_to_the_end(effect)
    assert (effect.state, effect.attempts) == ("ready", 1)
    assert {name: value for name, value in effect.result.items() if value} == {
        "looked_at": 3, "pension_age": 1, "not_worked_out": 1, "less": 1, "before_per_year": 900,
        "after_per_year": 500, "most_less_per_week": 7.69,
    }  # fmt: skip
    page = tree(browser.get(f"{LIST}{YEAR}/2/").content.decode())
    told = {row.one("dt").text: row.one("dd").text for row in page.all(class_="govuk-summary-list__row")}
    assert (told["Claims looked at"], told["Less than now"], told["The largest loss, a week"]) == ("3", "1", "£7.69")
    save_draft(tax_year=YEAR, name="Draft", rules=NOW, based_on=draft.sha256, by=admin)
    assert "The draft has changed since" in browser.get(f"{LIST}{YEAR}/2/").content.decode()


def test_without_claims_it_ends_with_nothing_and_without_the_engine(admin):
    in_force_and_draft(admin)
    effect = run_to_the_end(ask_effect(tax_year=YEAR, number=2, by=admin))
    assert effect.state == "ready"
    assert not any(effect.result.values())


def test_only_the_latest_estimate_of_a_sent_claim_is_looked_at_the_latest_first(alice):
    first, second = sent_claim(alice), sent_claim(alice)
    estimate_of(first)
    kept = [estimate_of(first), estimate_of(second)]
    Estimate.objects.create(claim=second, resident=second.resident, household={}, due_at=timezone.now())
    estimate_of(full_draft(alice))
    assert [each.pk for each in next_sent_estimates(None, 9)] == [kept[1].pk, kept[0].pk]
    assert [each.pk for each in next_sent_estimates(kept[1].pk, 9)] == [kept[0].pk]
    assert [each.pk for each in next_sent_estimates(None, 1)] == [kept[1].pk]


def test_asked_twice_it_is_one_and_asked_of_another_draft_it_is_a_new_one(admin):
    draft = in_force_and_draft(admin)
    first = ask_effect(tax_year=YEAR, number=2, by=admin)
    assert ask_effect(tax_year=YEAR, number=2, by=admin) == first
    save_draft(tax_year=YEAR, name="Draft", rules=BANDED, based_on=draft.sha256, by=admin)
    second = ask_effect(tax_year=YEAR, number=2, by=admin)
    assert second.pk != first.pk
    assert list(SchemeEffect.objects.all()) == [second]
    assert AuditEvent.objects.filter(code="claims.scheme.effect_asked").count() == 2


def test_a_version_in_force_has_no_effect_to_work_out(admin):
    in_force_and_draft(admin)
    with pytest.raises(SchemeMoved):
        ask_effect(tax_year=YEAR, number=1, by=admin)
    page = browser_of(admin).post(f"{LIST}{YEAR}/1/effect/")
    assert page["Location"] == f"{LIST}{YEAR}/1/"
    assert not SchemeEffect.objects.exists()


def test_only_admins_of_the_council_ask(admin, calderbrook, southmere, alice):
    save_draft(tax_year=YEAR, name="Ours", rules=PERCENTAGE, based_on="", by=admin)
    advisor = make_staff(calderbrook, "Ada", "ada@calderbrook.example", Role.ADVISOR)
    with pytest.raises(PermissionDenied):
        ask_effect(tax_year=YEAR, number=1, by=advisor)
    with pytest.raises(Http404):
        ask_effect(tax_year=YEAR, number=1, by=alice)
    ask_effect(tax_year=YEAR, number=1, by=admin)
    other = make_staff(southmere, "Carol Southern", "carol@southmere.example", Role.ADMIN)
    with council_scope(southmere.pk):
        assert not SchemeEffect.objects.exists()
        with pytest.raises(Http404):
            ask_effect(tax_year=YEAR, number=1, by=other)
