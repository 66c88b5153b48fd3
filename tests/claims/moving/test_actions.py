"""A draft moves when it is next used, by every door; nothing that was given is deleted; what was sent stays."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from claims.actions.answering import AnswerChange, add_row, remove_row, save_answers, start_claim
from claims.actions.sending import ClaimIncomplete, submit_claim
from claims.actions.uploading import add_files
from claims.models import Claim
from claims.moving.actions import FormChanged, open_draft
from claims.moving.readers import answered_by, change_of, claims_by_version, drafts_by_version
from claims.readers import claims as readers
from claims.readers.answer_store import spec_of, stored_answers
from formspec.models import FormVersion
from tests.claims.making import small_draft
from tests.claims.moving.changing import (
    MUST,
    WAITS,
    WORDS,
    in_other_words,
    publish,
    whole_draft,
    with_question,
    without_pet_kind,
)
from tests.claims.sent import photo

PETS = AnswerChange("has_pets", "", "yes", 0)


def now(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def save(claim, by, key="anything_else", raw="More", version=None):
    change = AnswerChange(key, "", raw, 10**6)
    return save_answers(public_id=claim.public_id, changes=[change], by=by, version=version)


def send(**more):
    return submit_claim(for_whom="self", **more)


def test_what_must_apply_reaches_a_draft_when_it_is_opened(alice):
    draft = whole_draft(alice)
    before, given = draft.form_version, stored_answers(draft)
    after = publish(alice, MUST, with_question, without_pet_kind)
    assert now(draft).form_version == before, "publishing touches no draft"
    opened = open_draft(public_id=draft.public_id, by=alice)
    assert (opened.form_version, opened.moved_from) == (after, before)
    assert stored_answers(now(draft)) == given
    assert "who-you-are" not in opened.visited_pages
    assert [problem.question for problem in readers.form_state_of(opened).problems] == ["rent_paid"]
    event = AuditEvent.objects.get(code="claims.draft.moved")
    assert (event.resident, event.detail) == (alice.resident, {"from": 1, "to": 2})
    open_draft(public_id=draft.public_id, by=alice)
    assert AuditEvent.objects.filter(code="claims.draft.moved").count() == 1


def test_what_may_wait_leaves_a_draft_where_it_is(alice):
    draft = whole_draft(alice)
    before = draft.form_version
    publish(alice, WAITS, with_question)
    assert open_draft(public_id=draft.public_id, by=alice).form_version == before
    save(draft, alice)
    sent = send(public_id=draft.public_id, by=alice)
    assert (sent.form_version, sent.moved_from) == (before, None)


def test_where_drafts_go_does_not_hang_on_whether_they_were_opened_between(alice):
    draft = small_draft(alice)
    first = draft.form_version
    second = publish(alice, MUST, with_question)
    third = publish(alice, WAITS, with_question, without_pet_kind)
    words = publish(alice, WORDS, with_question, without_pet_kind, lambda source: source.update(title="Small, or so"))
    goes = {each.pk: each.moves_to_id for each in FormVersion.objects.all()}
    assert goes == {first.pk: second.pk, second.pk: None, third.pk: words.pk, words.pk: None}
    last = publish(alice, MUST, without_pet_kind)
    goes = {each.pk: each.moves_to_id for each in FormVersion.objects.exclude(pk=last.pk)}
    assert {*goes.values()} == {last.pk}


def test_words_alone_reach_drafts_and_ask_nobody_anything(alice):
    draft, sent = whole_draft(alice), whole_draft(alice)
    sent = send(public_id=sent.public_id, by=alice)
    words = publish(alice, WORDS, in_other_words)
    assert (words.number, words.revision) == (1, 2)
    old = draft.form_version_id
    save(draft, alice, version=old)
    moved = now(draft)
    assert (moved.form_version, moved.moved_from) == (words, None)
    assert spec_of(moved).questions["has_pets"]["label"] == "Are there pets at home?"
    assert spec_of(now(sent)).questions["has_pets"]["label"] == "Do you have pets?"
    assert send(public_id=draft.public_id, by=alice, version=old).form_version == words


@pytest.mark.parametrize("says", ["nothing", "the old version"])
def test_every_door_refuses_what_was_typed_on_the_old_version(alice, says):
    draft = whole_draft(alice)
    version = None if says == "nothing" else draft.form_version_id
    row = stored_answers(draft)["pets", ""].raw[0]
    publish(alice, MUST, with_question)
    given = stored_answers(draft)
    place = {"public_id": draft.public_id, "by": alice}
    doors = [
        lambda: save(draft, alice, version=version),
        lambda: add_row(group="pets", version=version, **place),
        lambda: remove_row(group="pets", row=row, version=version, **place),
        lambda: send(version=version, **place),
    ]
    for door in doors:
        with pytest.raises(FormChanged), transaction.atomic():
            door()
    assert stored_answers(draft) == given
    assert now(draft).is_draft


def test_sending_is_refused_until_the_new_question_is_answered(alice):
    draft = whole_draft(alice)
    after = publish(alice, MUST, with_question)
    open_draft(public_id=draft.public_id, by=alice)
    with pytest.raises(ClaimIncomplete) as refused:
        send(public_id=draft.public_id, by=alice, version=after.pk)
    assert [problem.question for problem in refused.value.problems] == ["rent_paid"]
    save(draft, alice, "rent_paid", "yes", version=after.pk)
    sent = send(public_id=draft.public_id, by=alice, version=after.pk)
    assert sent.submission.spec_sha256 == after.sha256


def test_what_is_not_asked_any_more_is_kept_and_not_sent(alice, bob):
    draft = whole_draft(alice)
    assert ("pet_kind", "") in stored_answers(draft)
    after = publish(alice, MUST, without_pet_kind)
    assert answered_by(after.form, ["pet_kind"]) == 1
    assert answered_by(after.form, []) == 0
    start_claim(slug="small-form", language="en-gb", by=bob)
    with CaptureQueriesContext(connection) as asked:
        assert answered_by(after.form, ["pet_kind"], most=1) == 0, "who began last has not"
        assert answered_by(after.form, ["pet_kind"], most=2) == 1
    joined = [each["sql"] for each in asked if "claims_answer" in each["sql"] and "claims_claim" in each["sql"]]
    assert joined == [], "answers and drafts in one query were 11 seconds for 4,000 drafts"
    open_draft(public_id=draft.public_id, by=alice)
    sent = send(public_id=draft.public_id, by=alice, version=after.pk)
    assert "pet_kind" not in sent.submission.answers
    assert ("pet_kind", "") in stored_answers(sent)


def test_what_was_sent_never_moves_whoever_tries(alice):
    sent = send(public_id=whole_draft(alice).public_id, by=alice)
    before = sent.form_version
    after = publish(alice, MUST, with_question)
    assert send(public_id=sent.public_id, by=alice).form_version == before, "sent again, it is the same"
    with pytest.raises(DatabaseError, match="keeps the version"), transaction.atomic():
        Claim.objects.filter(pk=sent.pk).update(form_version=after)
    assert claims_by_version(after.form) == {before.pk: 1}


def test_a_phone_and_a_page_add_files_to_the_version_that_holds(alice):
    upload = {"key": "letter", "label": "A photo of the letter", "type": "file_upload", "required": False}
    draft = small_draft(alice)
    after = publish(alice, MUST, lambda source: with_question(source, upload))
    open_draft(public_id=draft.public_id, by=alice)
    taken = add_files(public_id=draft.public_id, key="letter", uploads=[photo("letter.jpg")], by=alice)
    assert not taken.problems
    publish(alice, MUST)
    with pytest.raises(Http404), transaction.atomic():
        add_files(public_id=draft.public_id, key="letter", uploads=[photo("late.jpg")], by=alice)
    assert now(draft).files.count() == 1
    assert after.form.versions.count() == 3


def test_how_many_are_part_way_on_which_version(alice, bob):
    first, second = small_draft(alice), small_draft(bob)
    after = publish(alice, WAITS, with_question)
    third = small_draft(alice)
    assert drafts_by_version(after.form) == {first.form_version_id: 2, third.form_version_id: 1}
    assert change_of(second) is None


def test_the_first_version_is_what_a_draft_that_moved_twice_is_compared_with(alice):
    draft = small_draft(alice)
    first = draft.form_version
    publish(alice, MUST, with_question)
    open_draft(public_id=draft.public_id, by=alice)
    last = publish(alice, MUST, without_pet_kind)
    moved = open_draft(public_id=draft.public_id, by=alice)
    before, after, effect = change_of(moved)
    assert (before, after, effect.new, effect.gone) == (first, last, [], ["pet_kind"])
