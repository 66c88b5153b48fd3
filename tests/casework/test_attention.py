"""One attention clock: since the first unanswered act, cleared by a reply or "dealt with", never by looking."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from accounts.models import AuditEvent
from casework.actions.progress import add_note, change_status, record_opening
from casework.actions.writing import ThreadMoved, deal_with, take_back
from casework.readers.attention import seen_of
from casework.readers.claims import council_statuses, latest_change
from casework.readers.timeline import timeline_of
from casework.readers.work_list import NEEDS_US, WorkListFilter, count_by_stage, in_stage, next_after, work_list
from claims.actions.acts import record_act
from claims.models import ResidentAct
from claims.readers.acts import Needs, needs_of
from tests.casework.test_claims import move, sent_by
from tests.claims.papers.giving import NINO, filled_draft, give, paper_of, review, send
from tests.claims.sent import sent_claim
from tests.claims.test_page_queries import queries_of
from tests.claims.thread.conftest import from_claimant, from_council
from tests.core.html_tree import tree
from tests.people import browser_of

LIST = "/staff/claims/"
DAY = dt.timedelta(days=1)


def hidden_in(page) -> dict[str, str]:
    """The hidden fields of a form of the desk."""
    return {box.attrs["name"]: box.attrs["value"] for box in tree(page.content.decode()).all("input", type="hidden")}


def since(claim):
    needs = needs_of([claim]).get(claim.pk)
    return needs.since if needs else None


def ago(claim, span=DAY) -> None:
    """What the claimant did so far was so long ago."""
    claim.acts.update(at=F("at") - span)


def needing(actor) -> list[str]:
    return [each.reference for each in in_stage(work_list(actor, WorkListFilter()), NEEDS_US, council_statuses())]


def test_a_claim_that_is_only_sent_waits_in_its_stage_and_not_here(alice, aisha):
    claim = sent_claim(alice)
    assert since(claim) is None
    assert needing(aisha) == []


@pytest.mark.slow
def test_a_status_with_a_message_answers_what_its_page_had_seen_and_one_without_does_not(alice, aisha):
    claim = sent_claim(alice)
    from_claimant(claim, alice)
    change = {"reference": claim.reference, "by": aisha}
    change_status(**change, status="in-progress", message=" ", based_on=latest_change(claim).pk, seen=seen_of(claim))
    assert since(claim)
    seen = seen_of(claim)
    from_claimant(claim, alice, "I moved house.")
    with pytest.raises(ThreadMoved):
        change_status(**change, status="waiting", message="A bill?", based_on=latest_change(claim).pk, seen=seen)
    assert since(claim)
    change_status(**change, status="waiting", message="A bill?", based_on=latest_change(claim).pk, seen=seen_of(claim))
    assert since(claim) is None
    assert "The status was changed, with a message to the claimant" in str(timeline_of(claim))


def test_who_changes_a_status_is_shown_what_came_meanwhile_and_keeps_their_words(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    address = f"{LIST}{claim.reference}/status/"
    typed = hidden_in(browser.get(address)) | {"status": "waiting", "message": "Please send a payslip."}
    from_claimant(claim, alice, "I moved house on Monday.")
    for more in ({}, {"confirm": "1"}):
        page = browser.post(address, typed | more)
        assert page.status_code == 409
        assert "I moved house on Monday." in page.content.decode()
        assert "Please send a payslip." in page.content.decode()
    again = hidden_in(page) | {"status": "waiting", "message": "Please send a payslip."}
    assert "Change the status and tell them" in browser.post(address, again).content.decode()
    assert browser.post(address, again | {"confirm": "1"}).status_code == 302
    assert since(claim) is None


def test_two_files_and_a_message_have_one_time_the_first_and_a_reply_clears_it(alice, aisha):
    claim = send(filled_draft(alice), alice)
    give(claim, alice, "front.jpg")
    ago(claim)
    first = since(claim)
    give(claim, alice, "back.jpg")
    from_claimant(claim, alice, "Both sides are there now.")
    add_note(reference=claim.reference, text="Looks complete.", by=aisha)
    assert needs_of([claim])[claim.pk] == Needs(first, ("paper", "message"))
    page = browser_of(aisha).get(LIST, query_params={"stage": "needs"}).content.decode()
    assert "New paper, Message, since" in page
    from_council(claim, aisha)
    assert since(claim) is None


def test_papers_that_are_judged_need_nobody_any_more_and_a_message_beside_them_does(alice, aisha):
    claim = send(filled_draft(alice), alice)
    give(claim, alice, "front.jpg")
    review(paper_of(claim), aisha, "accepted")
    assert since(claim) is None
    give(claim, alice, "number.jpg", kind=NINO)
    from_claimant(claim, alice)
    review(paper_of(claim, NINO), aisha, "not_right", "It is too dark.")
    assert needs_of([claim])[claim.pk].kinds == ("message",)


@pytest.mark.slow
def test_two_acts_and_a_message_have_one_time_the_first_a_note_keeps_it_and_a_reply_clears_it(alice, aisha):
    claim = sent_claim(alice)
    first = record_act(claim, ResidentAct.Kind.MESSAGE, at=timezone.now() - 2 * DAY).at
    record_act(claim, ResidentAct.Kind.MESSAGE, at=timezone.now() - DAY)
    from_claimant(claim, alice)
    assert since(claim) == first
    assert claim.acts.filter(settled_at__isnull=True).count() == 3
    add_note(reference=claim.reference, text="She rang.", by=aisha)
    record_opening(claim=claim, by=aisha)
    assert browser_of(aisha).get(f"{LIST}{claim.reference}/").status_code == 200
    move(claim, aisha, "in-progress")
    assert since(claim) == first
    from_council(claim, aisha)
    assert since(claim) is None
    from_claimant(claim, alice, "Thank you. One more question.")
    assert since(claim) > first


def test_a_reply_that_is_taken_back_leaves_it_waiting_since_it_did(alice, aisha):
    claim = sent_claim(alice)
    from_claimant(claim, alice)
    ago(claim)
    before = since(claim)
    reply = from_council(claim, aisha)
    assert since(claim) is None
    take_back(reference=claim.reference, public_id=reply.public_id, by=aisha)
    assert since(claim) == before


def test_dealt_with_says_why_on_the_timeline_once(alice, aisha):
    claim = sent_claim(alice)
    from_claimant(claim, alice, "Hello?")
    from_claimant(claim, alice, "Never mind.")
    said = {"reference": claim.reference, "because": "She rang and all is said.", "seen": seen_of(claim), "by": aisha}
    assert deal_with(**said) == 2
    assert deal_with(**said) == 0
    assert since(claim) is None
    events = [each for each in timeline_of(claim) if each["title"] == "Dealt with: it needs no answer"]
    assert [(each["text"], each["by"]) for each in events] == [
        ("She rang and all is said.", "Aisha Khan (Calderbrook Council)")
    ]
    event = AuditEvent.objects.get(code="claims.attention.dealt_with")
    assert (event.resident, event.subject, event.detail) == (alice.resident, claim.reference, {})


def test_the_council_writing_first_needs_nobody(alice, aisha):
    claim = sent_claim(alice)
    from_council(claim, aisha)
    assert since(claim) is None


@pytest.mark.slow
def test_the_work_list_shows_who_needs_us_since_when_longest_first_whatever_the_stage(calderbrook, aisha):
    one, two, three = (sent_by(calderbrook, name) for name in ("Rhian Oakley", "Tomos Ash", "Zoë Brown"))
    for claim, days in ((one, 1), (two, 3)):
        record_act(claim, ResidentAct.Kind.MESSAGE, at=timezone.now() - days * DAY)
    move(two, aisha, "decided")
    assert needing(aisha) == [two.reference, one.reference]
    assert count_by_stage(work_list(aisha, WorkListFilter()), council_statuses())[NEEDS_US] == 2
    browser = browser_of(aisha)
    page = browser.get(LIST, query_params={"stage": "needs"}).content.decode()
    assert page.index("Tomos Ash") < page.index("Rhian Oakley")
    assert "Zoë Brown" not in page
    assert "Message, since" in page
    assert browser.get(f"{LIST}{two.reference}/next/")["Location"] == f"{LIST}{one.reference}/"
    from_council(two, aisha)
    assert browser.get(f"{LIST}{two.reference}/next/")["Location"] == f"{LIST}{one.reference}/"
    assert browser.get(f"{LIST}{one.reference}/next/")["Location"] == f"{LIST}?stage=needs&page=1"
    assert three.reference in browser.get(LIST, query_params={"stage": "new"}).content.decode()


def test_of_one_claim_the_next_is_not_itself(alice, aisha):
    claim = sent_claim(alice)
    from_claimant(claim, alice)
    assert next_after(work_list(aisha, WorkListFilter()), NEEDS_US, council_statuses(), claim=claim) is None


@pytest.mark.slow
def test_the_list_costs_as_many_queries_however_many_need_us(calderbrook, aisha):
    browser = browser_of(aisha)
    browser.get(LIST, query_params={"stage": "needs"})
    for number in range(4):
        claim = sent_by(calderbrook, f"Person {'ABCD'[number]}")
        record_act(claim, ResidentAct.Kind.MESSAGE, at=timezone.now())
        if number == 0:
            few = queries_of(lambda: browser.get(LIST, query_params={"stage": "needs"}))
    many = queries_of(lambda: browser.get(LIST, query_params={"stage": "needs"}))
    assert len(many) == len(few) <= 15


def test_an_index_serves_what_is_open(alice):
    sent_claim(alice)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {needs_query([1, 2])}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "resident_act_open" in plan


def needs_query(keys: list[int]) -> str:
    return str(ResidentAct.objects.filter(settled_at__isnull=True, claim__in=keys).order_by("at", "pk").query)
