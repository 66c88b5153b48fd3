"""Sending: once, all of it or nothing, never changed afterwards, and nothing secret left in the clear."""

from __future__ import annotations

import copy
import io
import re

import pypdf
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from accounts.actors import system_actor
from accounts.models import AuditEvent, Council, Resident
from claims.actions.answering import AnswerChange, save_answers
from claims.actions.sending import ClaimIncomplete, submit_claim
from claims.models import Answer, Claim, ClaimPdf, Fact, StatusChange, Submission
from claims.presenters.submission import sent_values
from claims.readers.answer_store import spec_of, stored_answers
from core.tenancy import council_scope
from formspec.actions.publishing import publish_spec
from formspec.models import FormVersion
from formspec.rules.compile import compile_form
from notifications.actions import send_due_messages
from notifications.models import Message
from notifications.readers import mailbox
from tests.claims.browsing import address, autosave
from tests.claims.making import SMALL_SOURCE, fill, publish_small, small_draft
from tests.claims.sent import photo
from tests.claims.sent import sent_claim as sent_full
from tests.drawing import draw
from tests.parallel import in_parallel
from tests.people import browser_of, make_resident

NINO, ACCOUNT = "AB123456C", "63748472"
SECRETS = {
    "nino": "AB 12 34 56 C",
    "account": {"name": "M Nowak", "sort_code": "20-29-59", "account_number": ACCOUNT, "roll_number": ""},
}


@pytest.fixture(autouse=True)
def empty_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


@pytest.fixture
def draft(alice):
    return fill(small_draft(alice), alice, {"has_pets": "no"} | SECRETS)


def everything_due(claim: Claim) -> dict[str, int]:
    """How many rows sending has left, by kind."""
    return {
        "submission": Submission.objects.filter(claim=claim).count(),
        "facts": Fact.objects.filter(claim=claim).count(),
        "document": ClaimPdf.objects.filter(claim=claim, state=ClaimPdf.State.DUE).count(),
        "e-mail": Message.objects.filter(template="claim_submitted", channel="email").count(),
        "in the account": Message.objects.filter(template="claim_submitted", channel="in_app").count(),
        "status": StatusChange.objects.filter(claim=claim).count(),
        "audit": AuditEvent.objects.filter(code="claims.claim.submitted").count(),
    }


# --- Once, and all of it ----------------------------------------------------------------------------------


def test_sending_leaves_everything_that_is_owed(draft, alice):
    claim = submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    assert re.fullmatch(r"CAL-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", claim.reference)
    assert (claim.status.code, claim.is_draft) == ("new", False)
    due_work = everything_due(claim)
    assert due_work.pop("facts") >= 4
    assert set(due_work.values()) == {1}, due_work
    assert claim.submission.spec_sha256 == claim.form_version.sha256
    assert claim.submission.sent_by == alice.user
    event = AuditEvent.objects.get(code="claims.claim.submitted")
    assert (event.subject, event.resident, event.actor) == (claim.reference, alice.resident, alice.user)
    alice.resident.refresh_from_db()
    assert alice.resident.name == "Maria Nowak"


def test_when_one_part_cannot_be_written_nothing_is(draft, alice):
    before = Resident.objects.get(pk=alice.resident.pk)
    ClaimPdf.objects.create(claim=draft, due_at="2020-01-01T00:00Z", state=ClaimPdf.State.FAILED)
    with pytest.raises(IntegrityError):
        submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    assert set(everything_due(draft).values()) == {0}
    draft.refresh_from_db()
    assert (draft.reference, draft.status, draft.submitted_at) == (None, None, None)
    after = Resident.objects.get(pk=alice.resident.pk)
    assert (after.name, after.born_on) == (before.name, before.born_on)


def test_an_incomplete_claim_is_not_sent_and_loses_nothing(alice):
    claim = small_draft(alice)
    save_answers(public_id=claim.public_id, changes=[AnswerChange("dob", "", {"day": "31", "month": "2"}, 0)], by=alice)
    with pytest.raises(ClaimIncomplete) as raised:
        submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    assert {problem.question for problem in raised.value.problems} == {"name", "dob", "has_pets"}
    assert stored_answers(claim)["dob", ""].raw == {"day": "31", "month": "2", "year": ""}
    assert set(everything_due(claim).values()) == {0}


def test_the_page_says_what_is_missing_and_leads_there(alice):
    claim = small_draft(alice)
    response = browser_of(alice).post(reverse("claims:submit", args=[claim.public_id]), {"for_whom": "self"})
    assert response.status_code == 422
    assert "The form was not sent. Everything you typed is saved." in response.content.decode()
    assert f'href="{address(claim, "who-you-are")}?back=check"' in response.content.decode()


