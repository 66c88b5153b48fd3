"""A claim arrives once, whatever the other side does first, and counts as accepted only when that side says so."""

import datetime as dt
import hashlib
import hmac
import json
import logging

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from accounts.models import AuditEvent
from casework.deciding.actions.deciding import HandedOver, reopen
from casework.deciding.rules.gates import Proposal
from casework.handover.actions import delivering
from casework.handover.actions.destinations import change_destination
from casework.handover.actions.queueing import leave_delivery, send_again
from casework.handover.readers.claim_schema import claim_schema
from casework.handover.readers.payload import claim_document
from casework.handover.rules import webhook
from casework.handover.tasks import deliver_due
from casework.models import Decision, Delivery, Destination
from tests.casework.deciding.cases import again, checked_claim, decide, let_it_go, pass_all
from tests.casework.deciding.test_decisions import which
from tests.casework.handover.receiver import accept, body_of, destination_at, pass_time, work
from tests.claims.sent import ACCOUNT, NINO, sent_claim
from tests.estimates.external.standin import answer, closed_port, hang, reset, standing_in
from tests.people import browser_of

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


@pytest.fixture
def office():
    with standing_in() as found:
        yield found


def only() -> Delivery:
    return Delivery.objects.get()


def decided(alice, aisha) -> Decision:
    """A claim with an award, whose letter went."""
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    assert let_it_go(decision)
    return decision


def outcomes(delivery: Delivery) -> list[str]:
    return [each.outcome for each in delivery.tries.all()]


def test_a_claim_is_due_when_it_is_sent_and_accepted_when_the_other_side_says_so(office, alice, omar, calderbrook):
    _destination, secret = destination_at(office.address, omar)
    claim = sent_claim(alice)
    assert (only().state, only().claim_id) == ("due", claim.pk)
    office.script = [accept("HB/4711")]
    work(calderbrook)
    assert (only().state, only().external_id, only().error) == ("accepted", "HB/4711", "")
    request = office.requests[0]
    said = dict(part.split("=", 1) for part in request.headers["betteroff-signature"].split(","))
    signed = f"{said['t']}.".encode() + request.body
    assert said["v1"] == hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    body = body_of(request)
    assert (body["key"], body["event"]) == (str(only().public_id), "claim.sent")
    assert request.headers["idempotency-key"] == body["key"]
    assert body["claim"]["reference"] == claim.reference
    check = Draft202012Validator(claim_schema(), format_checker=FormatChecker())
    assert list(check.iter_errors(body)) == []
    assert list(check.iter_errors(body | {"papers": [{"name": "Payslip"}]})) != []


def test_forms_that_were_not_chosen_and_destinations_that_are_off_get_nothing(office, alice, omar):
    destination_at(office.address, omar, "Other forms", forms=["blue-badge"])
    found, _secret = destination_at(office.address, omar, "Off")
    change_destination(
        public_id=found.public_id, name="Off", url=found.url, forms=found.forms, on_decision=False, with_hidden=False,
        is_active=False, by=omar,
    )  # fmt: skip
    sent_claim(alice)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        (answer(200, {"status": "ok"}), "not_acked"),
        (answer(200, b"<h1>Thank you</h1>", content_type="text/html"), "not_acked"),
        (answer(200, {"acknowledged": "another"}), "not_acked"),
        (answer(204, b""), "not_acked"),
        (answer(302, b"", Location="https://elsewhere.example/"), "error"),
        (answer(503, b"away"), "error"),
        (answer(429, b"slower"), "error"),
        (reset, "no_conn"),
        (hang, "timed_out"),
    ],
)
def test_whatever_is_no_yes_is_tried_again(office, alice, omar, calderbrook, behaviour, outcome):
    destination_at(office.address, omar)
    sent_claim(alice)
    office.script = [behaviour, accept()]
    work(calderbrook)
    assert (only().state, only().error, outcomes(only())) == ("due", outcome, [outcome])
    pass_time(MINUTE)
    work(calderbrook)
    assert (only().state, outcomes(only())) == ("accepted", [outcome, "accepted"])
    keys = {request.headers["idempotency-key"] for request in office.requests}
    assert keys == {str(only().public_id)}


