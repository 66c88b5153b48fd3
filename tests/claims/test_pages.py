"""Claim pages over HTTP, as they work without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actors import system_actor
from claims.actions.resuming import send_resume_link
from claims.models import Answer, Claim
from claims.readers.answer_store import stored_answers
from formspec.rules.display import display_raw
from notifications.actions import send_due_messages
from notifications.readers import mailbox
from tests.claims.browsing import address, autosave, errors_of, html_of, posted, save
from tests.claims.making import fill, library_draft, small_draft
from tests.people import Browser, browser_of

NAME = {"name-first": "Alice", "name-last": "Ashworth"}
BORN = {"dob-day": "3", "dob-month": "5", "dob-year": "1985"}


@pytest.fixture(autouse=True)
def empty_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


@pytest.fixture
def claim(alice):
    return small_draft(alice)


@pytest.fixture
def browser(alice):
    return browser_of(alice)


def raw(claim: Claim, key: str, row: str = ""):
    stored = stored_answers(claim).get((key, row))
    return stored.raw if stored else None


# --- Going through ------------------------------------------------------------------------------------------


def test_right_answers_lead_to_the_next_page(claim, browser):
    response = save(browser, address(claim, "who-you-are"), NAME | BORN)
    assert (response.status_code, response["Location"]) == (302, address(claim, "your-pets"))
    assert raw(claim, "name") == {"first": "Alice", "last": "Ashworth"}
    page = posted(browser.get(address(claim, "who-you-are")))
    assert (page["name-first"], page["dob-year"]) == ("Alice", "1985")


def test_wrong_answers_are_kept_and_every_error_leads_to_a_control(claim, browser):
    typed = {"name-first": "", "name-last": "", "dob-day": "31", "dob-month": "2", "dob-year": "1985", "nino": "QQ 1"}
    response = save(browser, address(claim, "who-you-are"), typed)
    assert response.status_code == 422
    errors = errors_of(response)
    assert len(errors) == 3
    page = html_of(response)
    for sentence, target in errors:
        control = page.by_id(target)
        assert control.name in ("input", "textarea", "select"), (sentence, control.name)
    assert page.one("title").text.startswith("Error:")
    assert {key: value for key, value in posted(response).items() if key in typed} == typed
    again = posted(browser.get(address(claim, "who-you-are")))
    assert {key: value for key, value in again.items() if key in typed} == typed


def test_hostile_text_comes_back_as_text(claim, browser):
    text = '"><script>alert(1)</script>\n</textarea>&amp;'
    response = save(browser, address(claim, "paying-you"), {"anything_else": text, "account-name": "only a name"})
    assert response.status_code == 422
    assert posted(response)["anything_else"] == text
    assert "<script>alert" not in response.content.decode()


def test_a_question_brought_up_by_an_answer_is_asked_without_scolding(claim, browser):
    response = save(browser, address(claim, "your-pets"), {"has_pets": "yes"})
    assert response.status_code == 200
    assert not errors_of(response)
    page = html_of(response)
    assert "hidden" not in page.one(**{"data-question": "pet_kind"}).attrs
    assert "Because of your answer" in page.text
    unanswered = browser.post(address(claim, "your-pets"), posted(response))
    assert [target for _, target in errors_of(unanswered)] == ["pet_kind"]


def test_a_hidden_question_keeps_its_answer(claim, browser):
    url = address(claim, "your-pets")
    save(browser, url, {"has_pets": "yes", "pet_kind": "A dog"})
    assert save(browser, url, {"has_pets": "no"})["Location"] == address(claim, "paying-you"), "no page about each pet"
    assert raw(claim, "pet_kind") == "A dog"
    assert save(browser, url, {"has_pets": "yes"}).status_code == 302


def test_a_stale_page_shows_both_answers_and_overwrites_nothing(claim, browser):
    url = address(claim, "paying-you")
    stale = posted(browser.get(url))
    save(browser, url, {"anything_else": "from the other tab"})
    response = browser.post(url, stale | {"anything_else": "from the stale tab"})
    assert response.status_code == 422
    assert "from the other tab" in response.content.decode()
    assert errors_of(response)[0][1] == "anything_else"
    assert posted(response)["anything_else"] == "from the stale tab"
    assert raw(claim, "anything_else") == "from the other tab"
    assert browser.post(url, posted(response)).status_code == 302
    assert raw(claim, "anything_else") == "from the stale tab"


def test_a_conflict_about_secrets_shows_neither(claim, browser):
    url = address(claim, "who-you-are")
    stale = posted(browser.get(url))
    save(browser, url, NAME | BORN | {"nino": "AB 12 34 56 C"})
    response = browser.post(url, stale | NAME | BORN | {"nino": "AB 12 34 56 D"})
    assert "AB 12 34 56 C" not in response.content.decode()
    assert errors_of(response)[0][1] == "nino"


def test_change_from_check_your_answers_comes_back_there(claim, browser):
    url = address(claim, "who-you-are") + "?back=check"
    response = save(browser, url, NAME | BORN)
    assert response["Location"] == reverse("claims:check_answers", args=[claim.public_id])


def test_the_last_page_leads_to_check_your_answers(claim, browser):
    response = save(browser, address(claim, "paying-you"), {})
    assert response["Location"] == reverse("claims:check_answers", args=[claim.public_id])


def test_bank_details_are_not_shown_again_and_empty_boxes_keep_them(claim, browser):
    url = address(claim, "paying-you")
    details = {"account-name": "A Ashworth", "account-sort_code": "20-29-59", "account-account_number": "63748472"}
    save(browser, url, details)
    page = browser.get(url)
    assert "63748472" not in page.content.decode()
    assert "account ending 72" in html_of(page).text, "enough to recognise the account"
    assert browser.post(url, posted(page) | {"anything_else": "x"}).status_code == 302
    assert raw(claim, "account")["account_number"] == "63748472"
    check = browser.get(reverse("claims:check_answers", args=[claim.public_id])).content.decode()
    assert "63748472" not in check


def test_an_account_number_that_fails_the_check_is_questioned_once(claim, browser):
    url = address(claim, "paying-you")
    details = {"account-name": "A Ashworth", "account-sort_code": "20-30-99", "account-account_number": "66831036"}
    asked = save(browser, url, details)
    assert asked.status_code == 200
    assert "2017" in html_of(asked).one("main").text, "the date of the table is told"
    assert raw(claim, "account")["account_number"] == "66831036", "kept all the same"
    assert browser.post(url, posted(asked)).status_code == 302


def test_saving_for_later_needs_nothing_right(claim, browser):
    response = save(browser, address(claim, "who-you-are"), {"name-first": "A", "_later": "1"})
    assert response["Location"] == reverse("claims:task_list", args=[claim.public_id])
    assert raw(claim, "name")["first"] == "A"


def test_an_unknown_page_and_row_are_not_found(claim, browser):
    assert browser.get(address(claim, "made-up")).status_code == 404
    assert browser.post(address(claim, "made-up"), {"name-first": "A"}).status_code == 404
    assert browser.get(address(claim, "who-you-are", "made-up")).status_code == 404


# --- Rows ---------------------------------------------------------------------------------------------------


@pytest.fixture
def with_pets(claim, browser):
    save(browser, address(claim, "your-pets"), {"has_pets": "yes", "pet_kind": "Dogs"})
    return claim


def add_pet(claim: Claim, browser: Browser, name: str) -> str:
    """In the row that was opened and is still empty, or in another one."""
    known = raw(claim, "pets") or []
    row = next((each for each in known if not raw(claim, "pet_name", each)), None)
    if row is None:
        added = browser.post(address(claim, "each-pet"), {"_add": "1"})
        assert added.status_code == 302
        row = row_at(added)
    assert save(browser, address(claim, "each-pet", row), {"pet_name": name}).status_code == 302
    return row


def row_at(response) -> str:
    """The row that an answer leads to."""
    return response["Location"].partition("?")[0].rstrip("/").rpartition("/")[2]


def test_rows_are_added_changed_and_removed(with_pets, browser):
    url = address(with_pets, "each-pet")
    rex, milo = add_pet(with_pets, browser, "Rex"), add_pet(with_pets, browser, "Milo")
    text = html_of(browser.get(url)).text
    assert "Rex" in text
    assert "Milo" in text
    save(browser, address(with_pets, "each-pet", rex), {"pet_name": "Max"})
    assert raw(with_pets, "pet_name", rex) == "Max"
    asked = html_of(browser.post(url, {"_remove": rex}))
    assert asked.one("h1").text == "Remove “Max”?"
    assert raw(with_pets, "pets") == [rex, milo], "nothing goes at one press"
    assert browser.post(url, {"_remove": rex, "_sure": "yes"})["Location"] == url
    assert raw(with_pets, "pets") == [milo]
    assert raw(with_pets, "pet_name", rex) is None
    assert browser.post(url, {})["Location"] == address(with_pets, "paying-you")


def test_a_missing_row_leads_to_the_button_that_adds_one(with_pets, browser):
    [row] = raw(with_pets, "pets")
    browser.post(address(with_pets, "each-pet"), {"_remove": row, "_sure": "yes"})
    response = browser.post(address(with_pets, "each-pet"), {})
    assert response.status_code == 422
    [(_, target)] = errors_of(response)
    assert html_of(response).by_id(target).name == "button"


def test_a_wrong_row_leads_to_its_card(with_pets, browser):
    response = browser.post(address(with_pets, "each-pet"), {})
    [(_, target)] = errors_of(response)
    assert html_of(response).by_id(target)


def test_a_wrong_answer_in_a_row_is_linked_and_kept(with_pets, browser):
    added = browser.post(address(with_pets, "each-pet"), {"_add": "1"})["Location"]
    response = save(browser, added, {"pet_name": ""})
    assert response.status_code == 422
    assert html_of(response).by_id(errors_of(response)[0][1]).name == "input"


def test_a_stale_row_overwrites_nothing(with_pets, browser):
    rex = add_pet(with_pets, browser, "Rex")
    url = address(with_pets, "each-pet", rex)
    stale = posted(browser.get(url))
    save(browser, url, {"pet_name": "Max"})
    response = browser.post(url, stale | {"pet_name": "Bob"})
    assert response.status_code == 422
    assert "Max" in response.content.decode()
    assert raw(with_pets, "pet_name", rex) == "Max"


def test_an_answer_in_a_made_up_row_is_refused(with_pets, browser):
    response = browser.post(address(with_pets, "each-pet", "made-up"), {"_base-pet_name": "0", "pet_name": "Rex"})
    assert response.status_code == 409
    body = {"question": "pet_name", "row": "made-up", "raw": "Rex", "base": 0}
    assert autosave(browser, with_pets, body).status_code == 400
    assert not Answer.objects.filter(key="pet_name").exists()


def test_what_was_typed_for_a_row_that_went_meanwhile_can_be_added_again(with_pets, browser):
    rex = add_pet(with_pets, browser, "Rex")
    url, row = address(with_pets, "each-pet"), address(with_pets, "each-pet", rex)
    typed = posted(browser.get(row)) | {"pet_name": "Max <3"}
    browser.post(url, {"_remove": rex, "_sure": "yes"})
    gone = browser.post(row, typed)
    assert gone.status_code == 409
    page = html_of(gone)
    assert "Max <3" in page.text
    again = page.all("form", action=url)[0]
    hidden = {each.attrs["name"]: each.attrs["value"] for each in again.all("input", type="hidden")}
    added = browser.post(url, hidden | {"_add": "1"})
    assert raw(with_pets, "pet_name", added["Location"].rstrip("/").rpartition("/")[2]) == "Max <3"
    assert browser.get(row)["Location"] == url


def test_no_more_rows_than_the_form_takes(with_pets, browser):
    for _ in range(5):
        browser.post(address(with_pets, "each-pet"), {"_add": "1"})
    assert len(raw(with_pets, "pets")) == 3
    assert not html_of(browser.get(address(with_pets, "each-pet"))).all(id="add-row")


# --- Sessions that ended ------------------------------------------------------------------------------------


def sign_in_again(browser: Browser, signed_out, contact: str):
    """Follow the way that a signed-out answer points to, with the code from the mailbox."""
    page = browser.get(signed_out["Location"])
    assert "You have been signed out" in page.content.decode()
    browser.post(signed_out["Location"], {"contact": contact})
    code = re.search(r"\b\d{6}\b", mailbox()[0].text)[0]
    return browser.post(reverse("accounts:enter_code"), {"code": code}, follow=True)


def test_what_was_typed_survives_the_end_of_a_session(claim, browser):
    url = address(claim, "who-you-are")
    typed = posted(browser.get(url)) | NAME | BORN | {"nino": "AB 12 34 56 C"}
    browser.client.logout()
    response = browser.post(url, typed)
    assert response.status_code == 302
    assert not Answer.objects.exists()
    page = sign_in_again(browser, response, "alice@example.org")
    assert page.redirect_chain[-1][0] == url
    displayed = posted(page)
    assert {key: value for key, value in displayed.items() if key in typed} == typed
    assert browser.post(url, displayed).status_code == 302
    assert raw(claim, "nino") == "AB 12 34 56 C"


def test_what_was_typed_is_not_shown_to_somebody_else(claim, browser, bob):
    url = address(claim, "who-you-are")
    typed = posted(browser.get(url)) | NAME
    browser.client.logout()
    page = sign_in_again(browser, browser.post(url, typed), "bob@example.org")
    assert page.status_code == 404
    assert "Ashworth" not in page.content.decode()


def test_what_was_typed_is_encrypted_in_the_session(claim, browser):
    url = address(claim, "who-you-are")
    typed = posted(browser.get(url)) | NAME
    browser.client.logout()
    browser.post(url, typed)
    assert "Ashworth" not in str(dict(browser.client.session))


def test_a_row_typed_after_the_end_of_a_session_is_kept_too(with_pets, browser):
    rex = add_pet(with_pets, browser, "Rex")
    url = address(with_pets, "each-pet", rex)
    typed = posted(browser.get(url)) | {"pet_name": "Max"}
    browser.client.logout()
    page = sign_in_again(browser, browser.post(url, typed), "alice@example.org")
    assert posted(page)["pet_name"] == "Max"


# --- Links that open a draft --------------------------------------------------------------------------------


def test_a_draft_opened_by_link_is_not_kept_by_browsers_and_can_be_sent(claim, alice):
    fill(claim, alice)
    send_resume_link(
        public_id=claim.public_id, channel="email", contact="alice@example.org", by=alice,
        address="http://calderbrook.localhost/resume/{token}/",
    )  # fmt: skip
    send_due_messages(limit=10, by=system_actor(alice.council, "messages"))
    link = re.search(r"/resume/\S+", mailbox()[0].text)[0]
    elsewhere = Browser(Client(), alice.council.host)
    opened = elsewhere.post(link)
    assert opened["Location"] == reverse("claims:task_list", args=[claim.public_id])
    assert "no-store" in elsewhere.get(opened["Location"])["Cache-Control"]
    for _ in range(2):
        sent = elsewhere.post(reverse("claims:submit", args=[claim.public_id]), {"for_whom": "self"}, follow=True)
        claim.refresh_from_db()
        assert sent.status_code == 200
        assert claim.reference in sent.content.decode()


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("money", "about £1,200"),
        ("number", "two"),
        ("phone", "ask me"),
        ("yes_no", "1e999"),
        ("declaration", "agreed!"),
    ],
)
def test_an_answer_changed_elsewhere_is_shown_as_typed_even_when_it_is_wrong(kind, typed):
    assert display_raw({"key": "q", "type": kind, "label": "Q"}, typed) == typed


def test_an_answer_changed_elsewhere_is_shown_in_words():
    options = [{"value": "a", "label": "First"}, {"value": "b", "label": "Second"}]
    assert display_raw({"key": "q", "type": "yes_no", "label": "Q"}, "yes") == "Yes"
    assert display_raw({"key": "q", "type": "multi_choice", "label": "Q", "options": options}, ["a", "x"]) == "First, x"
    assert display_raw({"key": "q", "type": "long_text", "label": "Q"}, "one\ntwo") == "one, two"


def test_a_page_of_one_question_has_one_heading(alice, browser):
    claim = library_draft("discretionary-housing-payment", alice)
    page = html_of(browser.get(address(claim, "your-date-of-birth")))
    assert [heading.text.strip() for heading in page.all("h1")] == ["Your date of birth"]
