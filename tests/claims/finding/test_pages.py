"""Finding an address on a form's page, without scripts, against a stand-in of the service."""

from __future__ import annotations

import pytest

from accounts.models import Council
from claims.finding.actions import A_PERSON, breaker_for, set_service
from claims.models import Claim
from claims.readers.answer_store import localised_spec, stored_answers
from tests.claims.browsing import address, errors_of, html_of, posted, save
from tests.claims.finding.answers import house, said
from tests.claims.making import library_draft
from tests.estimates.external.standin import answer, closed_port, hang, standing_in
from tests.people import browser_of

API_KEY = "council-key-0123456789"
TYPED = {"address-line1": "", "address-town": "Somewhere", "_postcode-address": "ol15 9ab"}
FIND = {"_find": "address"}


@pytest.fixture
def stand_in(settings):
    settings.OUTSIDE_ON_LOOPBACK = True
    with standing_in() as found:
        yield found


@pytest.fixture
def service(stand_in, omar):
    set_service(is_active=True, base_url=stand_in.address, api_key=API_KEY, by=omar)
    return stand_in


@pytest.fixture
def claim(alice):
    return library_draft("apa-request", alice)


@pytest.fixture
def browser(alice):
    return browser_of(alice)


def page_of(claim: Claim, key: str) -> str:
    spec = localised_spec(claim)
    return address(claim, next(page for page in spec.pages if any(q["key"] == key for q in spec.questions_on(page))))


def raw(claim: Claim, key: str = "address"):
    stored = stored_answers(claim).get((key, ""))
    return stored.raw if stored else None


def text_of(response) -> str:
    return " ".join(html_of(response).text.split())


def test_a_postcode_gives_a_list_and_one_of_it_comes_into_the_boxes(service, claim, browser):
    service.script = [answer(200, said(house("10"), house("9", SUB_BUILDING_NAME="FLAT 2")))]
    url = page_of(claim, "address")
    listed = save(browser, url, TYPED | FIND)
    assert listed.status_code == 200
    assert not errors_of(listed)
    assert "Addresses in OL15 9AB" in text_of(listed)
    radios = [box for box in html_of(listed).all("input") if box.attrs.get("name") == "_found-address"]
    assert [radio.attrs["value"].split("\n")[:2] for radio in radios] == [
        ["10 Station Road", ""], ["Flat 2", "9 Station Road"],
    ]  # fmt: skip
    # What was typed is kept, in the boxes and in the draft.
    assert posted(listed)["address-town"] == raw(claim)["town"] == "Somewhere"
    [request] = service.requests
    assert request.line.startswith("GET /postcode?postcode=OL15+9AB&")
    assert request.headers["key"] == API_KEY
    chosen = radios[1].attrs["value"]
    used = browser.post(url, posted(listed) | {"_found-address": chosen, "_use": "address"})
    assert used.status_code == 302
    assert posted(browser.get(url))["address-line2"] == "9 Station Road"
    assert raw(claim)["postcode"] == "OL15 9AB"
    assert len(service.requests) == 1


def test_a_chosen_address_is_taken_on_saving_unless_another_is_typed(service, claim, browser):
    chosen = "\n".join(("9 Station Road", "", "Calderbrook", "OL15 9AB"))
    url = page_of(claim, "address")
    save(browser, url, TYPED | {"_found-address": chosen})
    assert raw(claim)["line1"] == "9 Station Road"
    save(browser, url, {"address-line1": "1 My Own Road", "_found-address": chosen})
    assert raw(claim)["line1"] == "1 My Own Road"
    assert not service.requests


def test_enter_in_the_box_looks_up_and_using_none_says_so(service, claim, browser):
    service.script = [answer(200, said(house("9")))] * 2
    url = page_of(claim, "address")
    assert "Addresses in OL15 9AB" in text_of(save(browser, url, TYPED))
    none = save(browser, url, TYPED | {"_use": "address"})
    assert none.status_code == 422
    assert errors_of(none) == [("Select an address, or type it", "found-address")]
    assert html_of(none).one("input", id="found-address")


def test_a_wrong_postcode_is_an_error_beside_its_box_and_asks_nobody(service, claim, browser):
    wrong = save(browser, page_of(claim, "address"), TYPED | FIND | {"_postcode-address": "somewhere"})
    assert wrong.status_code == 422
    assert errors_of(wrong) == [("Enter a full postcode, like AB1 2DE, or type the address", "find-address")]
    assert posted(wrong)["_postcode-address"] == "somewhere"
    assert not service.requests


