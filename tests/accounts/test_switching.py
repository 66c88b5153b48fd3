"""Changing the language in the middle of a form, with the buttons that the page itself has: nothing typed is lost."""

from __future__ import annotations

import json
import uuid
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.keeping import resubmission
from accounts.models import Resident
from claims.actions.answering import add_row, remove_row
from claims.models import Answer, Claim, ClaimFile
from claims.readers.answer_store import spec_of, stored_answers
from core.asking import SURE
from core.crypto import decrypt
from jobjournal.actions.library import set_up_journal
from jobjournal.models import Entry, Job
from tests.access.forms import PageForm, buttons_of, filled_in, forms_of
from tests.claims.browsing import address
from tests.claims.making import small_draft
from tests.claims.sent import full_draft, give_photo
from tests.core.html_tree import tree
from tests.core.test_cleaning import with_place
from tests.jobjournal.making import recorded
from tests.people import Browser, browser_of

ADD_JOB = reverse("jobjournal:add_job")
PHONED = reverse("jobjournal:add_entry", args=["phoned_employer"])
PREFERENCES = reverse("accounts:preferences")
# Of what is kept as it is typed, a page says that it is in its boxes.
STILL = "is still in the boxes", "dal yn y blychau", "What you typed is in its boxes", "yn ei flychau"


def form_with(response: HttpResponse, path: str, button: str) -> PageForm:
    """The form of a page to which a button of this name belongs."""
    forms = forms_of(response.content.decode(), path)
    return next(each for each in forms if any(b.attrs.get("name") == button for b in buttons_of(each)))


def press(browser: Browser, page: HttpResponse, path: str, typed: dict[str, Any], **button: str) -> HttpResponse:
    """Type into the page, press this button of it as a browser without scripts would, and follow where it leads."""
    [name] = button
    form = form_with(page, path, name)
    data = form.hidden() | filled_in(form) | typed | button
    return browser.post(form.action, data, headers={"Referer": f"http://{browser.host}{path}"}, follow=True)


def typed_in(browser: Browser, path: str, typed: dict[str, Any], **button: str) -> HttpResponse:
    return press(browser, browser.get(path), path, typed, **button)


def boxes(response: HttpResponse, path: str) -> dict[str, list[str]]:
    html = response.content.decode()
    return {name: values for form in forms_of(html, path) for name, values in filled_in(form).items()}


def language_of(response: HttpResponse) -> str:
    return tree(response.content.decode()).one("html").attrs["lang"]


def says_still(response: HttpResponse) -> bool:
    return any(words in response.content.decode() for words in STILL)


# --- Claims -----------------------------------------------------------------------------------------------------


def answer(claim: Claim, key: str, row: str = "") -> Any:
    return stored_answers(Claim.objects.get(pk=claim.pk))[key, row].raw


def test_answers_of_a_page_are_saved_and_the_page_comes_back_in_the_other_language(alice):
    claim, browser = small_draft(alice), browser_of(alice)
    path = address(claim, "paying-you")
    done = typed_in(browser, path, {"anything_else": "Zoë \n<O’Brien> & I"}, _language="cy")
    assert done.redirect_chain == [(path, 302)]
    assert language_of(done) == "cy"
    assert boxes(done, path)["anything_else"] == ["Zoë \n<O’Brien> & I"]
    assert answer(claim, "anything_else").replace("\r\n", "\n") == "Zoë \n<O’Brien> & I"
    assert not says_still(done), "it is saved"
    assert resubmission.KEY not in browser.client.session
    assert Resident.objects.get(pk=alice.resident.pk).language == "cy"
    assert language_of(browser.get(reverse("accounts:home"))) == "cy"
    back = press(browser, done, path, {}, **{"_language": "en-gb"})
    assert language_of(back) == "en-gb"


def test_what_is_wrong_is_saved_too_and_not_scolded_about(alice):
    claim, browser = small_draft(alice), browser_of(alice)
    path = address(claim, "who-you-are")
    done = typed_in(browser, path, {"dob-day": "31", "dob-month": "2", "dob-year": "1980"}, _language="cy")
    assert done.status_code == 200
    assert boxes(done, path)["dob-day"] == ["31"]
    assert not tree(done.content.decode()).all(class_="govuk-error-summary")


def test_a_row_is_saved(alice):
    claim, browser = small_draft(alice), browser_of(alice)
    typed_in(browser, address(claim, "your-pets"), {"has_pets": "yes"}, _language="cy")
    row = add_row(public_id=claim.public_id, group="pets", by=alice)
    path = address(claim, "each-pet", row)
    done = typed_in(browser, path, {"pet_name": "Tiddles the cat"}, _language="cy")
    assert language_of(done) == "cy"
    assert boxes(done, path)["pet_name"] == ["Tiddles the cat"]
    assert answer(claim, "pet_name", row) == "Tiddles the cat"


