"""Sending at the edges: who may, what is remembered of the person, which status and reference a claim gets."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import json
import uuid

import pytest
from celery import current_app
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Delegation, Resident
from accounts.permissions import Scope
from claims.actions.sending import ALPHABET, ClaimIncomplete, finish_check, new_reference, submit_claim
from claims.models import Claim, ClaimPdf, ClaimStatus, Fact, StatusChange
from claims.presenters.submission import sent_values
from claims.signals import check_finished, claim_submitted
from formspec.actions.publishing import publish_spec
from formspec.rules.compile import compile_form
from notifications.models import Message
from tests.claims.making import SMALL_SOURCE, fill, library_draft, publish_small, small_draft

REACHED_AT = {"email": "maria@example.org", "phone": "07700 900123"}


def asking(*questions: dict) -> dict:
    """The small form with more questions on its first page."""
    source = copy.deepcopy(SMALL_SOURCE)
    section = source["sections"][0]
    section["pages"][0]["questions"] += [question["key"] for question in questions]
    section["questions"][3:3] = [{"label": question["key"], "required": False, **question} for question in questions]
    return compile_form(source, guidance={})


EMAIL = {"key": "email", "type": "email", "fact": "person.email"}
PHONE = {"key": "phone", "type": "phone", "fact": "person.phone"}
SAFE = {"key": "safe", "type": "yes_no", "fact": "person.safe_contact"}
START = {"key": "start", "type": "text", "fact": "claim.backdate_reason"}
UNNAMED = {"key": "number", "type": "nino"}


def sent(by, given: dict | None = None, spec: dict | None = None) -> Claim:
    """A claim of the small form, or of another document in its place, sent."""
    if spec is not None:
        publish_spec(form=publish_small(by).form, spec=spec, by=by)
    draft = fill(small_draft(by), by, {"has_pets": "no"} | (given or {}))
    return submit_claim(public_id=draft.public_id, by=by, for_whom="self")


def helping(alice, bob, *scopes) -> Delegation:
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=alice.resident, helper=bob.user, scopes=scopes, starts_on=today, ends_on=today
    )


# --- who may, and what can be sent ---


def test_what_is_not_there_is_not_sent(alice):
    with pytest.raises(Http404):
        submit_claim(public_id=uuid.uuid4(), by=alice, for_whom="self")


def test_a_check_is_never_sent(alice):
    check = fill(library_draft("check-what-you-can-get", alice), alice)
    with pytest.raises(Http404):
        submit_claim(public_id=check.public_id, by=alice, for_whom="self")
    assert Claim.objects.get().is_draft


@pytest.mark.parametrize(
    ("scopes", "refusal"),
    [([], Http404), ([Scope.SUBMIT_CLAIMS], Http404), ([Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS], PermissionDenied)],
)
def test_who_may_not_send_does_not(alice, bob, scopes, refusal):
    draft = fill(small_draft(alice), alice, {"has_pets": "no"})
    if scopes:
        helping(alice, bob, *scopes)
    with pytest.raises(refusal):
        submit_claim(public_id=draft.public_id, by=bob, for_whom="self")
    assert Claim.objects.get().is_draft


def test_who_may_not_send_is_not_told_either_that_it_was_sent(alice, bob):
    claim = sent(alice)
    with pytest.raises(Http404):
        submit_claim(public_id=claim.public_id, by=bob, for_whom="self")
    assert submit_claim(public_id=claim.public_id, by=alice, for_whom="self") == claim


def test_sending_names_how_many_problems_there_are(alice):
    with pytest.raises(ClaimIncomplete) as raised:
        submit_claim(public_id=small_draft(alice).public_id, by=alice, for_whom="self")
    assert str(raised.value) == f"{len(raised.value.problems)} problems"


# --- reference and status ---


def test_references_are_read_out_in_two_groups_without_letters_that_mislead():
    found = {new_reference("CAL") for _ in range(200)}
    assert len(found) == 200
    for reference in found:
        prefix, first, second = reference.split("-")
        assert (prefix, len(first), len(second)) == ("CAL", 4, 4)
    letters = set("".join(reference[4:] for reference in found)) - {"-"}
    assert letters == set(ALPHABET)
    assert not set("ILOU") & letters


def test_a_sent_claim_gets_the_first_status_of_new_ones(alice, aisha):
    publish_small(alice)
    first = ClaimStatus.objects.get(code="new")
    ClaimStatus.objects.filter(pk=first.pk).update(position=5)
    ClaimStatus.objects.create(code="early", name="Early", stage=ClaimStatus.Stage.IN_PROGRESS, position=0)
    ClaimStatus.objects.create(code="later", name="Later", stage=ClaimStatus.Stage.NEW, position=9)
    claim = sent(alice)
    assert claim.status == first
    change = StatusChange.objects.get(claim=claim)
    assert (change.status, change.message, change.by_label) == (first, first.message, "Alice Ashworth")
    assert change.at == claim.submitted_at == claim.submission.sent_at


# --- what is remembered of the person ---


def test_a_person_is_reached_where_they_said_unless_we_knew_better(alice):
    claim = sent(alice, REACHED_AT, asking(EMAIL, PHONE))
    kept = Resident.objects.get(pk=alice.resident.pk)
    assert kept.email == "alice@example.org", "the address they signed in with"
    assert kept.phone.endswith("7700900123")
    assert claim.resident.phone == kept.phone
    sent(alice, {**REACHED_AT, "phone": "07700 900456"})
    assert Resident.objects.get(pk=alice.resident.pk).phone == kept.phone


def test_an_address_is_taken_where_there_was_none(alice):
    Resident.objects.filter(pk=alice.resident.pk).update(email="")
    alice.resident.refresh_from_db()
    sent(alice, REACHED_AT, asking(EMAIL, PHONE))
    assert Resident.objects.get(pk=alice.resident.pk).email == "maria@example.org"


@pytest.mark.parametrize(("before", "answer", "after"), [(True, "no", False), (False, "yes", True)])
def test_whether_it_is_safe_to_write_applies_at_once(alice, before, answer, after):
    Resident.objects.update(safe_to_contact=before)
    alice.resident.refresh_from_db()
    claim = sent(alice, {"safe": answer}, asking(SAFE))
    assert Resident.objects.get(pk=alice.resident.pk).safe_to_contact is after
    assert claim.resident.safe_to_contact is after


@pytest.mark.parametrize("before", [True, False])
def test_a_form_that_does_not_ask_leaves_it(alice, before):
    Resident.objects.update(safe_to_contact=before)
    alice.resident.refresh_from_db()
    sent(alice)
    assert Resident.objects.get(pk=alice.resident.pk).safe_to_contact is before


def test_only_the_person_who_claims_is_changed(alice, bob):
    born = {"day": "3", "month": "5", "year": "1986"}
    sent(alice, {"dob": born})
    kept = Resident.objects.get(pk=alice.resident.pk)
    assert (kept.name, kept.born_on) == ("Maria Nowak", dt.date(1986, 5, 3))
    assert Resident.objects.get(pk=bob.resident.pk).name == "Bob Birtle"


def test_what_is_asked_fresh_each_time_is_sent_and_not_remembered(alice):
    claim = sent(alice, {"start": "I was ill."}, asking(START))
    assert sent_values(claim)["start"] == "I was ill."
    facts = set(Fact.objects.values_list("fact", flat=True))
    assert "claim.backdate_reason" not in facts
    assert {"person.name", "pets.any"} <= facts


def test_secret_facts_are_encrypted_and_others_are_not(alice):
    claim = sent(alice, {"nino": "AB 12 34 56 C"})
    nino, name = (Fact.objects.get(fact=fact) for fact in ("person.nino", "person.name"))
    assert (nino.value, nino.secret is None) == (None, False)
    assert (name.value is None, name.secret) == (False, None)
    assert (name.claim, name.confirmed_at) == (claim, claim.submitted_at)


def test_a_secret_that_is_no_fact_is_sent_encrypted_all_the_same(alice):
    claim = sent(alice, {"number": "AB 12 34 56 C"}, asking(UNNAMED))
    assert "number" not in claim.submission.answers
    assert sent_values(claim)["number"] == "AB123456C"


def test_the_next_claim_confirms_what_is_known_anew(alice):
    first = sent(alice)
    second = sent(alice, {"name": {"first": "Ada", "last": "Lane"}, "nino": "CE 12 34 56 D"})
    name = Fact.objects.get(fact="person.name")
    assert name.value == {"first": "Ada", "last": "Lane"}
    assert (name.claim, name.confirmed_at) == (second, second.submitted_at)
    assert first.submitted_at < second.submitted_at


def test_without_secrets_no_encrypted_part_is_kept(alice):
    nothing = dict.fromkeys(("name", "sort_code", "account_number", "roll_number"), "")
    claim = sent(alice, {"nino": "", "account": nothing})
    assert sent_values(claim) == claim.submission.answers
    assert claim.submission.secret is None


# --- what is due ---


def test_the_receipt_is_in_the_persons_language_and_names_the_reference(alice):
    Resident.objects.update(language="cy")
    alice.resident.refresh_from_db()
    claim = sent(alice)
    assert ClaimPdf.objects.get(claim=claim).language == "cy"
    contexts = Message.objects.filter(template="claim_submitted").values_list("context", flat=True)
    assert [context["reference"] for context in contexts] == [claim.reference] * 2
    assert [context["form_title"] for context in contexts] == ["A small form"] * 2


def woken_for() -> list[list]:
    """The arguments of each task for a PDF that waits in the queue of documents; all of it is taken out."""
    with current_app.connection_for_read() as connection:
        messages = iter(lambda: connection.default_channel.basic_get("documents", no_ack=True), None)
        return [json.loads(message.body)[0] for message in messages if message.headers["task"].startswith("claims.")]


def test_a_worker_is_woken_for_the_pdf_once_it_is_sent(alice, django_capture_on_commit_callbacks):
    draft = fill(small_draft(alice), alice, {"has_pets": "no"})
    woken_for()
    with django_capture_on_commit_callbacks(execute=True):
        submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
        assert woken_for() == []
    assert woken_for() == [[alice.council.pk, str(ClaimPdf.objects.get().public_id)]]


def test_the_trail_names_the_claim_by_its_reference(alice):
    claim = sent(alice)
    event = AuditEvent.objects.get(code="claims.claim.submitted")
    assert (event.subject, event.delegation) == (claim.reference, None)


# --- what apps above hear ---


@contextlib.contextmanager
def listening(signal):
    """The (claim, by) of each time that the signal is sent in the block."""
    heard = []

    def hear(sender, claim, by, **more):
        heard.append((claim, by))

    signal.connect(hear)
    try:
        yield heard
    finally:
        signal.disconnect(hear)


def test_apps_above_hear_once_of_a_claim_that_was_sent(alice):
    with listening(claim_submitted) as heard:
        with pytest.raises(ClaimIncomplete):
            submit_claim(public_id=small_draft(alice).public_id, by=alice, for_whom="self")
        claim = sent(alice)
        submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    assert heard == [(claim, alice)]


def test_apps_above_hear_of_a_check_that_is_finished_and_of_nothing_else(alice, bob):
    check, draft = library_draft("check-what-you-can-get", alice), small_draft(alice)
    with listening(check_finished) as heard:
        for public_id, by in ((draft.public_id, alice), (check.public_id, bob)):
            with pytest.raises(Http404):
                finish_check(public_id=public_id, by=by)
        assert finish_check(public_id=check.public_id, by=alice) == check
    assert heard == [(check, alice)]
    assert Claim.objects.get(pk=check.pk).is_draft