@pytest.mark.parametrize(
    "behaviour",
    [answer(401, {}), answer(500, {}), answer(200, {"html": 1}), answer(302, {}, Location="https://x.example"),
     answer(200, b"x" * 300_000), hang],
    ids=["key", "broken", "nonsense", "redirect", "long", "silent"],
)  # fmt: skip
def test_a_failure_says_so_and_typing_goes_on(service, claim, browser, behaviour):
    service.script = [behaviour]
    url = page_of(claim, "address")
    told = save(browser, url, TYPED | FIND)
    assert told.status_code == 200
    assert "We cannot find addresses at the moment. Please type it." in text_of(told)
    save(browser, url, {"address-line1": "9 Station Road", "address-postcode": "OL15 9AB"})
    assert raw(claim)["line1"] == "9 Station Road"


def test_after_three_failures_nobody_is_asked_for_a_while(service, claim, browser, omar):
    set_service(is_active=True, base_url=closed_port(), api_key="", by=omar)
    for _ in range(3):
        save(browser, page_of(claim, "address"), TYPED | FIND)
    assert breaker_for(omar.council.pk).is_open()
    set_service(is_active=True, base_url=service.address, api_key="", by=omar)
    assert not breaker_for(omar.council.pk).is_open()


def test_a_postcode_without_addresses_and_one_that_the_service_does_not_know(service, claim, browser):
    service.script = [answer(200, said()), answer(400, {"error": {}})]
    for _ in range(2):
        told = text_of(save(browser, page_of(claim, "address"), TYPED | FIND))
        assert "We found no address with the postcode OL15 9AB. Please type it." in told


def test_whoever_asks_often_types(service, claim, browser):
    service.script = [answer(200, said())] * 30
    url = page_of(claim, "address")
    most = int(A_PERSON.partition("/")[0])
    pages = [save(browser, url, TYPED | FIND) for _ in range(most + 1)]
    assert len(service.requests) == most
    assert "You have looked up many addresses. Please type this one." in text_of(pages[-1])


def test_somebody_elses_draft_asks_nobody(service, claim, bob):
    assert browser_of(bob).post(page_of(claim, "address"), TYPED | FIND).status_code == 404
    assert not service.requests


def test_without_a_service_there_is_nothing_to_press_and_nothing_is_asked(stand_in, claim, browser, omar):
    url = page_of(claim, "address")
    assert "Find address" not in text_of(browser.get(url))
    set_service(is_active=False, base_url=stand_in.address, api_key=API_KEY, by=omar)
    assert "Find address" not in text_of(browser.get(url))
    assert save(browser, url, TYPED | FIND).status_code == 200
    assert not stand_in.requests


def test_a_second_address_may_be_the_same(claim, browser):
    home = {"line1": "9 Station Road", "town": "Calderbrook", "postcode": "OL15 9AB"}
    first, second = page_of(claim, "address"), page_of(claim, "landlord_address")
    assert "The same as" not in text_of(browser.get(second))
    save(browser, first, {f"address-{part}": text for part, text in home.items()})
    assert "The same as “The address you are claiming for”" in text_of(browser.get(second))
    assert save(browser, second, {"_same-landlord_address": "address"}).status_code == 302
    assert raw(claim, "landlord_address")["line1"] == "9 Station Road"
    # Not beside the home itself, and not once it is answered.
    assert "The same as" not in text_of(browser.get(first)) + text_of(browser.get(second))


def test_another_councils_postcode_is_said_once_and_taken(claim, browser, calderbrook):
    home = {"address-line1": "1 Far Road", "address-town": "London", "address-postcode": "SW1A 1AA"}
    Council.objects.filter(pk=calderbrook.pk).update(postcode_districts=["OL15"])
    url = page_of(claim, "address")
    told = save(browser, url, home)
    assert "The postcode SW1A 1AA may be in another council’s area." in text_of(told)
    again = browser.post(url, posted(told))
    assert "another council" not in text_of(again) if again.status_code != 302 else True
    Council.objects.filter(pk=calderbrook.pk).update(postcode_districts=[])
    silent = save(browser, url, home)
    assert silent.status_code == 302 or "another council" not in text_of(silent)