def test_words_of_a_row_that_went_away_stay_on_the_page_that_shows_them(alice):
    claim, browser = small_draft(alice), browser_of(alice)
    typed_in(browser, address(claim, "your-pets"), {"has_pets": "yes"}, _language="en-gb")
    row = add_row(public_id=claim.public_id, group="pets", by=alice)
    path = address(claim, "each-pet", row)
    form = form_with(browser.get(path), path, "_language")
    remove_row(public_id=claim.public_id, group="pets", row=row, by=alice)
    gone = browser.post(path, form.hidden() | {"pet_name": "Tiddles the cat"})
    assert gone.status_code == 409
    done = press(browser, gone, path, {}, _language="cy")
    assert language_of(done) == "cy"
    assert "Tiddles the cat" in done.content.decode()
    again = press(browser, done, address(claim, "each-pet"), {}, _add="1")
    assert "Tiddles the cat" in again.content.decode()
    assert Answer.objects.filter(claim=claim, key="pet_name", value="Tiddles the cat").exists()


def test_a_question_whether_to_remove_is_asked_on_and_nothing_removed(alice):
    claim, browser = small_draft(alice), browser_of(alice)
    typed_in(browser, address(claim, "your-pets"), {"has_pets": "yes"}, _language="en-gb")
    row = add_row(public_id=claim.public_id, group="pets", by=alice)
    path = address(claim, "each-pet")
    asked = browser.post(path, {"_remove": row})
    [form] = [each for each in forms_of(asked.content.decode(), path) if "_sure" in each.hidden()]
    assert "_language" not in [each.attrs.get("name") for each in buttons_of(form)]
    forged = browser.post(path, form.hidden() | {"_language": "cy"})
    assert forged.status_code == 302
    assert answer(claim, "pets") == [row], "the language is no answer to the question"


@pytest.mark.parametrize("at", ["page", "file"])
def test_a_file_is_not_removed_by_a_yes_that_comes_with_a_language(alice, at):
    claim, browser = full_draft(alice), browser_of(alice)
    give_photo(claim, alice)
    file = claim.files.get()
    page = address(claim, spec_of(claim).page_of["photo"])
    path = page if at == "page" else reverse("claims:remove_file", args=[claim.public_id, file.public_id])
    form = question_on(browser.post(path, {"_remove-photo": str(file.public_id)}), path)
    pressed_both(browser, path, page, form.hidden())
    assert ClaimFile.objects.get() == file
    assert answer(claim, "photo") == [str(file.public_id)]


def test_proof_in_the_journal_is_not_removed_by_a_yes_that_comes_with_a_language(alice):
    set_up_journal(by=system_actor(alice.council, "tests"))
    entry, browser = recorded(alice), browser_of(alice)
    proof = SimpleUploadedFile("letter.jpg", with_place(), "image/jpeg")
    browser.post(reverse("jobjournal:add_files", args=[entry.public_id]), {"proof": [proof]})
    path = reverse("jobjournal:remove_file", args=[entry.files.get().public_id])
    form = question_on(browser.post(path), path)
    pressed_both(browser, path, reverse("jobjournal:entry", args=[entry.public_id]), form.hidden())
    assert entry.files.count() == 1


def question_on(asked: HttpResponse, path: str) -> PageForm:
    """The form that asks whether the person is sure: the language does not belong to it."""
    [form] = [each for each in forms_of(asked.content.decode(), path) if SURE in each.hidden()]
    assert "_language" not in [each.attrs.get("name") for each in buttons_of(form)]
    return form


def pressed_both(browser: Browser, path: str, page: str, hidden: dict[str, str]) -> None:
    """Post a yes and a language at once, as no page does: the language changes, and no yes waits in any box."""
    both = hidden | {"_language": "cy"}
    done = browser.post(path, both, headers={"Referer": f"http://{browser.host}{page}"}, follow=True)
    assert done.redirect_chain[0] == (page, 302)
    assert language_of(done) == "cy"
    assert SURE not in done.content.decode()


# --- The journal, and other forms -------------------------------------------------------------------------------

