"""A letter to somebody who asked for sign language has a place for a film, which waits until the film is there."""

import pytest
from django.http import Http404

from accounts.models import AuditEvent, Resident
from casework.deciding.actions.settings import save_deciding_settings
from casework.deciding.rules.gates import Proposal
from casework.filming.actions import FilmMoved, NotAllowed, remove_film, save_film
from casework.filming.readers import film_hosts, waiting_films
from casework.models import SignedFilm
from notifications.models import Message
from tests.casework.deciding.cases import again, decide, let_it_go
from tests.claims.sent import sent_claim
from tests.people import browser_of

FILM = "https://films.example/letter-1"


@pytest.fixture
def hosts(omar):
    save_deciding_settings(second_person=False, film_hosts=["films.example"], by=omar)


def letter_sent(resident, officer, needs=("bsl",)):
    claim = sent_claim(resident)
    Resident.objects.filter(pk=claim.resident_id).update(access_needs=list(needs))
    claim.resident.refresh_from_db()
    decision = decide(claim, officer, Proposal("withdrawn"))
    assert let_it_go(decision)
    return again(decision)


def which(decision):
    return {"reference": decision.claim.reference, "public_id": decision.public_id}


def desk(decision, more="film/"):
    return f"/staff/claims/{decision.claim.reference}/decisions/{decision.public_id}/{more}"


def letter(decision):
    return f"/claims/{decision.claim.public_id}/letters/{decision.public_id}/"


def test_from_the_letter_that_goes_to_the_film_that_is_watched(alice, aisha, hosts):
    decision = letter_sent(alice, aisha)
    officer, claimant = browser_of(aisha), browser_of(alice)
    waits = "Asked for in sign language: the film is not there yet."
    for address in (f"/staff/claims/{decision.claim.reference}/", desk(decision, "")):
        page = officer.get(address).content.decode()
        assert waits in page
        assert f'href="{desk(decision)}"' in page
    assert f'href="{desk(decision)}"' in officer.get("/staff/films/").content.decode()
    assert "We are making a film" in claimant.get(letter(decision)).content.decode()
    wrong = officer.post(desk(decision), {"address": "https://elsewhere.example/a", "version": "1"})
    assert wrong.status_code == 422
    assert "Films may be on these hosts only: films.example" in wrong.content.decode()
    assert 'value="https://elsewhere.example/a"' in wrong.content.decode()
    assert officer.post(desk(decision), {"address": FILM, "version": "1"}).status_code == 302
    page = claimant.get(letter(decision)).content.decode()
    assert f'href="{FILM}" rel="noreferrer"' in page
    assert "We are making a film" not in page
    assert waits not in officer.get(f"/staff/claims/{decision.claim.reference}/").content.decode()
    assert waiting_films(aisha) == []
    told = Message.objects.get(template="letter_signed", channel="email")
    assert told.context["reference"] == decision.claim.reference
    assert AuditEvent.objects.filter(code="claims.letter.filmed", subject=decision.claim.reference).count() == 1


def test_nobody_else_has_a_place_and_who_asks_later_gets_one(alice, aisha, hosts):
    decision = letter_sent(alice, aisha, needs=["large_print"])
    assert not SignedFilm.objects.exists()
    assert browser_of(aisha).get(desk(decision)).status_code == 404
    with pytest.raises(Http404):
        save_film(**which(decision), address=FILM, version=0, by=aisha)
    Resident.objects.filter(pk=decision.claim.resident_id).update(access_needs=["bsl"])
    assert f'href="{desk(decision)}"' in browser_of(aisha).get(desk(decision, "")).content.decode()
    save_film(**which(decision), address=FILM, version=0, by=aisha)
    assert FILM in browser_of(alice).get(letter(decision)).content.decode()


def test_whoever_comes_second_overwrites_nothing(alice, aisha, hosts):
    decision = letter_sent(alice, aisha)
    save_film(**which(decision), address=FILM, version=1, by=aisha)
    save_film(**which(decision), address=FILM, version=2, by=aisha)
    with pytest.raises(FilmMoved):
        save_film(**which(decision), address=f"{FILM}0", version=1, by=aisha)
    answer = browser_of(aisha).post(desk(decision), {"address": f"{FILM}0", "version": "1"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert f'value="{FILM}0"' in page
    assert f"The film is now at {FILM}." in page
    assert Message.objects.filter(template="letter_signed", channel="email").count() == 1, "the same again tells nobody"


def test_a_film_is_taken_off_after_asking_and_waits_again(alice, aisha, hosts):
    decision = letter_sent(alice, aisha)
    save_film(**which(decision), address=FILM, version=1, by=aisha)
    browser = browser_of(aisha)
    assert (
        "Take the film off this letter?"
        in browser.post(desk(decision, "film/remove/"), {"version": "2"}).content.decode()
    )
    assert FILM in browser_of(alice).get(letter(decision)).content.decode()
    browser.post(desk(decision, "film/remove/"), {"version": "1", "_sure": "yes"})
    assert FILM in browser_of(alice).get(letter(decision)).content.decode(), "another one than the page showed"
    browser.post(desk(decision, "film/remove/"), {"version": "2", "_sure": "yes"})
    assert FILM not in browser_of(alice).get(letter(decision)).content.decode()
    assert len(waiting_films(aisha)) == 1
    with pytest.raises(FilmMoved):
        remove_film(**which(decision), version=2, by=aisha)


def test_the_council_says_on_which_hosts(alice, aisha, omar):
    decision = letter_sent(alice, aisha)
    with pytest.raises(NotAllowed):
        save_film(**which(decision), address=FILM, version=1, by=aisha)
    browser, said = browser_of(omar), {"second_person": "no", "asks_partner": "yes"}
    wrong = browser.post("/staff/settings/decisions/", {**said, "film_hosts": "https://films.example"})
    assert wrong.status_code == 422
    assert "is no host" in wrong.content.decode()
    assert browser.post("/staff/settings/decisions/", {**said, "film_hosts": "Films.example"}).status_code == 302
    assert film_hosts() == ["films.example"]
    save_deciding_settings(second_person=True, by=omar)
    assert film_hosts() == ["films.example"], "what says nothing of it leaves it as it was"
