"""What a device is given to keep, whose it is, and entries that waited on one: kept once, for their owner only."""

from __future__ import annotations

import io
import json
import re
import uuid

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from PIL import Image

from accounts.actors import system_actor
from accounts.models import Council
from core.tenancy import council_scope
from jobjournal.actions.library import set_up_journal
from jobjournal.library import starter_activities
from jobjournal.models import Activity, Entry
from jobjournal.presenters import offline
from jobjournal.presenters.offline import manifest, owner_id
from jobjournal.readers.entry_words import words_of
from tests.jobjournal.making import APPLIED
from tests.parallel import in_parallel
from tests.people import Browser, browser_of, make_resident

TOKENS = re.compile(r'nonce="[^"]*"')


def sent(actor, **changes):
    """What a phone of this person's sends."""
    today = timezone.localdate().isoformat()
    return {
        "client_id": str(uuid.uuid4()), "owner": owner_id(actor.resident), "recorded_at": timezone.now().isoformat(),
        "language": "en", "activity": "applied", "template": "apply_online", "slots": {"date": today, **APPLIED},
        **changes,
    }  # fmt: skip


def post(browser, body):
    text = body if isinstance(body, bytes | str) else json.dumps(body)
    return browser.post("/journal/entries/", text, content_type="application/json")


# --- What is kept on a device ------------------------------------------------------------------------------------


def test_the_shell_is_the_same_for_everybody_and_holds_no_token(library, alice, bob):
    pages = [Browser(Client(), library.host), browser_of(alice), browser_of(bob)]
    shells = {TOKENS.sub("", browser.get("/journal/offline/").content.decode()) for browser in pages}
    assert len(shells) == 1
    shell = shells.pop()
    assert "csrfmiddlewaretoken" not in shell
    assert "Alice" not in shell
    assert owner_id(alice.resident) not in shell


def test_a_message_meant_for_a_person_does_not_end_up_in_the_shell(library, alice):
    browser = browser_of(alice)
    browser.post("/journal/device/", {"device": "own"})
    assert "works on this device" not in browser.get("/journal/offline/").content.decode()