ENTRY = {
    "date": "2026-03-01", "time": "10:30", "employer": "Gaumont & Söhne", "person": "the manager", "job_type": "usher",
    "outcome_clause": "_other", "outcome_clause-other": "To ring <again>",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("at", "button", "value"),
    [("questions", "_language", "cy"), ("questions", "_asked_in", "ur"), ("check", "_language", "cy")],
)
def test_an_entry_of_the_journal_is_kept(alice, at, button, value):
    set_up_journal(by=system_actor(alice.council, "tests"))
    browser, typed = browser_of(alice), ENTRY | {"date": timezone.localdate().isoformat()}
    page = browser.get(PHONED)
    first_id = form_with(page, PHONED, "_language").hidden()["client_id"]
    if at == "check":
        hidden = form_with(page, PHONED, "_language").hidden()
        page = browser.post(PHONED, hidden | typed | {"step": "check"})
        assert page.status_code == 200
        typed = {}
    done = press(browser, page, PHONED, typed, **{button: value})
    held = boxes(done, PHONED)
    assert {name: held[name] for name in ENTRY if name != "date"} == {
        name: [words] for name, words in ENTRY.items() if name != "date"
    }
    assert says_still(done)
    form = form_with(done, PHONED, "_language")
    assert form.hidden()["client_id"] == first_id
    if button == "_asked_in":
        assert form.hidden()["asked_in"] == form.hidden()["language"] == value
    saved = press(browser, done, PHONED, {}, step="save")
    assert saved.status_code == 200
    assert Entry.objects.get().language == (value if button == "_asked_in" else "en")


def test_what_is_typed_is_put_back_once_and_for_nobody_else(alice, bob):
    browser = browser_of(alice)
    done = typed_in(browser, ADD_JOB, {"title": "Baker"}, _language="cy")
    assert boxes(done, ADD_JOB)["title"] == ["Baker"]
    assert not Job.objects.exists(), "nothing is sent"
    assert boxes(browser.get(ADD_JOB), ADD_JOB)["title"] == [""]
    form = form_with(browser.get(ADD_JOB), ADD_JOB, "_language")
    page = f"http://{browser.host}{ADD_JOB}"
    browser.post(ADD_JOB, form.hidden() | {"title": "Baker", "_language": "cy"}, headers={"Referer": page})
    browser.client.force_login(bob.user)
    assert boxes(browser.get(ADD_JOB), ADD_JOB)["title"] == [""]


def kept_in(browser: Browser) -> dict[str, dict[str, list[str]]]:
    """What is kept for this browser: names and values, by the address that they were typed for."""
    held = decrypt(bytes.fromhex(browser.client.session[resubmission.KEY]), context=resubmission.KEY)
    return {each["action"]: parse_qs(each["posted"]) for each in held}


def test_neither_a_yes_nor_what_was_pressed_is_kept(alice):
    browser = browser_of(alice)
    hidden = form_with(browser.get(ADD_JOB), ADD_JOB, "_language").hidden()
    browser.post(ADD_JOB, hidden | {"title": "Baker", SURE: "yes", "_language": "cy"})
    assert kept_in(browser) == {ADD_JOB: {"title": ["Baker"]}}


# --- Other forms of the page, which a script posts along ------------------------------------------------------------


def beside(action: str, **typed: str) -> str:
    return json.dumps([action, urlencode(typed)])


def test_what_is_typed_into_other_forms_is_kept_too_without_secrets(alice):
    browser, other = browser_of(alice), "/journal/elsewhere/"
    words = beside(other, note="Two words & more", password="hunter2", csrfmiddlewaretoken="x", **{SURE: "yes"})
    hidden = form_with(browser.get(ADD_JOB), ADD_JOB, "_language").hidden()
    typed = {"title": "Baker", "_language": "cy", resubmission.BESIDE: words}
    page = f"http://{browser.host}{ADD_JOB}"
    assert browser.post(ADD_JOB, hidden | typed, headers={"Referer": page}).status_code == 302
    assert kept_in(browser) == {ADD_JOB: {"title": ["Baker"]}, other: {"note": ["Two words & more"]}}
    back = browser.get(ADD_JOB)
    assert boxes(back, ADD_JOB)["title"] == ["Baker"]
    assert "Two words &amp; more" in back.content.decode(), "what has no box any more is shown"
    assert resubmission.KEY not in browser.client.session, "once"


