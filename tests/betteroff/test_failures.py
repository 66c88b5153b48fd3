"""What fails on our side keeps what was typed; where programs ask, it is said in JSON."""

from __future__ import annotations

import re
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, DataError, InterfaceError, InternalError, OperationalError, connection
from django.http import Http404
from django.test import Client
from django.urls import path

from accounts import middleware
from betteroff.failures import forbidden, is_away, not_found, server_error
from betteroff.urls import urlpatterns as of_council
from core.tenancy import council_scope
from tests.people import Browser

ERRORS = {"away": OperationalError, "closed": InterfaceError, "broken": RuntimeError, "wrong": DataError}


def failing(request, kind):
    """Fails like a view whose database does."""
    raise ERRORS[kind]("db says: alice@example.org")


failing.login_required = False


def refusing(request, kind):
    """Refuses like a view whose getter knows nothing of it."""
    raise {"404": Http404, "403": PermissionDenied}[kind]


refusing.login_required = False
urlpatterns = [
    path("fails/<str:kind>/", failing), path("api/fails/<str:kind>/", failing), path("refuses/<str:kind>/", refusing),
    *of_council,
]  # fmt: skip
handler403, handler404, handler500 = forbidden, not_found, server_error
FIELDS = {
    "first": "<b>Zoë</b> & O’Brien\nsecond line", "ticked": ["a", "b"], "password": "three words", "pin": "123456",
    "csrfmiddlewaretoken": "t" * 64,
}  # fmt: skip


@pytest.fixture
def browser(calderbrook):
    client = Client(raise_request_exception=False)
    return Browser(client, calderbrook.host)


def hidden(response) -> list[tuple[str, str]]:
    """The fields that a page sends again."""
    return re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', response.content.decode())


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("kind", ["away", "closed"])
def test_while_the_database_is_away_the_page_keeps_what_was_typed(browser, kind):
    response = browser.post(f"/fails/{kind}/", FIELDS)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert response["Cache-Control"] == "no-store"
    kept = hidden(response)
    assert ("csrfmiddlewaretoken", "t" * 64) in kept
    assert ("first", "&lt;b&gt;Zoë&lt;/b&gt; &amp; O’Brien\nsecond line") in kept
    assert [value for name, value in kept if name == "ticked"] == ["a", "b"]
    text = response.content.decode()
    assert "three words" not in text
    assert "123456" not in text
    assert "Passwords, codes and PINs are not kept" in text
    assert "Files are not kept" not in text
    assert "alice@" not in text


@pytest.mark.urls(__name__)
def test_files_have_to_be_chosen_again(browser):
    sent = {"first": "Zoë", "photo": SimpleUploadedFile("p.jpg", b"x")}
    response = browser.post("/fails/away/", sent)
    assert hidden(response) == [("first", "Zoë")]
    assert "Files are not kept" in response.content.decode()


@pytest.mark.urls(__name__)
def test_without_anything_typed_it_says_to_come_back(browser):
    assert "reload the page" in browser.get("/fails/away/").content.decode()
    assert "go back and send it again" in browser.post("/fails/away/").content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("kind", ["broken", "wrong"])
def test_what_would_fail_again_is_not_to_be_sent_again(browser, kind):
    response = browser.post(f"/fails/{kind}/", FIELDS)
    assert response.status_code == 500
    assert hidden(response) == []


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("kind", "status"), [("away", 503), ("broken", 500)])
def test_programs_are_told_in_json(browser, kind, status):
    asked = [
        browser.post(f"/fails/{kind}/", "{}", content_type="application/json"),
        browser.get(f"/fails/{kind}/", headers={"Accept": "application/json"}),
        browser.get(f"/api/fails/{kind}/"),
    ]
    for response in asked:
        assert response.status_code == status
        assert "already saved are safe" in response.json()["detail"]


@pytest.mark.parametrize("address", ["/api/v1/nothing/", "/api/v1/calculators/%00/", "/api/", "/api/v1/estimates/x/"])
def test_an_odd_address_of_the_api_is_told_in_json(browser, address):
    response = browser.get(address)
    assert response.status_code == 404
    assert response.json()["detail"]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("kind", ["404", "403"])
def test_words_that_may_not_be_saved_are_there_to_copy(browser, kind):
    typed = FIELDS | {"_about": "of the page itself", "ticked": "yes", "number": "27", "code": "a secret code"}
    response = browser.post(f"/refuses/{kind}/", typed)
    assert response.status_code == int(kind)
    main = response.content.decode().partition("<main")[2]
    assert "This was not saved" in main
    assert "&lt;b&gt;Zoë&lt;/b&gt; &amp; O’Brien<br>second line" in main
    assert main.count("govuk-inset-text") == 1
    for without in (
        browser.post(f"/refuses/{kind}/", {"ticked": "yes"}),
        browser.get(f"/refuses/{kind}/?first=two+words"),
    ):
        assert without.status_code == int(kind)
        assert "This was not saved" not in without.content.decode()


def test_what_is_sent_to_no_address_of_ours_is_not_shown(browser):
    response = browser.post("/nothing/", {"first": "words of somebody else"})
    assert response.status_code == 404
    assert "words of somebody else" not in response.content.decode()


def test_other_odd_addresses_have_a_page(browser):
    response = browser.get("/nothing/")
    assert response.status_code == 404
    assert "Go to the first page" in response.content.decode()


def test_a_database_that_is_away_before_the_council_is_known(browser, monkeypatch):
    def away(host):
        raise OperationalError

    monkeypatch.setattr(middleware.readers, "council_for_host", away)
    response = browser.post("/account/sign-in/", {"contact": "alice@example.org"})
    assert response.status_code == 503
    assert hidden(response) == [("contact", "alice@example.org")]


# --- What PostgreSQL says when somebody takes too long -------------------------------------------------------------


def raised_by(statement: str, limit: str) -> DatabaseError:
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {limit} = '50ms'")
        cursor.execute(statement)
    return caught.value


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_takes_too_long_is_like_a_database_that_is_away(calderbrook):
    with pytest.raises(OperationalError), council_scope(calderbrook.pk):
        error = raised_by("SELECT pg_sleep(5)", "statement_timeout")
        assert is_away(error)
        raise error


@pytest.mark.django_db(transaction=True)
def test_and_so_is_a_transaction_in_which_nothing_happened(calderbrook):

    def idle():
        with council_scope(calderbrook.pk), connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '50ms'")
            threading.Event().wait(0.5)
            cursor.execute("SELECT 1")

    with pytest.raises(DatabaseError) as caught:
        idle()
    connection.close()
    assert is_away(caught.value)
    assert not is_away(InternalError())