def test_one_that_is_refused_is_not_tried_again_until_somebody_asks(office, alice, omar, calderbrook):
    destination_at(office.address, omar)
    claim = sent_claim(alice)
    office.script = [answer(422, {"error": "unknown form"}), accept()]
    work(calderbrook)
    pass_time(HOUR)
    work(calderbrook)
    assert (only().state, outcomes(only())) == ("refused", ["refused"])
    send_again(reference=claim.reference, public_id=only().public_id, by=omar)
    work(calderbrook)
    assert (only().state, outcomes(only())) == ("accepted", ["refused", "again", "accepted"])
    assert only().tries.get(outcome="again").by_label == omar.label


@pytest.mark.slow
def test_down_for_two_hours_it_is_delivered_once_and_the_other_destination_is_not_held_up(
    office, alice, omar, calderbrook
):
    away, _secret = destination_at(closed_port(), omar, "Away")
    destination_at(office.address, omar, "There")
    office.script = [accept("there"), accept("first"), accept("twice")]
    claim = sent_claim(alice)
    for _minute in range(120):
        work(calderbrook)
        pass_time(MINUTE)
    assert Delivery.objects.get(destination__name="There").state == "accepted"
    stuck = Delivery.objects.get(destination=away)
    assert (stuck.state, len(office.requests)) == ("due", 1)
    # It waits longer each time, and not longer than half an hour.
    assert 6 <= stuck.tries.count() <= 12
    Destination.objects.filter(pk=away.pk).update(url=f"{office.address}/claims")
    pass_time(webhook.LONGEST_WAIT)
    for _minute in range(30):
        work(calderbrook)
        pass_time(MINUTE)
    done = Delivery.objects.get(destination=away)
    assert (done.state, done.external_id, len(office.requests)) == ("accepted", "first", 2)
    # Sent again by hand, what has arrived stays as it is.
    send_again(reference=claim.reference, public_id=done.public_id, by=omar)
    work(calderbrook)
    assert (len(office.requests), outcomes(done)[-1]) == (2, "accepted")


def test_while_a_destination_hangs_its_other_claims_wait_without_being_tried(office, alice, omar, calderbrook):
    destination, _secret = destination_at(office.address, omar)
    first = sent_claim(alice)
    office.script = [hang, accept(), accept()]
    work(calderbrook)
    second = sent_claim(alice)
    work(calderbrook)
    assert len(office.requests) == 1
    waiting = Delivery.objects.get(claim=second)
    assert (waiting.attempts, waiting.tries.count()) == (0, 0)
    pass_time(MINUTE)
    work(calderbrook)
    assert {each.state for each in Delivery.objects.all()} == {"accepted"}
    assert Destination.objects.get(pk=destination.pk).failures == 0
    assert Delivery.objects.get(claim=first).tries.count() == 2


@pytest.mark.slow
def test_after_a_day_in_vain_it_stops_and_says_so(alice, omar, calderbrook):
    destination_at(closed_port(), omar)
    sent_claim(alice)
    for _half_hour in range(webhook.TRIES):
        work(calderbrook)
        pass_time(webhook.LONGEST_WAIT)
    assert (only().state, only().error, only().tries.count()) == ("failed", "no_conn", webhook.TRIES)


def test_a_network_of_our_own_is_never_asked(office, alice, omar, calderbrook):
    destination_at(office.address, omar)
    sent_claim(alice)
    deliver_due()
    assert (office.requests, outcomes(only())) == ([], ["no_conn"])


