"""The PDF of an estimate: what it says, in which language, that it is made once, and whose it is."""

import datetime as dt
import io

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope
from calculator.run import default_engine
from claims.models import ClaimPdf
from core.due_work import due_ids
from estimates.actions.documents import request_estimate_pdf
from estimates.actions.estimating import ask_estimate, run_estimate
from estimates.models import EstimatePdf
from formspec.actions.publishing import import_form
from tests.drawing import draw
from tests.estimates.making import ANSWERS, CHECK, answered_check, english_left
from tests.people import browser_of

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def warm_engine():
    """The first calculation of a process costs a dozen seconds; not the first test's."""
    default_engine().warm(2026)


@pytest.fixture
def check(omar, alice):
    import_form(slug=CHECK, by=omar)
    return answered_check(alice, {**ANSWERS, "capital_total_band": "6000_9999", "circumstances_you": ["carer"]})


@pytest.fixture
def ready(check, alice):
    estimate = ask_estimate(claim=check, by=alice)
    run_estimate(council_id=estimate.council_id, public_id=estimate.public_id)
    estimate.refresh_from_db()
    return estimate


def address(check, name="estimate_pdf"):
    return reverse(f"estimates:{name}", args=[check.public_id])


def made(estimate, by, language="en-gb") -> pypdf.PdfReader:
    document = request_estimate_pdf(estimate=estimate, language=language, by=by)
    draw(document)
    document.refresh_from_db()
    assert document.state == EstimatePdf.State.READY, document.error
    return pypdf.PdfReader(io.BytesIO(document.content))


def text_of(reader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_it_says_what_why_and_from_which_answers(alice, ready):
    text = text_of(made(ready, alice))
    for words in (
        "Calderbrook Council", "a year better off", "Universal Credit: £", "You meet this: You are old enough",
        "Your savings of £6,000 to £9,999 are over £6,000",
        "Standard allowance: £424.90 a month", "Universal Credit a week",
        "Carer's Allowance: £86.45 a week", "More help that can follow", "What we do not know",
        "Where each figure came from", "3 May 1986", "How much is the full rent", ready.engine_version,
        "2026-27, from 6 April 2026",
        "An estimate, not a decision.",
    ):  # fmt: skip
        assert words in text, words


def test_it_is_tagged_titled_and_welsh_in_welsh(alice, ready):
    reader = made(ready, alice, "cy")
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "cy"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    text = text_of(reader)
    for words in ("Credyd Cynhwysol yr wythnos", "Lwfans safonol: £424.90 y mis", "Amcangyfrif, nid penderfyniad."):
        assert words in text, words
    for words in ("The conditions", "You do not meet this", "Standard allowance", "Where each figure"):
        assert words not in text, words
    assert english_left(ready.result, text) == []


def test_it_is_asked_for_waited_for_and_downloaded(alice, check, ready):
    browser = browser_of(alice)
    assert browser.get(address(check)).url == address(check, "estimate"), "nobody asked for it yet"
    asked = browser.post(address(check, "ask_estimate_pdf"))
    assert asked.url == address(check)
    waiting = browser.get(address(check)).content
    assert b'data-live-done="false"' in waiting
    assert b'http-equiv="refresh"' in waiting
    made(ready, alice)
    polled = browser.get(address(check), headers={"X-Fragment": "live-status"})
    assert b'data-live-done="true"' in polled.content
    answer = browser.get(address(check))
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == f'attachment; filename="estimate-{ready.made_at:%Y-%m-%d}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert not AuditEvent.objects.filter(code="claims.estimate_document.opened").exists()


def test_two_clicks_make_one(alice, check, ready):
    for _ in range(2):
        browser_of(alice).post(address(check, "ask_estimate_pdf"))
    document = EstimatePdf.objects.get()
    assert due_ids(EstimatePdf) == [str(document.public_id)]
    assert due_ids(ClaimPdf) == []
    assert AuditEvent.objects.filter(code="claims.estimate_document.asked").count() == 1


def test_changing_the_language_of_the_page_loses_nothing(alice, check, ready):
    made(ready, alice, "cy")
    assert browser_of(alice).get(address(check)).content.startswith(b"%PDF-")


def test_what_could_not_be_made_is_said_and_tried_again_when_asked(alice, check, ready):
    document = request_estimate_pdf(estimate=ready, language="en-gb", by=alice)
    EstimatePdf.objects.update(state=EstimatePdf.State.FAILED, attempts=5)
    assert "could not be made" in browser_of(alice).get(address(check)).content.decode()
    again = request_estimate_pdf(estimate=ready, language="en-gb", by=alice)
    assert (again.pk, again.state, again.attempts) == (document.pk, EstimatePdf.State.DUE, 0)


def test_before_there_are_figures_there_is_none(alice, check):
    ask_estimate(claim=check, by=alice)
    assert browser_of(alice).post(address(check, "ask_estimate_pdf")).status_code == 404


def test_nobody_else_gets_it(alice, bob, carol, aisha, omar, sian, operator, visitor, check, ready):
    made(ready, alice)
    for actor in (bob, carol, aisha, omar, sian, operator, visitor):
        assert browser_of(actor).get(address(check)).status_code == 404
        assert browser_of(actor).post(address(check, "ask_estimate_pdf")).status_code == 404


def test_a_helper_downloads_it_and_it_is_written_down(alice, bob, check, ready):
    made(ready, alice)
    today = timezone.localdate()
    Delegation.objects.create(
        resident=alice.resident, helper=bob.user, scopes=[Scope.VIEW_CLAIMS, Scope.VIEW_MONEY],
        basis=Delegation.Basis.CONSENT, starts_on=today, ends_on=today + dt.timedelta(days=1),
    )  # fmt: skip
    assert browser_of(bob).get(address(check)).content.startswith(b"%PDF-")
    assert AuditEvent.objects.get(code="claims.estimate_document.opened").actor == bob.user


def test_it_goes_with_its_estimate(alice, ready):
    made(ready, alice)
    ready.delete()
    assert not EstimatePdf.objects.exists()
