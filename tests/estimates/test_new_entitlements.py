"""Telling people who agreed to it of something new: once, without saying what, and what the page then shows."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions.sign_in import sign_in_resident
from accounts.models import AuditEvent, Consent, Delegation, Resident, SignInCode
from accounts.permissions import Scope
from calculator.new_help import new_help
from claims.models import Claim
from estimates.actions.estimating import ask_estimate
from estimates.actions.new_entitlements import PURPOSE, agree_to_alerts, alert_of_new_help, stop_alerts
from estimates.models import EntitlementAlert, Estimate
from formspec.actions.publishing import import_form
from notifications.models import Message
from notifications.texts import render_message
from tests.estimates.making import CHECK, answered_check
from tests.people import browser_of


def benefit(code: str, per_week: float | None, now: float | None = 0.0, status: str = "") -> dict:
    names = {"uc": "Universal Credit", "hb": "Housing Benefit"}
    status = status or ("calculated" if per_week else "not_entitled")
    per_year = None if per_week is None else per_week * 52
    return {
        "code": code, "name": names[code], "status": status, "pounds_per_week": per_week, "pounds_per_year": per_year,
        "now_per_year": now, "reasons": [], "next_step": "", "run_by": "Your council", "claim_form": None,
    }  # fmt: skip


def result(*benefits: dict, **more) -> dict:
    return {
        "benefits": list(benefits), "rates_year": "2027-28", "left_out": [], "unknowns": [], "gained_per_year": 0.0,
        "now_per_year": 0.0, **more,
    }  # fmt: skip


NOTHING, HOUSING = result(benefit("hb", 0.0)), result(benefit("hb", 20.0))
EVERYTHING = result(benefit("hb", 20.0), benefit("uc", 50.0))


# --- What is new ----------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        (NOTHING, HOUSING, ["hb"]),
        (result(), HOUSING, ["hb"]),
        (result(benefit("hb", None, status="not_calculated")), HOUSING, ["hb"]),
        (NOTHING, result(benefit("hb", 0.4)), ["hb"]),
        (HOUSING, result(benefit("hb", 21.0)), ["hb"]),
        (HOUSING, result(benefit("hb", 20.99)), []),
        (HOUSING, NOTHING, []),
        (HOUSING, result(benefit("hb", 10.0)), []),
        (HOUSING, HOUSING, []),
        # They get it already: it is raised without them, and an amount that is not known may be all of it.
        (NOTHING, result(benefit("hb", 20.0, now=1040.0)), []),
        (NOTHING, result(benefit("hb", 20.0, now=None)), []),
        (NOTHING, EVERYTHING, ["hb", "uc"]),
    ],
)
def test_what_is_new(before, after, codes):
    assert [each.code for each in new_help(before, after)] == codes


def test_how_much_more():
    (found,) = new_help(HOUSING, result(benefit("hb", 25.5)))
    assert (str(found.name), found.more_per_week) == ("Housing Benefit", 5.5)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("not", "likely", ["tv"]), ("ask", "likely", ["tv"]), ("likely", "likely", []), ("likely", "not", []),
     (None, "likely", []), ("not", "ask", [])],
)  # fmt: skip
def test_passported_help_is_new_when_it_has_become_likely(before, after, expected):
    def with_answer(answer):
        return result(passported=[{"code": "tv", "name": "TV licence", "answer": answer}] if answer else [])

    assert [each.code for each in new_help(with_answer(before), with_answer(after))] == expected


# --- Telling ----------------------------------------------------------


@pytest.fixture
def check(alice, omar):
    import_form(slug=CHECK, by=omar)
    return answered_check(alice)


@pytest.fixture
def first(check, alice):
    """What Alice asked for on 3 May."""
    estimate = ask_estimate(claim=check, by=alice)
    asked = timezone.make_aware(dt.datetime(2026, 5, 3, 12))
    Estimate.objects.filter(pk=estimate.pk).update(state="ready", result=NOTHING, asked_at=asked, made_at=asked)
    estimate.refresh_from_db()
    return estimate


def again(before: Estimate, outcome: dict, because: str = "rates") -> Estimate:
    """What a re-run made of it."""
    now = timezone.now()
    return Estimate.objects.create(
        claim=before.claim, resident=before.resident, state="ready", household=before.household, result=outcome,
        due_at=now, made_at=now, made_because=because, replaces=before, engine="fake", engine_version="2",
    )  # fmt: skip


@pytest.fixture
def agreed(check, alice):
    agree_to_alerts(claim=check, wording="Tell me", by=alice)


def messages() -> list[Message]:
    return list(Message.objects.filter(template="new_entitlement").order_by("channel"))


def test_one_message_that_does_not_say_what(first, agreed, omar, calderbrook):
    second = again(first, HOUSING)
    assert alert_of_new_help(estimate=second, before=first, by=omar)
    assert [message.channel for message in messages()] == ["email", "in_app"]
    text = render_message(messages()[0], calderbrook)
    said = f"{text.subject} {text.body}"
    assert "there is something new about what you could get" in text.short
    assert not re.search(r"Housing|£|\d+\.\d\d", said)
    alert = EntitlementAlert.objects.get()
    assert (alert.benefit_code, alert.cause, alert.estimate) == ("hb", "rates 2027-28", second)


def test_in_welsh_it_says_as_little(first, agreed, omar, calderbrook):
    Resident.objects.update(language="cy")
    alert_of_new_help(estimate=again(first, HOUSING), before=first, by=omar)
    with translation.override("en-gb"):
        text = render_message(messages()[0], calderbrook)
    assert "there is something new" not in text.body
    assert "mewngofnodwch" in text.body.lower()


@pytest.mark.parametrize(("before", "after"), [(HOUSING, NOTHING), (HOUSING, HOUSING)])
def test_less_or_the_same_sends_no_alert(first, agreed, omar, before, after):
    Estimate.objects.filter(pk=first.pk).update(result=before)
    first.refresh_from_db()
    assert not alert_of_new_help(estimate=again(first, after), before=first, by=omar)
    assert messages() == []


def test_nobody_is_told_who_did_not_agree(first, omar):
    assert not alert_of_new_help(estimate=again(first, HOUSING), before=first, by=omar)
    assert not EntitlementAlert.objects.exists()


def test_nobody_is_told_who_took_it_back(first, agreed, check, alice, omar):
    stop_alerts(claim=check, by=alice)
    assert not alert_of_new_help(estimate=again(first, HOUSING), before=first, by=omar)


def test_the_same_change_is_told_once(first, agreed, alice, omar):
    second = again(first, HOUSING)
    assert alert_of_new_help(estimate=second, before=first, by=omar)
    assert not alert_of_new_help(estimate=second, before=first, by=omar)
    other = Estimate.objects.create(
        claim=answered_check(alice), resident=alice.resident, state="ready", household={}, result=EVERYTHING,
        due_at=timezone.now(), made_because="rates",
    )  # fmt: skip
    assert not alert_of_new_help(estimate=other, before=first, by=omar), "another form of hers, the same new rates"
    assert len(messages()) == 2
    assert set(EntitlementAlert.objects.values_list("benefit_code", flat=True)) == {"hb", "uc"}


def test_another_change_is_told_again(first, agreed, omar):
    second = again(first, HOUSING)
    assert alert_of_new_help(estimate=second, before=first, by=omar)
    assert alert_of_new_help(estimate=again(second, EVERYTHING, "engine"), before=second, by=omar)
    assert set(EntitlementAlert.objects.values_list("cause", flat=True)) == {"rates 2027-28", "engine fake 2"}


def test_where_it_is_not_safe_to_write_it_stays_in_the_account(first, agreed, omar):
    Resident.objects.update(safe_to_contact=False)
    assert alert_of_new_help(estimate=again(first, HOUSING), before=first, by=omar)
    assert [message.channel for message in messages()] == ["in_app"]


# --- Agreeing ----------------------------------------------------------


def words(actor, claim) -> str:
    html = browser_of(actor).get(reverse("estimates:estimate", args=[claim.public_id])).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def post(actor, name: str, claim, **data) -> str:
    response = browser_of(actor).post(reverse(name, args=[claim.public_id]), data)
    return response.url if response.status_code == 302 else str(response.status_code)


def test_agreeing_and_stopping(first, check, alice):
    assert "Tell me if the rules change and I could get more" in words(alice, check)
    assert post(alice, "estimates:agree_to_alerts", check, agree="yes") == reverse(
        "estimates:estimate", args=[check.public_id]
    )
    consent = Consent.objects.get()
    assert (consent.resident, consent.purpose, consent.withdrawn_at) == (alice.resident, PURPOSE, None)
    assert consent.wording.startswith("Tell me if the rules change and I could get more From time to time")
    assert "Stop telling me" in words(alice, check)
    post(alice, "estimates:agree_to_alerts", check, agree="yes")
    assert Consent.objects.count() == 1
    post(alice, "estimates:stop_alerts", check)
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    post(alice, "estimates:stop_alerts", check)
    codes = AuditEvent.objects.filter(code__startswith="accounts.consent").order_by("number").values_list("code")
    assert [code for (code,) in codes] == ["accounts.consent.given", "accounts.consent.withdrawn"]


def test_an_empty_box_agrees_to_nothing(first, check, alice):
    post(alice, "estimates:agree_to_alerts", check)
    assert not Consent.objects.exists()


def test_a_helper_cannot_agree_for_somebody(first, check, alice, bob):
    today = timezone.localdate()
    Delegation.objects.create(
        resident=alice.resident, helper=bob.user, scopes=[Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, Scope.VIEW_MONEY],
        starts_on=today, ends_on=today,
    )  # fmt: skip
    assert "Tell me if the rules change" not in words(bob, check)
    assert post(bob, "estimates:agree_to_alerts", check, agree="yes") == "404"
    assert not Consent.objects.exists()


def test_without_an_address_there_is_nothing_to_tick(first, check, alice):
    Resident.objects.update(email="", phone="")
    text = words(alice, check)
    assert "We need an email address or a phone number for it." in text
    assert "Save my choice" not in text


def test_what_a_visitor_agreed_to_holds_after_signing_in(check, alice, visitor):
    begun = Resident.objects.create(email="alice@example.org")
    Claim.objects.create(resident=begun, form_version=check.form_version)
    Consent.objects.create(resident=begun, purpose=PURPOSE, wording="Tell me")
    proof = SignInCode(channel="email", contact="alice@example.org")
    sign_in_resident(proof=proof, by=replace(visitor, resident=begun))
    assert Consent.objects.get().resident == alice.resident


# --- The page ----------------------------------------------------------


def test_the_page_says_what_is_new_since_they_asked(first, check, alice):
    second = again(first, NOTHING)
    assert "New since" not in words(alice, check)
    again(second, EVERYTHING, "engine")
    assert "New since 3 May: Housing Benefit, Universal Credit" in words(alice, check)


def test_their_own_asking_again_sends_no_alert(first, check, alice):
    Estimate.objects.create(
        claim=check, resident=alice.resident, state="ready", household={}, result=EVERYTHING,
        due_at=timezone.now(), made_at=timezone.now(),
    )  # fmt: skip
    assert "New since" not in words(alice, check)
