"""The claimant looks through what is held: nothing has changed, or a change is told; reminded twice, never stopped."""

from __future__ import annotations

import html
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actors import system_actor
from accounts.models import AuditEvent
from claims.actions.answering import start_claim
from claims.actions.sending import submit_claim
from claims.changing.actions import start_change
from claims.models import AwardReview, Claim
from claims.readers.following import CHANGE
from claims.reviewing import actions
from claims.reviewing.tasks import remind_of_reviews
from claims.withdrawing.actions import withdraw
from formspec.actions.publishing import import_form, publish_spec
from formspec.models import Form
from formspec.rules.compile import compile_form
from notifications.models import Message
from tests.claims.making import fill
from tests.claims.reviewing.reviewed import WHY, awarded_claim, in_days, review
from tests.claims.sent import ACCOUNT, NINO
from tests.people import browser_of
from tests.statements import as_written

RIGHT = {"section-you": "right", "section-home": "right", "based_on": 0, "declared": "on"}
BUDGET_GET = 9


@pytest.fixture
def claim(alice, aisha) -> Claim:
    return awarded_claim(alice, aisha)


def page_of(claim: Claim) -> str:
    return reverse("claims:review", args=[claim.public_id])


def text_of(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def queries_of(call) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len([each for each in captured if "SAVEPOINT" not in each["sql"]])


def reminders() -> int:
    return Message.objects.filter(template="review_reminder", channel="in_app").count()


@pytest.mark.slow
def test_what_is_held_is_shown_masked_and_that_nothing_has_changed_is_kept(alice, aisha, claim):
    browser = browser_of(alice)
    assert browser.get(page_of(claim)).status_code == 404, "nobody asked yet"
    review(claim, aisha)
    assert Message.objects.filter(template="review_asked").exists()
    assert page_of(claim) in text_of(browser.get(reverse("claims:sent", args=[claim.public_id])))
    page = text_of(browser.get(page_of(claim)))
    assert all(words in page for words in (WHY, "Gŵyneth Tŷ-Ŵyn", "Rex", "Mog", "You have done nothing wrong"))
    assert not any(secret in page for secret in (NINO, ACCOUNT))
    assert "Is “Your home” still right?" in page
    assert "section-declare" not in page, "nobody is asked whether a declaration is still right"
    assert queries_of(lambda: browser.get(page_of(claim))) <= BUDGET_GET
    nothing = browser.post(page_of(claim), {"based_on": 0, "section-home": "right"})
    assert nothing.status_code == 422
    assert "Say whether “About you” is still right" in text_of(nothing)
    undeclared = browser.post(page_of(claim), {name: value for name, value in RIGHT.items() if name != "declared"})
    assert "Tick the box to say that nothing has changed" in text_of(undeclared)
    browser.post(page_of(claim), RIGHT)
    made = AwardReview.objects.get()
    assert (made.outcome, made.answers_number, made.by_officer) == ("unchanged", 0, False)
    assert made.declared.startswith("I have looked through what you hold")
    claim.refresh_from_db()
    assert claim.review_until is None
    assert made.declared in text_of(browser.get(page_of(claim)))
    trail = AuditEvent.objects.filter(code__startswith="claims.review.").order_by("pk")
    assert [each.code for each in trail] == ["claims.review.asked", "claims.review.unchanged"]


@pytest.mark.slow
def test_where_something_has_changed_the_change_is_told_and_answers_the_review(alice, aisha, claim):
    import_form(slug=CHANGE, by=alice)
    review(claim, aisha)
    browser = browser_of(alice)
    answer = browser.post(page_of(claim), {"section-you": "right", "section-home": "changed", "based_on": 0})
    draft = Claim.objects.get(follows=claim)
    assert str(draft.public_id) in answer["Location"]
    assert "You said that something has changed in: Your home." in text_of(browser.get(answer["Location"]))
    waiting = AwardReview.objects.get()
    assert (waiting.outcome, waiting.changed_sections) == ("open", ["home"])
    assert "We wait for you to tell us what." in text_of(browser.get(page_of(claim)))
    browser.post(page_of(claim), {"section-you": "right", "section-home": "changed", "based_on": 0})
    assert Claim.objects.filter(follows=claim).count() == 1
    fill(draft, alice, {"changes": ["name"], "new_name": {"first": "Gwen", "last": "Lloyd"}})
    change = submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    ended = AwardReview.objects.get()
    assert (ended.outcome, ended.change_id) == ("changed", change.pk)
    assert change.reference in text_of(browser.get(page_of(claim)))
    assert browser.post(page_of(claim), RIGHT).status_code == 409


def test_where_the_council_takes_no_changes_they_are_asked_to_write(alice, aisha, claim):
    review(claim, aisha)
    browser = browser_of(alice)
    browser.post(page_of(claim), {"section-you": "changed", "section-home": "right", "based_on": 0})
    page = text_of(browser.get(page_of(claim)))
    assert "Please write to us what has changed." in page
    assert AwardReview.objects.get().changed_sections == ["you"]


def test_answers_that_were_corrected_meanwhile_are_shown_again_first(alice, aisha, claim):
    review(claim, aisha)
    Claim.objects.filter(pk=claim.pk).update(corrected=1)
    with pytest.raises(actions.AnswersMoved):
        actions.confirm_unchanged(public_id=claim.public_id, declared="Right.", based_on=0, by=alice)
    assert AwardReview.objects.get().is_open


def test_only_the_claimant_answers_and_one_review_is_open_at_a_time(alice, bob, aisha, claim):
    made = review(claim, aisha)
    for actor in (bob, aisha):
        with pytest.raises(Http404):
            actions.confirm_unchanged(public_id=claim.public_id, declared="Right.", based_on=0, by=actor)
    assert browser_of(bob).get(page_of(claim)).status_code == 404
    again = {"claim": claim, "because": WHY, "last_day": in_days(20), "asked_by": aisha.user, "asked_at": made.asked_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardReview.objects.create(public_id=uuid.uuid4(), **again)


def test_each_reminder_goes_once_and_none_after_the_answer(alice, aisha, claim):
    made = review(claim, aisha)
    by = system_actor(aisha.council, "messages")

    def on(days: int) -> int:
        """Its last day is so many days from today, and a worker looks twice."""
        last = in_days(days)
        AwardReview.objects.update(last_day=last)
        AwardReview.objects.exclude(remind_on=None).update(remind_on=in_days(0))
        Claim.objects.filter(pk=claim.pk).update(review_until=last)
        return actions.remind_of_reviews(by=by) + actions.remind_of_reviews(by=by)

    assert actions.remind_of_reviews(by=by) == 0, "not before its day"
    assert (on(7), reminders()) == (1, 1)
    made.refresh_from_db()
    assert made.remind_on == in_days(6)
    assert (on(1), reminders()) == (1, 2)
    assert (on(-1), reminders()) == (0, 2), "both have gone"
    made.refresh_from_db()
    assert made.is_open, "nothing stops by itself"
    assert "That day has passed. You can still answer here." in text_of(browser_of(alice).get(page_of(claim)))
    AwardReview.objects.update(remind_on=in_days(0))
    claim.refresh_from_db()
    actions.confirm_unchanged(public_id=claim.public_id, declared="Right.", based_on=0, by=alice)
    assert (actions.remind_of_reviews(by=by), reminders()) == (0, 2)


def test_a_worker_reminds_in_every_council(alice, aisha, claim):
    review(claim, aisha)
    AwardReview.objects.update(remind_on=in_days(0))
    remind_of_reviews()
    assert reminders() == 1


def test_whoever_must_not_be_contacted_reads_it_in_the_account_only(alice, aisha, claim):
    alice.resident.safe_to_contact = False
    alice.resident.save()
    review(claim, aisha)
    assert set(Message.objects.filter(template="review_asked").values_list("channel", flat=True)) == {"in_app"}


def test_a_claim_that_is_withdrawn_is_not_reviewed_any_more(alice, aisha, claim):
    review(claim, aisha)
    claim.status = claim.status.__class__.objects.get(code="new")
    claim.save()
    claim.decisions.update(state="reopened", undone_why="It was wrong.")
    withdraw(claim, because="", by=alice)
    assert AwardReview.objects.get().outcome == "withdrawn"
    assert "Your claim was withdrawn" in text_of(browser_of(alice).get(page_of(claim)))


def test_a_change_told_without_the_review_answers_it_too(alice, aisha, claim):
    import_form(slug=CHANGE, by=alice)
    review(claim, aisha)
    change = start_change(public_id=claim.public_id, language="en-gb", by=alice)
    change.submitted_at = claim.submitted_at
    actions.end_by_form(change, by=alice)
    assert AwardReview.objects.get().outcome == "changed"


REVIEW_FORM = {
    "slug": "our-review",
    "kind": "claim",
    "title": "Our review",
    "short_title": "Review",
    "status": "live",
    "nation": "England",
    "sections": [
        {
            "key": "start",
            "title": "Your review",
            "questions": [
                {"key": "ref", "label": "The reference", "type": "text", "fact": "claim.review_reference",
                 "required": True},
            ],
        },
    ],
}  # fmt: skip


def sent_form(who, reference: str, reads: list[str] | None = None) -> Claim:
    """A form of the council's own that names a review, sent."""
    form = start_claim(slug=REVIEW_FORM["slug"], language="en-gb", by=who)
    fill(form, who, {"ref": reference})
    with CaptureQueriesContext(connection) as captured:
        sent = submit_claim(public_id=form.public_id, by=who)
    if reads is not None:
        reads += [each["sql"] for each in captured]
    return sent


@pytest.fixture
def review_form(omar) -> None:
    form = Form.objects.create(slug=REVIEW_FORM["slug"], is_open=True)
    publish_spec(form=form, spec=compile_form(REVIEW_FORM, guidance={}), by=omar)


@pytest.mark.slow
def test_a_form_that_names_a_review_answers_it(review_form, alice, bob, aisha, claim):
    review(claim, aisha)
    for who, reference in ((bob, claim.reference), (alice, "a letter of June"), (alice, claim.reference[:-1])):
        sent_form(who, reference)
        assert AwardReview.objects.get().outcome == "open", reference
    answered = sent_form(alice, claim.reference.lower().replace("-", " "))
    ended = AwardReview.objects.get()
    assert (ended.outcome, ended.change_id) == ("changed", answered.pk)
    again = sent_form(alice, claim.reference)
    assert AwardReview.objects.get().change_id == answered.pk != again.pk


def test_what_is_reviewed_is_locked_before_the_trail(review_form, alice, aisha, claim):
    """An officer locks the claim and then writes to the trail; the other way round each would wait for the other."""
    review(claim, aisha)
    done: list[str] = []
    sent_form(alice, claim.reference, done)
    trail = next(
        place for place, sql in enumerate(done) if as_written(sql).startswith("INSERT INTO accounts_auditevent")
    )
    locks = [place for place, sql in enumerate(done) if 'FROM "claims_claim"' in sql and "FOR NO KEY UPDATE" in sql]
    assert locks
    assert max(locks) < trail
