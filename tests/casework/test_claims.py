"""The advisor's pages: finding a claim, reading it, moving it on, and who may not."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import AuditEvent, Resident
from accounts.permissions import Role
from casework.actions.progress import add_note, change_status
from casework.models import Note
from casework.readers import work_list as list_readers
from casework.readers.attention import seen_of
from casework.readers.claims import council_statuses, latest_change
from casework.readers.timeline import timeline_of
from casework.readers.work_list import WorkListFilter
from claims.models import Claim, StatusChange, Submission
from estimates.actions.estimating import ask_estimate
from estimates.models import Estimate
from tests.claims.sent import ACCOUNT, NINO, full_draft, sent_claim
from tests.core.html_tree import tree
from tests.drawing import draw
from tests.people import browser_of, make_resident, make_staff

LIST = "/staff/claims/"


def sent_by(council, name, **answers) -> Claim:
    """A sent claim of somebody with this name (first and last)."""
    first, _, last = name.partition(" ")
    actor = make_resident(council, name, f"resident-{Claim.objects.count()}@example.org")
    return sent_claim(actor, name={"first": first, "last": last}, signed_name=name, has_pets="no", **answers)


def move(claim, by, status):
    change_status(reference=claim.reference, status=status, message="", based_on=latest_change(claim).pk, by=by)


def shown_with(claim) -> dict[str, object]:
    """What a page drawn now would post back."""
    return {"based_on": latest_change(claim).pk, "seen": seen_of(claim)}


def page_of(actor, address, stage="", **search) -> str:
    """A page of the desk. A search is posted, and never stands in an address."""
    browser = browser_of(actor)
    if search:
        assert browser.post(address, search)["Location"] == address
    response = browser.get(address, query_params={"stage": stage} if stage else {})
    assert response.status_code == 200
    return response.content.decode()


def boxes(name, day) -> dict[str, int]:
    """A date as its three boxes."""
    return {f"{name}-{part}": getattr(day, part) for part in ("day", "month", "year")}


def shown_on(page, claims) -> list[str]:
    return [claim.submission.name for claim in claims if claim.reference in page]


@pytest.fixture
def two(calderbrook):
    return [
        sent_by(calderbrook, "Rhian Oakley", dob={"day": "3", "month": "5", "year": "1985"}),
        sent_by(calderbrook, "Tomos Ash", dob={"day": "29", "month": "2", "year": "1992"}),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("oakley", ["Rhian Oakley"]),
        ("ash tom", ["Tomos Ash"]),
        ("RHIAN", ["Rhian Oakley"]),
        ("3/5/1985", ["Rhian Oakley"]),
        ("03.05.1985", ["Rhian Oakley"]),
        ("29 Feb 1992", ["Tomos Ash"]),
        ("1992-02-29", ["Tomos Ash"]),
        ("30 Feb 1992", []),
        ("100%", []),
        ("_", []),
        ("", ["Rhian Oakley", "Tomos Ash"]),
    ],
)
def test_one_box_finds_by_name_or_date_of_birth(aisha, two, text, found):
    assert shown_on(page_of(aisha, LIST, text=text), two) == found


@pytest.mark.slow
@pytest.mark.parametrize("text", ["zoe", "ZOË", "Zoe\u0308 obrien", "O'Brien", "o’brien", "o brien", "brien zoë"])
def test_a_name_is_found_without_its_accents_and_apostrophes(calderbrook, aisha, two, text):
    zoe = sent_by(calderbrook, "Zoë O’Brien")
    assert shown_on(page_of(aisha, LIST, text=text), [*two, zoe]) == ["Zoë O’Brien"]


@pytest.mark.slow
def test_the_box_finds_a_reference_however_it_is_typed(aisha, two):
    reference = two[0].reference
    prefix, first, second = reference.split("-")
    for text in (reference, reference.lower(), f"{prefix} {first} {second}", f" {first}{second} ", f"{first}-{second}"):
        if any(letter.isdigit() for letter in first + second) or text.strip().upper().startswith(prefix):
            assert shown_on(page_of(aisha, LIST, text=text), two) == ["Rhian Oakley"], text


@pytest.mark.slow
def test_the_separate_fields_search_too(aisha, two):
    assert shown_on(page_of(aisha, LIST, name="oak"), two) == ["Rhian Oakley"]
    assert shown_on(page_of(aisha, LIST, reference=two[1].reference), two) == ["Tomos Ash"]
    born = {"born_on-day": "3", "born_on-month": "5", "born_on-year": "1985"}
    assert shown_on(page_of(aisha, LIST, **born), two) == ["Rhian Oakley"]
    assert shown_on(page_of(aisha, LIST, **born, name="ash"), two) == []


def test_a_date_that_does_not_exist_is_explained(aisha, two):
    page = page_of(aisha, LIST, **{"born_on-day": "31", "born_on-month": "2", "born_on-year": "1990"})
    assert "Date of birth must be a real date" in page
    assert 'href="#id_born_on-day"' in page


@pytest.mark.slow
def test_filters_by_form_status_and_day(aisha, two):
    Claim.objects.filter(pk=two[1].pk).update(submitted_at=timezone.now() - dt.timedelta(days=10))
    move(two[0], aisha, "waiting")
    assert shown_on(page_of(aisha, LIST, status="waiting"), two) == ["Rhian Oakley"]
    assert shown_on(page_of(aisha, LIST, form="full-form", stage="all"), two) == ["Rhian Oakley", "Tomos Ash"]
    today = timezone.localdate()
    assert shown_on(page_of(aisha, LIST, **boxes("sent_from", today)), two) == ["Rhian Oakley"]
    ten_days_ago = today - dt.timedelta(days=10)
    assert shown_on(page_of(aisha, LIST, **boxes("sent_to", ten_days_ago)), two) == ["Tomos Ash"]
    page = page_of(aisha, LIST, **boxes("sent_from", today), **boxes("sent_to", ten_days_ago))
    assert "must not be before" in page


def test_the_stages_have_counts_and_new_starts_with_who_waits_longest(aisha, two, calderbrook):
    third = sent_by(calderbrook, "Ulla Berg")
    move(third, aisha, "decided")
    Claim.objects.filter(pk=two[1].pk).update(submitted_at=timezone.now() - dt.timedelta(days=3))
    page = page_of(aisha, LIST)
    assert page.index(two[1].reference) < page.index(two[0].reference)
    assert third.reference not in page
    assert "3 days" in page
    counts = list_readers.count_by_stage(list_readers.work_list(aisha, WorkListFilter()), council_statuses())
    assert counts == {"new": 2, "in_progress": 0, "waiting": 0, "done": 1, "all": 3, "needs": 0}
    assert shown_on(page_of(aisha, LIST, stage="done"), [*two, third]) == ["Ulla Berg"]


def test_drafts_are_not_on_the_list(aisha, alice):
    full_draft(alice)
    assert "There is nothing here" in page_of(aisha, LIST, stage="all")


def test_a_long_list_has_pages_and_a_fixed_number_of_queries(aisha, two):
    claim = two[0]
    for number in range(30):
        another = Claim.objects.create(
            resident=claim.resident, form_version=claim.form_version, status=claim.status,
            reference=f"CAL-{number:04}-0000", submitted_at=timezone.now(),
        )  # fmt: skip
        Submission.objects.create(claim=another, answers={}, sent_at=another.submitted_at)
    browser = browser_of(aisha)
    with CaptureQueriesContext(connection) as first:
        page = browser.get(LIST).content.decode()
    assert page.count("/staff/claims/CAL-") == 25
    assert "Claims 1 to 25 of 32" in page
    assert "stage=new&amp;page=2" in page
    asked = [query["sql"][:90] for query in first if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 15, asked
    assert browser.get(LIST, query_params={"page": "2"}).content.decode().count("/staff/claims/CAL-") == 7
    assert browser.get(LIST, query_params={"page": "junk"}).status_code == 200


def tags_on(page: str) -> list[list[str]]:
    """The tags below each name of the list, without its statuses."""
    names = tree(page).all("td", class_="govuk-table__cell")[1::9]
    return [[" ".join(tag.text.split()) for tag in name.all("strong", class_="govuk-tag")] for name in names]


def test_a_row_says_what_the_person_needs_and_who_must_not_be_contacted(aisha, two):
    people = Resident.objects.filter(pk=two[0].resident_id)
    assert tags_on(page_of(aisha, LIST)) == [[], []]
    people.update(
        access_needs=["large_print", "interpreter"], interpreter_language="Polish", professionals=["lipspeaker"],
        safe_to_contact=False,
    )  # fmt: skip
    needs = "Needs: Large print, A spoken language interpreter (Polish), Lipspeaker"
    assert tags_on(page_of(aisha, LIST)) == [["Not safe to contact", needs], []]
    assert tags_on(page_of(aisha, LIST, text="oakley")) == [["Not safe to contact", needs]]
    people.update(access_needs=[], professionals=["advocate"], safe_to_contact=True)
    assert tags_on(page_of(aisha, LIST)) == [["Needs: Advocate"], []]


def test_rows_with_needs_cost_no_statement_more(aisha, calderbrook):
    """Each row is of a person of its own."""
    browser, counted = browser_of(aisha), []
    browser.get(LIST)
    for names in (["Rhian Oakley"], ["Tomos Ash", "Ulla Berg", "Wyn Cole"]):
        for name in names:
            sent_by(calderbrook, name)
        Resident.objects.update(access_needs=["bsl"], professionals=["advocate"], safe_to_contact=False)
        with CaptureQueriesContext(connection) as captured:
            tags = tags_on(browser.get(LIST).content.decode())
        assert tags == [["Not safe to contact", "Needs: British Sign Language, Advocate"]] * Claim.objects.count()
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_a_search_is_written_down_without_the_person(aisha, two):
    page_of(aisha, LIST, text="Oakley", name="Rhian")
    page_of(aisha, LIST, stage="done")
    event = AuditEvent.objects.get(code="claims.work_list.searched")
    assert event.detail == {"by": ["text", "name"], "found": 1}
    assert "akley" not in str(event.__dict__)


@pytest.mark.slow
def test_a_claim_shows_what_an_advisor_needs(aisha, alice):
    claim = sent_claim(alice)
    draw(claim.pdf)
    ask_estimate(claim=claim, by=alice)
    Estimate.objects.filter(claim=claim).update(
        state=Estimate.State.READY, made_at=timezone.now(), engine="policyengine",
        result={"gained_per_year": 5200.0, "benefits": [
            {"name": "Universal Credit", "status": "calculated", "pounds_per_week": 100.0, "pounds_per_year": 5200.0},
            {"name": "Council Tax Reduction", "status": "not_calculated", "pounds_per_week": None,
             "pounds_per_year": None},
        ]},
    )  # fmt: skip
    add_note(reference=claim.reference, text="Called <b>twice</b>.", by=aisha)
    page = page_of(aisha, f"{LIST}{claim.reference}/")
    for words in (
        "Gŵyneth Tŷ-Ŵyn", claim.reference, "A full form", "3 May 1985", "•••• 56C", "account ending 45", "Rex",
        "My answers are true.", "Proof of who you are", "£5,200.00", "Universal Credit",
        "£100.00 a week, £5,200.00 a year", "not calculated", "Download the PDF", "PDF made",
        "Called &lt;b&gt;twice&lt;/b&gt;.", "Aisha Khan (Calderbrook Council)",
    ):  # fmt: skip
        assert words in page, words
    assert NINO not in page
    assert ACCOUNT not in page


def test_an_estimate_that_is_not_there_yet_says_so(aisha, alice):
    claim = sent_claim(alice)
    ask_estimate(claim=claim, by=alice)
    Estimate.objects.filter(claim=claim).update(state=Estimate.State.DUE, error="")
    assert "It is being worked out" in page_of(aisha, f"{LIST}{claim.reference}/")
    Estimate.objects.filter(claim=claim).update(state=Estimate.State.FAILED, error="x")
    assert "could not be worked out" in page_of(aisha, f"{LIST}{claim.reference}/")
    Estimate.objects.filter(claim=claim).delete()
    assert "no estimate" in page_of(aisha, f"{LIST}{claim.reference}/")


def test_each_opening_is_written_down_and_shown_to_the_resident(aisha, alice):
    claim = sent_claim(alice)
    for _ in range(2):
        page_of(aisha, f"{LIST}{claim.reference}/")
    assert AuditEvent.objects.filter(code="claims.claim.opened", resident=alice.resident).count() == 2


def test_the_timeline_is_newest_first_and_has_everything(aisha, alice):
    claim = sent_claim(alice)
    draw(claim.pdf)
    add_note(reference=claim.reference, text="Looks fine.", by=aisha)
    move(claim, aisha, "decided")
    titles = [event["title"] for event in timeline_of(Claim.objects.get(pk=claim.pk))]
    assert "Status changed to “Decided”" in titles[:3]
    assert titles.index("Note") < titles.index("PDF made") < titles.index("Sent")
    assert titles.count("Sent") == 1
    assert "Message waiting to be sent: Email" in titles
    assert "Message sent: Message in the account" in titles


def test_the_advisor_sees_what_the_claimant_will_read_before_it_is_sent(aisha, alice):
    claim = sent_claim(alice)
    browser, address = browser_of(aisha), f"{LIST}{claim.reference}/status/"
    assert b"We need something more from you" in browser.get(address).content
    form = {"status": "waiting", "message": "A <b>payslip</b>, please.", **shown_with(claim)}
    preview = browser.post(address, form).content.decode()
    assert "A &lt;b&gt;payslip&lt;/b&gt;, please." in preview
    assert "We need something more from you" in preview
    assert f"your claim {claim.reference} is now “Waiting for you”" in preview
    assert StatusChange.objects.count() == 1
    changed = browser.post(address, form | {"change": "1"}).content.decode()
    assert "A &lt;b&gt;payslip&lt;/b&gt;, please." in changed
    assert browser.post(address, form | {"confirm": "1"}).status_code == 302
    assert latest_change(claim).status.code == "waiting"


def test_somebody_whom_it_is_not_safe_to_contact_is_not_written_to(aisha, alice):
    alice.resident.safe_to_contact = False
    alice.resident.save()
    claim = sent_claim(alice)
    form = {"status": "decided", "message": "", **shown_with(claim)}
    preview = browser_of(aisha).post(f"{LIST}{claim.reference}/status/", form).content.decode()
    assert "not safe to contact" in preview
    assert "By email" not in preview


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": "waiting", "message": " "}, "Write what you need from the claimant"),
        ({"status": "nonsense"}, "Select a valid choice"),
        ({"message": "x" * 2001}, "2000 characters or fewer"),
    ],
)
def test_what_cannot_be_sent_is_explained(aisha, alice, change, words):
    claim = sent_claim(alice)
    form = {"status": "decided", "message": "", **shown_with(claim)} | change
    response = browser_of(aisha).post(f"{LIST}{claim.reference}/status/", form | {"confirm": "1"})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert StatusChange.objects.count() == 1


@pytest.mark.parametrize("confirm", [{}, {"confirm": "1"}])
def test_a_page_that_is_out_of_date_keeps_the_message_and_says_what_happened(aisha, alice, calderbrook, confirm):
    claim = sent_claim(alice)
    form = {"status": "waiting", "message": "A payslip, please.", **shown_with(claim)}
    other = make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)
    move(claim, other, "in-progress")
    browser, address = browser_of(aisha), f"{LIST}{claim.reference}/status/"
    response = browser.post(address, form | confirm)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Ben Ode (Calderbrook Council) changed the status to “Being looked at”" in page
    assert "A payslip, please." in page
    assert f'value="{latest_change(claim).pk}"' in page
    again = form | {**shown_with(claim), "confirm": "1"}
    assert browser.post(address, again).status_code == 302


def test_notes_are_added_from_the_page(aisha, alice):
    claim = sent_claim(alice)
    browser, address = browser_of(aisha), f"{LIST}{claim.reference}/notes/"
    assert browser.post(address, {"text": "Called."}).status_code == 302
    assert Note.objects.get().text == "Called."
    empty = browser.post(address, {"text": " "})
    assert empty.status_code == 422
    assert "Write the note first" in empty.content.decode()


def test_an_admin_may_look_and_not_move(omar, alice):
    claim = sent_claim(alice)
    page = page_of(omar, f"{LIST}{claim.reference}/")
    assert "Change status" not in page
    assert "Add a note" not in page
    browser = browser_of(omar)
    assert browser.get(LIST).status_code == 200
    assert browser.get(f"{LIST}{claim.reference}/status/").status_code == 403
    assert browser.post(f"{LIST}{claim.reference}/status/", {"status": "decided"}).status_code == 403
    assert browser.post(f"{LIST}{claim.reference}/notes/", {"text": "Hello"}).status_code == 403


def test_a_partner_adviser_may_not_look(calderbrook, alice):
    partner = make_staff(calderbrook, "Pat", "pat@partner.example", Role.PARTNER)
    claim = sent_claim(alice)
    for address in (LIST, f"{LIST}{claim.reference}/", f"{LIST}{claim.reference}/pdf/"):
        assert browser_of(partner).get(address).status_code == 403


@pytest.mark.slow
def test_everybody_else_finds_nothing(alice, bob, carol, sian, operator, visitor):
    claim = sent_claim(alice)
    for part in ("", "status/", "pdf/"):
        for actor in (alice, bob, carol, operator):
            assert browser_of(actor).get(f"{LIST}{claim.reference}/{part}").status_code == 404
            assert browser_of(actor).get(f"{LIST}CAL-0000-0000/{part}").status_code == 404
        signed_out = browser_of(visitor).get(f"{LIST}{claim.reference}/{part}")
        assert signed_out.status_code == 302
        assert "/account/" in signed_out["Location"]
    assert browser_of(alice).get(LIST).status_code == 404
    for reference in (claim.reference, "CAL-0000-0000"):
        assert browser_of(sian).get(f"{LIST}{reference}/").status_code == 404
    assert claim.reference not in page_of(sian, LIST, stage="all")


def test_staff_without_a_second_factor_are_sent_to_give_it(aisha, alice):
    claim = sent_claim(alice)
    one_factor = Actor(council=aisha.council, user=aisha.user, membership=aisha.membership)
    for address in (LIST, f"{LIST}{claim.reference}/", f"{LIST}{claim.reference}/status/"):
        response = browser_of(one_factor).get(address)
        assert response.status_code == 302
        assert "second" in response["Location"] or "factor" in response["Location"]
    assert not AuditEvent.objects.filter(code="claims.claim.opened").exists()


def test_hostile_words_of_a_claimant_are_only_words(aisha, calderbrook):
    story = "</dd><script>alert(2)</script>{{ 7|add:7 }}"
    claim = sent_by(calderbrook, "<script>alert(1)</script> O'Brien", story=story)
    for page in (page_of(aisha, LIST), page_of(aisha, f"{LIST}{claim.reference}/")):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
