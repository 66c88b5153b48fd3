"""The adviser sees which papers a form asks for and which were given: kinds, never a file, nothing that is masked."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from claims.papers.actions.sending import remove_paper_file, send_paper
from claims.papers.readers import files_of, papers_of
from cobrowse.models import Access, SharedForm
from cobrowse.sharing.actions.sharing import note_place, share_form
from cobrowse.sharing.presenters.papers import papers_content
from cobrowse.sharing.presenters.screen import adviser_screen
from cobrowse.sharing.readers.shares import share_for_staff, topic_of_answers
from core.cache import counters
from core.live import PREFIX
from formspec.rules.form_spec import FormSpec
from tests.claims.sent import ANSWERS, answer, full_document, full_draft, give_photo, photo
from tests.people import browser_of

ASKED, GIVEN = "Asked for, and not given with this form yet", "Given with this form"
PAPERS = [
    {"id": "pets", "name": "Vaccination card", "asked_by": ["has_pets"]},
    {"id": "home", "name": "Photo of the home", "asked_by": ["name", "photo"]},
    {"id": "nino", "name": "Proof of the number", "asked_by": ["nino"]},
    {"id": "account", "name": "Bank statement", "asked_by": ["account"]},
    {"id": "pet", "name": "Pet passport", "asked_by": ["pet_name"]},
]


def spec_with(**declared) -> FormSpec:
    """The form, with what some questions declare about advisers."""
    document = {**full_document(), "evidence": PAPERS}
    sections = [
        {**section, "questions": [{**each, **declared.get(each["key"], {})} for each in section["questions"]]}
        for section in document["sections"]
    ]
    return FormSpec({**document, "sections": sections})


def test_kinds_and_how_each_stands():
    values = {"name": {"first": "A"}, "photo": ["id"], "has_pets": "yes", "pets": [{"pet_name": "Rex"}]}
    assert papers_content(spec_with(), values, set) == [
        ("Vaccination card", ASKED), ("Photo of the home", GIVEN), ("Pet passport", ASKED),
    ]  # fmt: skip
    assert papers_content(spec_with(), {"name": {"first": "A"}}, set) == [("Photo of the home", ASKED)]
    assert papers_content(spec_with(), {"has_pets": "no"}, set) == []


@pytest.mark.parametrize("chosen", ["yes", "no"])
def test_of_a_masked_choice_no_paper_says_what_was_chosen(chosen):
    hidden = spec_with(has_pets={"adviser": "mask"})
    assert papers_content(hidden, {"has_pets": chosen}, set) == []


@pytest.mark.parametrize("number", ["AB123456C", "no", "none"])
def test_of_another_masked_answer_that_it_is_there_is_known_anyway(number):
    assert papers_content(spec_with(), {"nino": number}, set) == [("Proof of the number", ASKED)]


def test_of_a_masked_group_nothing_is_said():
    hidden = spec_with(pets={"adviser": "mask"})
    assert papers_content(hidden, {"pets": [{"pet_name": "Rex"}]}, set) == []


@pytest.fixture
def shared(alice, talking) -> SharedForm:
    draft = full_draft(alice, {**full_document(), "evidence": PAPERS})
    answer(draft, alice, ANSWERS | {"has_pets": "no"})
    give_photo(draft, alice, "my-front-door.jpg")
    return share_form(public_id=talking.public_id, claim_id=draft.public_id, access=Access.VIEW, by=alice)


@pytest.mark.slow
@pytest.mark.parametrize("view", ["task_list", "check_answers", "page"])
def test_they_stand_where_the_whole_form_is_shown(on_duty, talking, shared, view):
    note_place(share=shared, view=view, page="your-home" if view == "page" else "")
    page = browser_of(on_duty).get(reverse("cobrowse:shared_form", args=[talking.public_id])).content.decode()
    told = adviser_screen(share_for_staff(on_duty, talking.public_id), after=0, known="")["form"]["rest"]
    for markup in (page, told):
        assert ("Photo of the home" in markup and GIVEN in markup) == (view != "page")
        assert "my-front-door" not in markup


def said_of(paper: str, markup: str) -> str:
    """How a paper stands, as the screen says it."""
    after = markup.partition(paper)[2]
    return min((GIVEN, ASKED), key=lambda words: after.find(words) if words in after else len(after))


def listening(talking):
    """Hears what rings the adviser's screen."""
    line = counters._cache.get_client(None).pubsub()
    line.subscribe(PREFIX + topic_of_answers(talking.public_id))
    assert line.get_message(timeout=5)["type"] == "subscribe"
    return line


def test_a_file_given_as_an_answer_rings_too(talking, shared, alice, django_capture_on_commit_callbacks):
    line = listening(talking)
    with django_capture_on_commit_callbacks(execute=True):
        give_photo(shared.claim, alice, "other.jpg")
    assert line.get_message(timeout=5)["type"] == "message"


def test_a_paper_given_beside_the_answers_is_on_the_advisers_screen_at_once(
    on_duty, talking, shared, alice, django_capture_on_commit_callbacks
):
    """Before, it said "not given" of what the person had uploaded, and nothing rang when they did."""
    claim, number, line = shared.claim, "Proof of the number", listening(talking)

    def screen(known: str = "") -> dict:
        return adviser_screen(share_for_staff(on_duty, talking.public_id), after=0, known=known)

    first = screen()
    assert said_of(number, first["form"]["rest"]) == ASKED
    paper = next(each for each in papers_of(claim) if each.kind == "nino")
    with django_capture_on_commit_callbacks(execute=True):
        send_paper(claim_id=claim.public_id, paper=paper.public_id, uploads=[photo("secret-name.jpg")], by=alice)
    assert line.get_message(timeout=5)["type"] == "message"
    given = screen(first["known"])
    assert said_of(number, given["form"]["rest"]) == GIVEN
    assert "form" not in screen(given["known"]), "nothing new"
    # Which papers there are may say what a masked answer is.
    assert not {"secret-name", "nino"} & set(re.findall(r"[\w-]+", given["known"] + given["form"]["rest"]))
    with django_capture_on_commit_callbacks(execute=True):
        remove_paper_file(claim_id=claim.public_id, file=files_of(claim).get().public_id, by=alice)
    assert line.get_message(timeout=5)["type"] == "message"
    assert said_of(number, screen(given["known"])["form"]["rest"]) == ASKED


def test_what_was_given_for_a_masked_choice_is_not_named_either():
    hidden = spec_with(has_pets={"adviser": "mask"})
    assert papers_content(hidden, {"has_pets": "yes"}, lambda: {"pets"}) == []


def test_a_file_opens_for_no_adviser(on_duty, shared):
    file = shared.claim.files.get()
    path = reverse("claims:file", args=[shared.claim.public_id, file.public_id])
    assert browser_of(on_duty).get(path).status_code == 404