def test_the_forms_of_a_page_are_all_filled_and_it_is_said_once(alice):
    browser = browser_of(alice)
    page = f"http://{browser.host}{ADD_JOB}"
    hidden = form_with(browser.get(ADD_JOB), ADD_JOB, "_language").hidden()
    typed = {
        "title": "Baker",
        "_language": "cy",
        resubmission.BESIDE: [beside("/b/", note="Cakes"), beside("/c/", at="1")],
    }
    browser.post(ADD_JOB, hidden | typed, headers={"Referer": page})
    request = browser.get(reverse("home")).wsgi_request
    request.path = ADD_JOB
    names = {ADD_JOB: "title", "/b/": "note", "/c/": "at"}
    forms = [f'<form method="post" action="{to}"><input name="{name}"></form>' for to, name in names.items()]
    drawn = HttpResponse(f"<html><body><main>{''.join(forms)}</main></body></html>")
    html = resubmission.fill_in(request, drawn).content.decode()
    held = {name: values for form in forms_of(html, ADD_JOB) for name, values in filled_in(form).items()}
    assert held == {"title": ["Baker"], "note": ["Cakes"], "at": ["1"]}
    assert len(tree(html).all(class_="govuk-notification-banner")) == 1


def test_a_form_whose_view_saves_it_takes_the_words_of_others_along(alice):
    claim, browser = small_draft(alice), browser_of(alice)
    path = address(claim, "paying-you")
    page = browser.get(path)
    hidden = form_with(page, path, "_language").hidden()
    words = {"anything_else": "Saved", "_language": "cy", resubmission.BESIDE: beside("/b/", note="Kept")}
    assert browser.post(path, hidden | words).status_code == 302
    assert answer(claim, "anything_else") == "Saved"
    assert kept_in(browser) == {"/b/": {"note": ["Kept"]}}


@pytest.mark.slow
@pytest.mark.parametrize(
    "junk",
    [
        ["nonsense"], ["[]"], ["7"], ["[1, 2]"], ['["/b/", 3]'], ["[" * 5000], ['["/b/", null]'],
        [beside("/b/", note="x" * resubmission.MAX_BYTES)], [beside(f"/{number}/", note="x") for number in range(3)],
        [json.dumps(["/b/", "&".join(f"n{number}=x" for number in range(20_000))])],
    ],
)  # fmt: skip
def test_what_no_script_of_ours_posts_or_is_too_much_is_not_called_kept(alice, junk):
    browser = browser_of(alice)
    done = typed_in(browser, ADD_JOB, {"title": "Baker", resubmission.BESIDE: junk}, _language="cy")
    assert done.status_code == 413
    assert resubmission.KEY not in browser.client.session


def test_it_says_nothing_where_nothing_was_typed(alice):
    done = typed_in(browser_of(alice), PREFERENCES, {}, _language="cy")
    assert language_of(done) == "cy"
    assert not says_still(done)
    assert says_still(typed_in(browser_of(alice), PREFERENCES, {"safe": "no"}, _language="en-gb"))


def test_what_nobody_in_particular_typed_is_kept_too(calderbrook):
    browser, path = Browser(Client(), calderbrook.host), reverse("accounts:sign_in")
    done = typed_in(browser, path, {"contact": "zoe@example.org"}, _language="cy")
    assert boxes(done, path)["contact"] == ["zoe@example.org"]
    assert boxes(browser.get(path), path)["contact"] == [""], "not for whoever comes next"


def test_a_language_that_the_council_has_not_changes_nothing(alice):
    done = typed_in(browser_of(alice), ADD_JOB, {"title": "Baker"}, _language="xx")
    assert language_of(done) == "en-gb"
    assert boxes(done, ADD_JOB)["title"] == ["Baker"]


def test_nothing_that_is_lost_is_called_kept(alice):
    done = typed_in(browser_of(alice), ADD_JOB, {"notes": "é" * resubmission.MAX_BYTES}, _language="cy")
    assert done.status_code == 413
    assert not says_still(done)
    assert tree(done.content.decode()).one("a", class_="govuk-button").attrs["href"] == ADD_JOB


def test_a_session_that_ended_meanwhile_asks_to_sign_in_and_keeps_the_words(alice):
    browser = browser_of(alice)
    form = form_with(browser.get(ADD_JOB), ADD_JOB, "_language")
    late = Browser(Client(), browser.host)
    answered = late.post(ADD_JOB, form.hidden() | {"title": "Baker", "_language": "cy"})
    assert answered["Location"] == f"{reverse('accounts:sign_in')}?next={ADD_JOB}"
    late.client.force_login(alice.user)
    assert boxes(late.get(ADD_JOB), ADD_JOB)["title"] == ["Baker"]


def test_a_helper_stays_in_the_journal_that_they_help_with(alice):
    path = f"{reverse('jobjournal:add_job')}?job={uuid.uuid4()}"
    browser = browser_of(alice)
    done = press(browser, browser.get(path), path, {"title": "Baker"}, _language="cy")
    assert done.redirect_chain[0][0] == path, "the whole address"