def test_hidden_answers_go_along_only_where_the_council_says_so_and_the_trail_says_it(office, alice, omar, calderbrook):
    destination_at(office.address, omar, "Masked")
    destination_at(office.address, omar, "Whole", with_hidden=True)
    office.script = [accept(), accept()]
    sent_claim(alice)
    work(calderbrook)
    by_name = {
        each.destination.name: next(
            request.body.decode() for request in office.requests if body_of(request)["key"] == str(each.public_id)
        )
        for each in Delivery.objects.select_related("destination")
    }
    assert NINO not in by_name["Masked"]
    assert ACCOUNT not in by_name["Masked"]
    assert NINO in by_name["Whole"]
    assert ACCOUNT in by_name["Whole"]
    given = AuditEvent.objects.filter(code="claims.handover.given", resident=alice.resident)
    assert sorted(event.detail["hidden"] for event in given) == [False, True]
    read = browser_of(alice).get("/account/who-has-seen-my-information/").content.decode()
    assert "council’s own system “Whole”" in read
    assert "With the answers that our pages hide, in full" in read


def test_a_decision_goes_where_it_is_wanted_with_its_outcome(office, alice, aisha, omar, calderbrook):
    destination_at(office.address, omar, "Both", on_decision=True)
    destination_at(office.address, omar, "Sent only")
    claim = sent_claim(alice)
    let_it_go(decide(claim, aisha, Proposal("withdrawn")))
    told = Delivery.objects.get(event="claim.decided")
    assert told.destination.name == "Both"
    office.script = [accept(), accept(), accept()]
    work(calderbrook)
    body = next(body_of(request) for request in office.requests if body_of(request)["key"] == str(told.public_id))
    assert list(Draft202012Validator(claim_schema()).iter_errors(body)) == []
    assert (body["event"], body["decision"]["outcome"]) == ("claim.decided", "withdrawn")


def test_after_the_hand_over_a_decision_is_not_opened_again_and_the_page_says_how_to_go_on(
    office, alice, aisha, omar, calderbrook
):
    destination_at(office.address, omar, "Benefits system", on_decision=True)
    decision, browser = decided(alice, aisha), browser_of(aisha)
    page = f"/staff/claims/{decision.claim.reference}/decisions/{decision.public_id}/"
    assert 'name="reopen"' in browser.get(page).content.decode()
    office.script = [accept(), accept()]
    work(calderbrook)
    assert Delivery.objects.get(decision=decision).state == "accepted"
    typed = {"version": again(decision).version, "why": "A payslip came late", "reopen": "1"}
    answer = browser.post(page, typed)
    text = answer.content.decode()
    assert (answer.status_code, again(decision).state) == (409, "sent")
    for said in ("Benefits system has this decision since", "a change follows it", "A payslip came late", "/review/"):
        assert said in text
    assert 'name="reopen"' not in text
    with pytest.raises(HandedOver):
        reopen(**which(decision), why="By another way", by=aisha)


def test_a_decision_that_was_opened_again_before_it_was_handed_over_does_not_go(
    office, alice, aisha, omar, calderbrook
):
    destination_at(office.address, omar, on_decision=True)
    decision = decided(alice, aisha)
    reopen(**which(decision), why="A payslip came.", by=aisha)
    office.script = [accept(), accept()]
    work(calderbrook)
    told = Delivery.objects.get(decision=decision)
    assert (told.state, told.error) == ("failed", delivering.UNDONE)
    assert [body_of(request)["event"] for request in office.requests] == ["claim.sent"]
    second = decide(decision.claim, aisha)
    let_it_go(second)
    work(calderbrook)
    assert Delivery.objects.get(decision=second).state == "accepted"


def test_nothing_is_left_twice(office, alice, omar):
    destination, _secret = destination_at(office.address, omar)
    claim = sent_claim(alice)
    assert leave_delivery(claim=claim, destination=destination) == only()


def test_nothing_of_the_claim_or_of_the_answer_is_in_the_logs(office, alice, omar, calderbrook, caplog):
    caplog.set_level(logging.DEBUG)
    _destination, secret = destination_at(office.address, omar, with_hidden=True)
    office.script = [answer(500, b"canary-of-the-office"), reset, accept("canary-of-the-office")]
    claim = sent_claim(alice)
    for _try in range(3):
        work(calderbrook)
        pass_time(HOUR)
    assert only().state == "accepted"
    document = json.dumps(claim_document(claim, decision=None, with_hidden=True))
    assert NINO in document
    for canary in (NINO, ACCOUNT, "Gŵyneth", secret, "canary-of-the-office"):
        assert canary not in caplog.text
