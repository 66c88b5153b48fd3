"""The letter goes: once, in the claimant's language and print, told of without a word of it, read by whose it is."""

import io

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from casework.deciding.actions.deciding import recall, reopen
from casework.deciding.documents import send_due_letter
from casework.deciding.readers.letters import letter_of
from casework.deciding.rules.gates import Proposal
from casework.deciding.tasks import send_due_letters
from casework.models import LetterPdf
from claims.actions.acts import record_act
from claims.models import ResidentAct, StatusChange
from notifications.models import Message
from notifications.texts import render_message
from tests.casework.deciding.cases import AWARD, again, checked_claim, decide, find, fresh, let_it_go, pass_all
from tests.people import browser_of


@pytest.fixture
def decided(alice, aisha):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    return decide(claim, aisha)


def messages():
    return Message.objects.filter(template="claim_decided")


def letter_url(decision):
    return f"/claims/{decision.claim.public_id}/letters/{decision.public_id}/"


def test_before_its_time_nothing_goes_and_then_once(decided, alice):
    send_due_letters()
    assert again(decided).state == "waiting"
    assert browser_of(alice).get(letter_url(decided)).status_code == 404
    assert let_it_go(decided)
    row = LetterPdf.objects.get(decision=decided)
    LetterPdf.objects.filter(pk=row.pk).update(state="due", due_at=row.made_at)
    assert send_due_letter(council_id=row.council_id, public_id=row.public_id)
    assert again(decided).state == "sent"
    assert StatusChange.objects.filter(claim=decided.claim, status__code="decided").count() == 1
    assert messages().filter(channel="email").count() == 1


def test_the_letter_answers_what_came_before_the_decision_and_not_what_came_after(alice, aisha):
    claim = checked_claim(alice)
    record_act(claim, ResidentAct.Kind.MESSAGE, at=timezone.now())
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    later = record_act(claim, ResidentAct.Kind.MESSAGE, at=timezone.now())
    assert claim.acts.filter(settled_at__isnull=True).count() == 2
    assert let_it_go(decision)
    assert list(claim.acts.filter(settled_at__isnull=True)) == [later]


def test_what_was_recalled_while_a_worker_had_it_does_not_go(decided, aisha):
    row = LetterPdf.objects.get(decision=decided)
    recall(reference=decided.claim.reference, public_id=decided.public_id, version=1, why="No.", by=aisha)
    row.pk = None
    row.due_at = timezone.now()
    row.save(force_insert=True)
    assert send_due_letter(council_id=row.council_id, public_id=row.public_id)
    assert LetterPdf.objects.get().state == "failed"
    assert not messages().exists()


def test_news_of_it_says_nothing_of_what_was_decided_and_obeys_safety(decided, alice, calderbrook):
    let_it_go(decided)
    text = render_message(messages().filter(channel="email").get(), calderbrook)
    said = f"{text.subject} {text.body}"
    assert decided.claim.reference in said
    assert not any(word in said for word in ("Gŵyneth", "92.50", "Housing", "can get"))


def test_who_must_not_be_contacted_is_told_nowhere_but_inside(decided, alice):
    alice.resident.safe_to_contact = False
    alice.resident.save()
    let_it_go(decided)
    assert {message.channel for message in messages()} == {"in_app"}


def test_the_claimant_reads_it_on_the_page_of_the_claim_and_nobody_else_does(decided, alice, bob, aisha):
    let_it_go(decided)
    receipt = browser_of(alice).get(f"/claims/{decided.claim.public_id}/sent/").content.decode()
    assert letter_url(decided) in receipt
    assert decided.letter["title"] in receipt
    assert browser_of(alice).get(letter_url(decided)).status_code == 200
    for stranger in (bob, aisha):
        assert browser_of(stranger).get(letter_url(decided)).status_code == 404
        assert browser_of(stranger).get(f"{letter_url(decided)}pdf/").status_code == 404


