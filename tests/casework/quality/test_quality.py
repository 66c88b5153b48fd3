"""What is drawn for a quality check, once and by a seed that is kept, leaves when a third person agrees."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from accounts.permissions import Role
from casework.deciding.actions.deciding import OwnDecision, agree, give_back, recall
from casework.deciding.actions.settings import save_deciding_settings
from casework.deciding.rules.gates import Proposal
from casework.deciding.tasks import send_due_letters
from casework.models import Decision, Delivery, Destination, LetterPdf, QualityDraw, QualityRate
from casework.quality.actions import remove_rate, save_rate
from casework.quality.rules import PLACES, is_drawn, place_of
from casework.readers.notes import waiting_notes
from notifications.models import Message
from tests.casework.deciding.cases import AWARD, again, checked_claim, decide, fresh, let_it_go, pass_all
from tests.people import browser_of, make_staff

LETTERS = "claim_decided"


@pytest.fixture
def ben(calderbrook):
    return make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)


@pytest.fixture
def cara(calderbrook):
    return make_staff(calderbrook, "Cara Lund", "cara@calderbrook.example", Role.ADVISOR)


@pytest.fixture
def every_one(omar):
    """Of a hundred decisions a hundred are drawn."""
    return save_rate(form="", outcome="", percent=100, most_a_month=1000, by=omar)


def ready(alice, aisha, **given):
    claim = checked_claim(alice, **given)
    pass_all(claim, aisha)
    return claim


def which(decision) -> dict:
    version = Decision.objects.values_list("version", flat=True).get(pk=decision.pk)
    return {"reference": decision.claim.reference, "public_id": decision.public_id, "version": version}


def test_nothing_of_what_is_drawn_leaves_before_a_third_person_agrees(alice, aisha, ben, cara, omar, every_one):
    save_deciding_settings(second_person=True, by=omar)
    Destination.objects.create(name="Benefits", url="https://benefits.example/", forms=["full-form"], on_decision=True)
    decision = decide(ready(alice, aisha), aisha)
    assert decision.state == "to_check"
    assert not QualityDraw.objects.exists(), "drawn when it would go"
    agree(**which(decision), by=ben)
    assert again(decision).state == "review"
    send_due_letters()
    assert not LetterPdf.objects.exists()
    assert not Message.objects.filter(template=LETTERS).exists()
    assert not Delivery.objects.filter(decision=decision).exists()
    for who in (aisha, ben):
        with pytest.raises(OwnDecision):
            agree(**which(decision), by=who)
        with pytest.raises(OwnDecision):
            give_back(**which(decision), why="No.", by=who)
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(reviewed_by=who.user)
    for state in ("waiting", "sent"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(state=state)
    agree(**which(decision), by=cara)
    assert (again(decision).state, again(decision).reviewed_by) == ("waiting", cara.user)
    assert let_it_go(decision)
    assert Message.objects.filter(template=LETTERS).exists()
    assert Delivery.objects.filter(decision=decision).exists()


def test_undoing_does_not_draw_again(alice, aisha, ben, omar, every_one):
    claim = ready(alice, aisha)
    first = decide(claim, aisha)
    draw = QualityDraw.objects.get()
    recall(**which(first), why="Wrong week.", by=aisha)
    save_rate(form="", outcome="", percent=1, most_a_month=1, by=omar)
    second = decide(claim, aisha)
    assert second.state == "review"
    give_back(**which(second), why="The rent is another.", by=ben)
    assert [each.text for each in waiting_notes(aisha)] == ["The rent is another."], "it is back with whoever made it"
    remove_rate(key=every_one.pk, by=omar)
    third = decide(claim, aisha)
    assert third.state == "review", "even when nothing is drawn any more"
    assert QualityDraw.objects.get().seed == draw.seed
    assert [each.state for each in fresh(claim, aisha).decisions] == ["recalled", "returned", "review"]


def test_what_was_not_drawn_is_not_drawn_by_undoing_either(alice, aisha, omar):
    rate = save_rate(form="", outcome="", percent=100, most_a_month=1, by=omar)
    decide(ready(alice, aisha), aisha)
    claim = ready(alice, aisha)
    over = decide(claim, aisha)
    assert over.state == "waiting", "one a month, no more"
    recall(**which(over), why="Wrong week.", by=aisha)
    save_rate(form="", outcome="", percent=100, most_a_month=1000, by=omar)
    assert decide(claim, aisha).state == "waiting"
    assert [each.is_drawn for each in QualityDraw.objects.filter(rate=rate).order_by("at")] == [True, False]


def test_the_closest_rate_counts_and_its_draw_can_be_worked_out_again(alice, aisha, omar):
    form = checked_claim(alice).form_version.form.slug
    save_rate(form="", outcome="", percent=100, most_a_month=9, by=omar)
    save_rate(form=form, outcome="", percent=98, most_a_month=9, by=omar)
    save_rate(form=form, outcome="awarded", percent=97, most_a_month=9, by=omar)
    decide(ready(alice, aisha), aisha)
    draw = QualityDraw.objects.get()
    assert draw.percent == 97
    assert draw.place == place_of(draw.seed, str(draw.claim.public_id))
    assert draw.is_drawn == is_drawn(draw.place, draw.percent, draw.drawn_before, draw.most_a_month)
    claim = ready(alice, aisha)
    decide(claim, aisha, Proposal("withdrawn"))
    assert QualityDraw.objects.get(claim=claim).percent == 98


def test_lots_are_fair_and_limits_exact():
    places = [place_of("seed", str(number)) for number in range(4000)]
    assert 0 <= min(places) <= max(places) < PLACES
    assert 340 < sum(is_drawn(place, 10, 0, 1) for place in places) < 460
    assert place_of("seed", "1") != place_of("other", "1")
    assert is_drawn(999, 10, 0, 1)
    assert not is_drawn(1000, 10, 0, 1)
    assert not is_drawn(0, 10, 1, 1)
    assert is_drawn(PLACES - 1, 100, 0, 1)


@pytest.mark.slow
def test_the_pages_say_what_waits_for_whom(alice, aisha, ben, every_one):
    decision = decide(ready(alice, aisha), aisha)
    address = f"/staff/claims/{decision.claim.reference}/decisions/{decision.public_id}/"
    assert "Not for you" in browser_of(aisha).get("/staff/quality/").content.decode()
    assert "somebody else must look at it" in browser_of(aisha).get(address).content.decode()
    browser = browser_of(ben)
    page = browser.get("/staff/quality/").content.decode()
    assert decision.claim.reference in page
    assert "Not for you" not in page
    assert "Agree: let the letter go" in browser.get(address).content.decode()
    refused = browser.post(address, {"give_back": "1", "version": decision.version, "why": " "})
    assert refused.status_code == 422
    assert browser.post(address, {"agree": "1", "version": decision.version}).status_code == 302
    assert again(decision).state == "waiting"
    assert "Quality check" in browser.get(address).content.decode()
    assert "Nothing waits for a quality check." in browser.get("/staff/quality/").content.decode()


@pytest.mark.slow
def test_admins_set_the_rates(omar, aisha, alice):
    browser, address = browser_of(omar), "/staff/settings/quality/"
    for wrong in ({"percent": "0"}, {"percent": "101"}, {"most_a_month": ""}):
        refused = browser.post(address, {"percent": "5", "most_a_month": "10"} | wrong)
        assert refused.status_code == 422
    assert browser.post(address, {"outcome": "refused", "percent": "5", "most_a_month": "10"}).status_code == 302
    page = browser.get(address).content.decode()
    assert "Every form: Refused" in page
    assert "5 of a hundred, 10 a" in page
    key = save_rate(form="", outcome="refused", percent=6, most_a_month=10, by=omar).pk
    assert browser.post(f"{address}{key}/remove/").status_code == 302
    assert "Every form: Refused" not in browser.get(address).content.decode()
    for actor, refusal in ((aisha, PermissionDenied), (alice, Http404)):
        with pytest.raises(refusal):
            save_rate(form="", outcome="", percent=5, most_a_month=5, by=actor)
        with pytest.raises(refusal):
            remove_rate(key=1, by=actor)


# AWARD gives £92.50 and £12.00 a week: £5,434 a year.
A_YEAR = 5434


def test_a_share_of_what_gives_more_than_an_amount_is_checked_whatever_the_month(alice, aisha, omar):
    above = {"percent": 1, "most_a_month": 1, "percent_above": 100}
    save_rate(form="", outcome="", above_pounds=A_YEAR - 1, **above, by=omar)
    for _again in range(3):
        assert decide(ready(alice, aisha), aisha).state == "review"
    assert {(each.percent, each.above_pounds) for each in QualityDraw.objects.all()} == {(100, A_YEAR - 1)}


def test_exactly_the_amount_is_not_above_it(alice, aisha, omar):
    save_rate(form="", outcome="", percent=100, most_a_month=1, above_pounds=A_YEAR, percent_above=100, by=omar)
    assert [decide(ready(alice, aisha), aisha).state for _ in range(2)] == ["review", "waiting"]
    assert {each.above_pounds for each in QualityDraw.objects.all()} == {None}


def test_deciding_little_first_does_not_spare_what_is_large(alice, aisha, omar):
    save_rate(form="", outcome="", percent=100, most_a_month=1, above_pounds=1000, percent_above=100, by=omar)
    little = replace(AWARD, awards=(replace(AWARD.awards[0], pence=100),), summary="A little.")
    assert decide(ready(alice, aisha), aisha, little).state == "review", "the one of the month"
    claim = ready(alice, aisha)
    small = decide(claim, aisha, little)
    assert small.state == "waiting"
    seed = QualityDraw.objects.get(claim=claim).seed
    recall(**which(small), why="Wrong week.", by=aisha)
    large = decide(claim, aisha)
    assert large.state == "review"
    draw = QualityDraw.objects.get(claim=claim)
    assert (draw.seed, draw.percent, draw.above_pounds, draw.is_drawn) == (seed, 100, 1000, True)
    save_rate(form="", outcome="", percent=1, most_a_month=1, by=omar)
    recall(**which(large), why="Wrong.", by=aisha)
    assert decide(claim, aisha).state == "review", "once drawn it stays"


def test_the_amount_and_how_many_belong_together(omar):
    browser, page = browser_of(omar), reverse("casework:quality_rates")
    half = browser.post(page, {"percent": "5", "most_a_month": "10", "above_pounds": "5000"})
    assert half.status_code == 422
    assert "Fill in both the amount and how many, or neither" in half.content.decode()
    assert 'value="5000"' in half.content.decode()
    both = browser.post(page, {"percent": "5", "most_a_month": "10", "above_pounds": "5000", "percent_above": "50"})
    assert both.status_code == 302
    assert "more than £5,000 a year: 50 of a hundred" in " ".join(browser.get(page).content.decode().split())
    with pytest.raises(IntegrityError), transaction.atomic():
        QualityRate.objects.update(percent_above=None)