def test_the_worker_names_everything_that_the_shell_asks_for(library):
    browser = Browser(Client(), library.host)
    worker = browser.get("/journal/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "no-cache" in worker["Cache-Control"]
    assert "worker-src 'self'" in worker["Content-Security-Policy"]
    kept = json.loads(re.search(r"self\.JOURNAL = (.*);\n", worker.content.decode())[1])
    shell = browser.get(kept["shell"]).content.decode()
    wanted = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"', shell)
    assert len(wanted) > 4
    assert set(wanted) - {"/journal/app.webmanifest"} <= set(kept["files"])
    for address in kept["files"]:
        if not address.startswith(settings.STATIC_URL):
            assert browser.get(address).status_code == 200, address


def test_the_version_changes_with_what_is_kept_and_with_nothing_else(library):
    browser = Browser(Client(), library.host)

    def version():
        return re.search(r'"version": "(\w+)"', browser.get("/journal/worker.js").content.decode())[1]

    first = version()
    assert version() == first
    library.colour = "#00703c"
    library.name = "Calderbrook Borough Council"
    library.save()
    renamed = version()
    hide("applied")
    assert len({first, renamed, version()}) == 3


def hide(key):
    """The council stops offering an activity."""
    Activity.objects.filter(key=key).update(is_active=False)


def test_an_installed_journal_is_the_councils(library):
    response = Browser(Client(), library.host).get("/journal/app.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    found = response.json()
    assert (found["scope"], found["start_url"], found["display"]) == ("/journal/", "/journal/", "standalone")
    assert library.name in found["name"]
    assert found["theme_color"] == library.colour
    library.name_cy = "Cyngor Calderbrook"
    with translation.override("cy"):
        assert "Cyngor Calderbrook" in manifest(library)["name"]


@pytest.mark.parametrize("size", [192, 512])
@pytest.mark.parametrize("colour", ["#1d4f91", "#ffdd00"])
def test_its_picture_is_in_the_councils_colour_and_can_be_made_out(library, size, colour):
    library.colour = colour
    library.save()
    response = Browser(Client(), library.host).get(f"/journal/icon-{size}.png")
    picture = Image.open(io.BytesIO(response.content)).convert("RGB")
    assert picture.size == (size, size)
    assert "#{:02x}{:02x}{:02x}".format(*picture.getpixel((1, 1))) == colour
    assert len(picture.resize((16, 16), Image.Resampling.NEAREST).getcolors()) > 1


def test_the_library_has_all_that_the_browser_asks_with(library, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = offline.library()
    assert len(found["activities"]) == len(starter_activities())
    keys = {activity["key"] for activity in found["activities"]}
    for sentence in found["sentences"]:
        assert sentence["activity"] in keys
        questions = [found["questions"][name] for name in [*sentence["questions"], *sentence["more"]]]
        asked = {question["name"] for question in questions}
        assert set(re.findall(r"\{(?:a:)?(\w+)", sentence["text"])) == asked
        assert all(question["prompts"]["en"] for question in questions)
    assert [language["code"] for language in found["languages"]] == ["en", "cy", "pl", "ur"]
    assert found["languages"][3]["dir"] == "rtl"
    assert len(json.dumps(found)) < 120_000


# --- Whose device ------------------------------------------------------------------------------------------------


def test_nothing_is_kept_until_the_person_says_the_device_is_their_own(library, alice):
    browser = browser_of(alice)
    assert browser.client.session.get("journal_device") is None
    browser.post("/journal/device/", {"device": "own"})
    assert browser.client.session["journal_device"] == "own"
    answer = browser.post("/journal/device/", {"device": "public"})
    assert browser.client.session["journal_device"] == "public"
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_an_unknown_answer_changes_nothing(library, alice):
    browser = browser_of(alice)
    assert browser.post("/journal/device/", {"device": "mine"}).status_code == 400
    assert "journal_device" not in browser.client.session


def test_the_choice_ends_with_the_session(library, alice):
    browser = browser_of(alice)
    browser.post("/journal/device/", {"device": "own"})
    answer = browser.post("/account/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    browser.client.force_login(alice.user)
    assert "journal_device" not in browser.client.session


@pytest.mark.parametrize("address", ["/account/sign-out/", "/account/sign-out-everywhere/", "/journal/device/"])
def test_what_waits_for_somebody_else_survives(library, alice, address):
    answer = browser_of(alice).post(address, {"others_waiting": "1", "device": "public"})
    assert answer["Clear-Site-Data"] == '"cache"'


def test_a_device_knows_people_by_a_name_that_opens_nothing(library, alice, bob):
    answer = browser_of(alice).get("/journal/who/")
    assert "no-store" in answer["Cache-Control"]
    assert answer.json()["owner"] == owner_id(alice.resident) != owner_id(bob.resident)
    assert str(alice.resident.public_id) not in answer.content.decode()
    nobody = Browser(Client(), library.host).get("/journal/who/").json()
    assert nobody["owner"] is None
    assert nobody["sign_in"] == "/account/sign-in/?next=/journal/"


# --- Entries that waited -----------------------------------------------------------------------------------------


def test_an_entry_is_kept_once_however_often_it_is_sent(library, alice):
    browser, body = browser_of(alice), sent(alice)
    first = post(browser, body)
    assert first.status_code == 200
    assert first.json()["sequence"] == 1
    assert [post(browser, body).json() for _ in range(3)] == [first.json()] * 3
    entry = Entry.objects.get()
    assert words_of(entry).sentence.endswith("The application took me 45 minutes.")
    assert abs((entry.recorded_at - timezone.now()).total_seconds()) < 60


def test_entries_are_numbered_in_the_order_they_arrive(library, alice):
    browser = browser_of(alice)
    bodies = [sent(alice, slots={**APPLIED, "date": "2026-11-20", "place": f"Town {n}"}) for n in range(5)]
    assert [post(browser, body).json()["sequence"] for body in bodies] == [1, 2, 3, 4, 5]


def test_in_the_persons_own_words(library, alice):
    body = sent(alice, template="", own_words="Holais yn y becws", language="cy", minutes="25")
    assert post(browser_of(alice), body).status_code == 200
    entry = Entry.objects.get()
    assert (entry.minutes, entry.language, words_of(entry).own_words) == (25, "cy", "Holais yn y becws")


def test_a_refusal_says_what_to_put_right_in_the_persons_language_and_keeps_nothing(library, alice):
    slots = {**APPLIED, "date": "2026-02-31", "duration": "soon", "place": ""}
    answer = post(browser_of(alice), sent(alice, slots=slots, language="ur"))
    assert answer.status_code == 422
    found = {problem["name"]: problem["text"] for problem in answer.json()["problems"]}
    assert set(found) == {"date", "duration", "place"}
    assert "تاریخ" in found["date"]
    assert Entry.objects.count() == 0
    # Put right under the same id, it is taken.
    body = sent(alice)
    post(browser_of(alice), {**body, "slots": slots})
    assert post(browser_of(alice), body).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "1"},
        {"client_id": None},
        {"activity": "a' OR 1=1 --"},
        {"activity": "applied\x00"},
        {"template": ["apply_online"]},
        {"slots": [1, 2]},
        {"slots": {f"n{n}": "x" for n in range(100)}},
        {"slots": "date"},
    ],
)
def test_what_is_not_an_entry_is_refused(library, alice, changes):
    answer = post(browser_of(alice), sent(alice, **changes))
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["text"]
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 5000, b'{"activity": "applied"}'])
def test_any_body_is_answered(library, alice, body):
    assert post(browser_of(alice), body).status_code == 400