def test_the_pdf_says_what_the_page_says_in_large_print_for_whom_that_is(decided, alice):
    alice.resident.access_needs = ["large_print"]
    alice.resident.save()
    let_it_go(decided)
    reply = browser_of(alice).get(f"{letter_url(decided)}pdf/")
    pdf = PdfReader(io.BytesIO(reply.content))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "£92.50 a week from 7 December 2026" in text
    assert decided.claim.reference in text
    sizes = {font_size for page in pdf.pages for font_size in _sizes(page)}
    assert min(sizes) >= 18


def _sizes(page):
    found = set()
    page.extract_text(
        visitor_text=lambda text, cm, tm, font, size: (
            found.add(round(abs(size * tm[3] * cm[3]), 1)) if text.strip() else None
        )
    )
    return {size / 0.75 if size < 18 and size / 0.75 >= 18 else size for size in found}


def test_welsh_gets_welsh_with_the_routes_and_advice_and_english_stays_english(alice, aisha, calderbrook):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    english = letter_of(fresh(claim, aisha), AWARD, calderbrook)
    alice.resident.language = "cy"
    alice.resident.save()
    welsh = letter_of(fresh(claim, aisha), AWARD, calderbrook)
    assert (english.language, welsh.language) == ("en-gb", "cy")
    assert english.sha256 != welsh.sha256
    same = {text for _kind, text in english.blocks} & {text for _kind, text in welsh.blocks}
    assert same == set()
    assert "citizensadvice.org.uk" in " ".join(text for _kind, text in welsh.blocks)
    with translation.override("cy"):
        assert letter_of(fresh(claim, aisha), AWARD, calderbrook) == welsh


def test_every_outcome_says_what_why_and_how_to_have_it_looked_at_again(alice, aisha, calderbrook):
    claim = checked_claim(alice)
    find(claim, aisha, "status")
    case = fresh(claim, aisha)
    for outcome in ("awarded", "refused", "nothing_due"):
        proposal = Proposal(outcome, AWARD.awards if outcome == "awarded" else (), summary="Because of this.")
        words = " ".join(text for _kind, text in letter_of(case, proposal, calderbrook).blocks)
        assert "Because of this." in words
        assert "within one month" in words
        assert "Valuation Tribunal" in words
    stopped = letter_of(case, Proposal("withdrawn"), calderbrook)
    assert "You asked us to stop" in " ".join(text for _kind, text in stopped.blocks)
    assert "If you think this is wrong" not in [text for _kind, text in stopped.blocks]


def test_in_scotland_council_tax_reduction_has_its_own_route(alice, aisha, calderbrook):
    case = fresh(checked_claim(alice), aisha)
    calderbrook.region = "SCOTLAND"
    words = " ".join(text for _kind, text in letter_of(case, AWARD, calderbrook).blocks)
    assert "First-tier Tribunal" in words
    assert "Valuation Tribunal" not in words


def test_opened_again_the_old_letter_stays_and_says_that_it_does_not_count(decided, alice, aisha):
    let_it_go(decided)
    reopen(reference=decided.claim.reference, public_id=decided.public_id, version=2, why="New paper.", by=aisha)
    assert "We are looking at this decision again" in browser_of(alice).get(letter_url(decided)).content.decode()
    receipt = browser_of(alice).get(f"/claims/{decided.claim.public_id}/sent/").content.decode()
    assert "We are looking at our decision again" in receipt
    second = decide(decided.claim, aisha)
    let_it_go(second)
    receipt = browser_of(alice).get(f"/claims/{decided.claim.public_id}/sent/").content.decode()
    assert "which does not count any more" in receipt
    assert letter_url(second) in receipt


def test_the_letter_as_plain_text_is_the_claimants_alone(decided, alice, bob, calderbrook):
    assert browser_of(alice).get(letter_url(decided) + "text/").status_code == 404
    assert let_it_go(decided)
    answer = browser_of(alice).get(letter_url(decided) + "text/")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    said = answer.content.decode()
    assert said.startswith(calderbrook.name)
    assert all(words in said for _kind, words in again(decided).letter["blocks"])
    assert browser_of(bob).get(letter_url(decided) + "text/").status_code == 404