def test_hidden_answers_stay_in_the_draft_and_are_not_sent(alice):
    claim = fill(small_draft(alice), alice, {"has_pets": "yes", "pet_kind": "A secret snake"})
    revision = stored_answers(claim)["has_pets", ""].revision
    save_answers(public_id=claim.public_id, changes=[AnswerChange("has_pets", "", "no", revision)], by=alice)
    claim = submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    assert "pet_kind" not in sent_values(claim)
    assert "pets" not in sent_values(claim)
    assert not Fact.objects.filter(fact__in=["pets.kind", "pets.each"]).exists()
    assert Answer.objects.get(claim=claim, key="pet_kind").value == "A secret snake"
    assert "snake" not in str(claim.submission.answers)


# --- Twenty at once ---------------------------------------------------------------------------------------


@pytest.fixture
def at_rest(transactional_db):
    """A council, a resident and their complete draft, where other threads can see them."""
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    alice = make_resident(council, "Alice", "alice@example.org")
    with council_scope(council.pk):
        return alice, fill(small_draft(alice), alice, {"has_pets": "no"})


def test_twenty_parallel_sends_give_one_claim_and_one_answer(at_rest):
    alice, draft = at_rest

    def send(number):
        with council_scope(alice.council.pk):
            return submit_claim(public_id=draft.public_id, by=alice, for_whom="self").reference

    references = in_parallel(20, send)
    assert len(set(references)) == 1, references
    assert re.fullmatch(r"CCC-\w{4}-\w{4}", references[0])
    with council_scope(alice.council.pk):
        due_work = everything_due(draft)
        assert due_work.pop("facts") == Fact.objects.count()
        assert set(due_work.values()) == {1}, due_work


def test_a_double_click_gets_the_same_receipt_twice(at_rest):
    alice, draft = at_rest
    browsers = [browser_of(alice) for _ in range(2)]
    browsers[1].client.cookies = browsers[0].client.cookies
    where = reverse("claims:submit", args=[draft.public_id])
    first, second = in_parallel(2, lambda number: browsers[number].post(where, {"for_whom": "self"}))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"] == reverse("claims:sent", args=[draft.public_id])
    with council_scope(alice.council.pk):
        assert Submission.objects.count() == 1


def test_after_a_lost_answer_sending_again_shows_the_receipt(draft, alice):
    browser, where = browser_of(alice), reverse("claims:submit", args=[draft.public_id])
    browser.post(where, {"for_whom": "self"})
    reference = Claim.objects.get(pk=draft.pk).reference
    again = browser.post(where, follow=True)
    assert again.status_code == 200
    assert reference in again.content.decode()
    assert Submission.objects.count() == 1


# --- Never changed afterwards -----------------------------------------------------------------------------


def test_what_was_sent_cannot_be_changed_through_any_page(alice):
    claim = sent_full(alice)
    browser, row = browser_of(alice), stored_answers(claim)["pets", ""].raw[0]
    spec = spec_of(claim)
    before = {place: answer.raw for place, answer in stored_answers(claim).items()}
    page, pets = spec.page_of["name"], spec.page_of["pets"]
    attempts = [
        browser.post(address(claim, page), {"_base-name": "99", "name-first": "Mallory", "name-last": "M"}),
        browser.post(address(claim, pets), {"_add": "1"}),
        browser.post(address(claim, pets), {"_remove": row}),
        browser.post(address(claim, pets, row), {"_base-pet_name": "99", "pet_name": "Max"}),
        autosave(browser, claim, {"question": "story", "raw": "more", "base": 0}),
        browser.post(reverse("claims:add_file", args=[claim.public_id, "photo"]), {"photo": photo()}),
        browser.post(reverse("claims:save_for_later", args=[claim.public_id]), {"contact": "a@example.org"}),
    ]
    assert [response.status_code for response in attempts] == [302, 302, 302, 302, 404, 404, 302]
    receipt = reverse("claims:sent", args=[claim.public_id])
    assert {response["Location"] for response in attempts if response.status_code == 302} == {receipt}
    assert "This was sent on" in browser.get(receipt).content.decode()
    assert {place: answer.raw for place, answer in stored_answers(claim).items()} == before
    assert claim.files.count() == 0