def test_odd_values_in_an_entry_are_no_fault_of_the_server(library, alice):
    slots = {"date": timezone.localdate().isoformat(), **APPLIED, "employer": "Foods\x00 \ud800 Ltd", "place": {"a": 1}}
    body = sent(alice, slots=slots, recorded_at="0001-01-01T00:00:00+14:00", language="tlh", minutes=True)
    assert post(browser_of(alice), body).status_code == 422
    slots["place"] = "Leigh"
    assert post(browser_of(alice), {**body, "slots": slots}).status_code == 200
    assert abs((Entry.objects.get().recorded_at - timezone.now()).total_seconds()) < 60


def test_what_the_council_no_longer_offers_is_said(library, alice):
    answer = post(browser_of(alice), sent(alice, activity="juggling"))
    assert answer.status_code == 422
    assert "no longer offers" in answer.json()["problems"][0]["text"]


def test_what_was_hidden_while_the_phone_was_away_is_still_taken(library, alice):
    hide("applied")
    assert post(browser_of(alice), sent(alice)).status_code == 200


def test_a_session_that_ended_says_where_to_sign_in(library, alice):
    browser = browser_of(alice)
    browser.client.logout()
    answer = post(browser, sent(alice))
    assert answer.status_code == 401
    assert answer.json()["url"] == "/account/sign-in/?next=/journal/"
    assert Entry.objects.count() == 0


def test_another_persons_entry_is_not_taken_for_the_one_who_is_signed_in(library, alice, bob):
    assert post(browser_of(bob), sent(alice)).status_code == 409
    assert Entry.objects.count() == 0


def test_an_id_that_somebody_else_used_tells_nothing_and_changes_nothing(library, alice, bob):
    body = sent(alice)
    mine = post(browser_of(alice), body).json()
    theirs = post(browser_of(bob), sent(bob, client_id=body["client_id"])).json()
    assert mine["id"] != theirs["id"]
    assert [entry.resident for entry in Entry.objects.order_by("pk")] == [alice.resident, bob.resident]


def test_staff_have_no_journal_of_their_own(library, aisha, alice):
    assert post(browser_of(aisha), sent(alice)).status_code == 401


def test_without_a_token_nothing_is_taken(library, alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice.user)
    browser, body = Browser(client, library.host), sent(alice)
    assert post(browser, body).status_code == 403
    token = browser.get("/journal/who/").json()["token"]
    answer = browser.post(
        "/journal/entries/", json.dumps(body), content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200


def test_an_entry_takes_few_queries(library, alice):
    browser = browser_of(alice)
    post(browser, sent(alice))
    with CaptureQueriesContext(connection) as queries:
        post(browser, sent(alice))
    bookkeeping = re.compile(r"SAVEPOINT|RELEASE|SELECT set_config\('app.council_id'|SET ")
    asked = [query["sql"] for query in queries if not bookkeeping.match(query["sql"])]
    # Before the entry, every request asks five things: council, session, user, resident, membership.
    assert len(asked) <= 5 + 10, "\n".join(sql[:120] for sql in asked)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_sendings_of_one_entry_at_once_keep_one(transactional_db):
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    alice = make_resident(council, "Alice Ashworth", "alice@example.org")
    with council_scope(alice.council.pk):
        set_up_journal(by=system_actor(alice.council, "tests"))
    body, browser = sent(alice), browser_of(alice)
    key = browser.client.session.session_key

    def send(_number):
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        return post(Browser(client, alice.council.host), body).json()

    answers = in_parallel(20, send)
    assert [answer for answer in answers if answer != answers[0]] == []
    assert answers[0]["state"] == "sent"
    with council_scope(alice.council.pk):
        assert Entry.objects.count() == 1