def refused(sql: str, *parameters) -> bool:
    """The database refuses this to the role that the web connects as."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            assert cursor.rowcount, "no row was even found"
    except DatabaseError:
        return True
    return False


def test_the_database_refuses_to_change_a_submission(draft, alice):
    submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    assert refused("UPDATE claims_submission SET answers = '{}'")
    assert refused("UPDATE claims_submission SET sent_at = now() - interval '1 year'")


def test_the_database_refuses_to_change_a_published_version(draft):
    version = draft.form_version_id
    assert refused("""UPDATE formspec_formversion SET document = '{"title": "Other"}' WHERE id = %s""", version)
    assert refused("UPDATE formspec_formversion SET state = 'draft' WHERE id = %s", version)
    assert refused("UPDATE formspec_formversion SET number = 7 WHERE id = %s", version)
    assert refused("DELETE FROM formspec_formversion WHERE id = %s", version)
    assert not refused("UPDATE formspec_formversion SET state = 'retired' WHERE id = %s", version)
    assert refused("UPDATE formspec_formversion SET state = 'published' WHERE id = %s", version)


def reworded(words: str) -> dict:
    source = copy.deepcopy(SMALL_SOURCE)
    source["sections"][0]["questions"][0]["label"] = words
    return compile_form(source, guidance={})


@pytest.mark.slow
def test_a_claim_keeps_the_version_it_began_on(draft, alice, aisha, omar):
    old, new = "Your full name", "Your name as on your passport"
    published = publish_spec(form=draft.form_version.form, spec=reworded(new), by=omar)
    assert published.number == 2
    assert FormVersion.objects.get(pk=draft.form_version_id).state == FormVersion.State.RETIRED
    browser = browser_of(alice)
    for where in (address(draft, "who-you-are"), reverse("claims:check_answers", args=[draft.public_id])):
        page = browser.get(where).content.decode()
        assert old in page
        assert new not in page
    claim = submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    assert claim.submission.spec_sha256 != published.sha256
    desk = browser_of(aisha).get(reverse("casework:staff_claim", args=[claim.reference])).content.decode()
    draw(claim.pdf)
    claim.pdf.refresh_from_db()
    pdf = pypdf.PdfReader(io.BytesIO(claim.pdf.content))
    printed = " ".join(page.extract_text() for page in pdf.pages)
    for text in (desk, printed):
        assert old in text
        assert new not in text
    assert spec_of(small_draft(alice)).questions["name"]["label"] == new


# --- Safe to contact --------------------------------------------------------------------------------------


def asking_whether_safe() -> dict:
    source = copy.deepcopy(SMALL_SOURCE)
    source["sections"][0]["pages"][0]["questions"].append("safe")
    question = {
        "key": "safe", "label": "Is it safe to contact you?", "type": "yes_no", "fact": "person.safe_contact",
        "required": True,
    }  # fmt: skip
    source["sections"][0]["questions"].insert(3, question)
    return compile_form(source, guidance={})


def test_not_safe_to_contact_stops_every_message_at_once(alice, omar):
    earlier = fill(small_draft(alice), alice, {"has_pets": "no"})
    publish_spec(form=earlier.form_version.form, spec=asking_whether_safe(), by=omar)
    submit_claim(public_id=earlier.public_id, by=alice, for_whom="self")
    assert Message.objects.filter(channel="email", state=Message.State.DUE).count() == 1, "waits to be sent"
    submit_claim(
        public_id=fill(small_draft(alice), alice, {"safe": "no", "has_pets": "no"}).public_id, by=alice, for_whom="self"
    )
    send_due_messages(limit=10, by=system_actor(alice.council, "messages"))
    assert mailbox() == []
    states = dict(Message.objects.filter(template="claim_submitted").values_list("channel", "state"))
    assert states == {"email": Message.State.FAILED, "in_app": Message.State.SENT}


def test_it_stops_them_before_the_form_that_says_so_is_sent(alice, omar):
    earlier = fill(small_draft(alice), alice, {"has_pets": "no"})
    publish_spec(form=earlier.form_version.form, spec=asking_whether_safe(), by=omar)
    submit_claim(public_id=earlier.public_id, by=alice, for_whom="self")
    draft = fill(small_draft(alice), alice, {"safe": "no", "has_pets": "no"})
    send_due_messages(limit=10, by=system_actor(alice.council, "messages"))
    assert mailbox() == []
    submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    assert not Resident.objects.get(pk=alice.resident.pk).safe_to_contact


# --- Secrets ----------------------------------------------------------------------------------------------


def test_secrets_are_not_in_the_clear_in_any_table(draft, alice):
    claim = submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    assert sent_values(claim)["nino"] == NINO, "they were sent"
    assert sent_values(claim)["account"]["account_number"] == ACCOUNT
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            for secret in (NINO, "AB 12 34 56 C", "123456C", ACCOUNT, "202959", "20-29-59"):
                cursor.execute(f'SELECT count(*) FROM "{table}" AS r WHERE r::text LIKE %s', [f"%{secret}%"])
                assert cursor.fetchone() == (0,), f"{secret} in {table}"


def test_secrets_in_the_rows_of_a_group_are_not_in_the_clear(alice):
    source = copy.deepcopy(SMALL_SOURCE)
    group = source["sections"][0]["questions"][5]
    group["fields"].append({"key": "pet_nino", "label": "Its number", "type": "nino", "required": True})
    publish_small(alice)
    draft = small_draft(alice)
    publish_spec(form=draft.form_version.form, spec=compile_form(source, guidance={}), by=alice)
    claim = fill(small_draft(alice), alice, {"has_pets": "yes", "pet_kind": "Dogs"})
    claim = submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    assert sent_values(claim)["pets"][0]["pet_nino"] == NINO
    assert "pets" not in claim.submission.answers
    assert NINO not in str(list(Fact.objects.values_list("value", flat=True)))
    page = browser_of(alice).get(reverse("claims:sent", args=[claim.public_id])).content.decode()
    assert NINO not in page
