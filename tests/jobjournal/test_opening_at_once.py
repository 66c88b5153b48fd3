"""Many at one share in the same moment: never more tries than there are, never two for one use; what a no takes."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import Actor, system_actor
from accounts.models import Council
from core.tenancy import council_scope
from jobjournal.actions.library import set_up_journal
from jobjournal.models import PairingRequest, Share, ShareAttempt, ShareView
from jobjournal.sharing.actions.opening import open_share
from jobjournal.sharing.actions.pairing import CodeGone, ask_for_journal, show_on_computer
from jobjournal.sharing.actions.sharing import Chosen
from jobjournal.sharing.readers.shares import screen_request
from tests.jobjournal.making import own_words, recorded
from tests.jobjournal.sharing import refused_shares, shared, stranger, tries, versions_of, wrong_pin
from tests.parallel import in_parallel
from tests.people import make_resident

pytestmark = pytest.mark.django_db(transaction=True)
# What two statements of one kind differ by.
VALUE = re.compile(r"'[^']*'(?:::\w+)?|\bNULL\b|\b\d+\b|\bs\d+_x\d+\b")


@pytest.fixture
def council(transactional_db):
    return Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")


@pytest.fixture
def alice(council):
    return make_resident(council, "Alice Ashworth", "alice@example.org")


@pytest.fixture
def entry(council, alice):
    with council_scope(council.pk):
        set_up_journal(by=system_actor(council, "tests"))
        return recorded(alice, own_words())


@pytest.fixture
def made(council, alice, entry):
    with council_scope(council.pk):
        return shared(alice, entry)


def opening(council, code: str, pin: str):
    with council_scope(council.pk):
        return open_share(code=code, pin=pin, viewer_name="V", by=Actor(council))


@pytest.mark.slow
def test_of_fifty_wrong_pins_at_once_five_are_evaluated_and_the_share_is_gone(council, made):
    answers = in_parallel(50, lambda number: opening(council, made.share.code, wrong_pin(made.pin, number + 1)))
    assert answers == [None] * 50
    with council_scope(council.pk):
        assert ShareAttempt.objects.filter(outcome="wrong").count() == 5
        assert ShareAttempt.objects.filter(outcome="nothing").count() == 45
        share = Share.objects.get()
        assert share.tries_left == 0
        assert share.destroyed_at is not None
    assert opening(council, made.share.code, made.pin) is None


def test_of_twenty_right_pins_at_once_one_gets_in(council, made):
    answers = in_parallel(20, lambda _number: opening(council, made.share.code, made.pin))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert len([answer for answer in answers if answer is not None]) == 1
    with council_scope(council.pk):
        assert ShareView.objects.count() == 1
        assert Share.objects.get().destroyed_at is None


@pytest.mark.slow
def test_right_and_wrong_pins_at_once_never_let_more_than_one_in(council, made):
    def one(number: int):
        return opening(council, made.share.code, made.pin if number % 3 == 0 else wrong_pin(made.pin, number))

    answers = in_parallel(24, one)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert len([answer for answer in answers if answer is not None]) <= 1
    with council_scope(council.pk):
        assert ShareAttempt.objects.filter(outcome="wrong").count() <= 5


def test_one_code_of_a_computer_is_approved_once(council, alice, entry):
    with council_scope(council.pk):
        code = screen_request(ask_for_journal()).code

    def approve(_number: int):
        with council_scope(council.pk):
            chosen = Chosen(versions_of(entry))
            return show_on_computer(code=code, chosen=chosen, client_id=Share().client_id, by=alice)

    answers = in_parallel(10, approve)
    assert [type(answer) for answer in answers].count(Share) == 1
    assert [type(answer) for answer in answers].count(CodeGone) == 9
    with council_scope(council.pk):
        assert ShareView.objects.count() == 1
        assert PairingRequest.objects.get().approved_at is not None


@pytest.mark.slow
def test_every_refusal_does_the_same_work(council, alice, entry):
    """The very same statements in the same order, and so nothing tells refusals apart; `make bench` times them."""
    with council_scope(council.pk):
        asked = refused_shares(alice, entry)
    # What the first request of a process does once.
    tries(stranger(council), "11111111", "000000")
    done = {}
    for place, (name, (code, pin)) in enumerate(asked.items()):
        with CaptureQueriesContext(connection) as statements:
            answer = tries(stranger(council), code, pin, REMOTE_ADDR=f"10.0.0.{place}")
        assert answer.status_code == 422, name
        done[name] = [VALUE.sub("?", each["sql"]) for each in statements.captured_queries]
    assert len(done) == 6
    assert {name: made for name, made in done.items() if made != done["wrong"]} == {}
    assert any("jobjournal_shareattempt" in each for each in done["wrong"])


def test_every_refusal_hashes_the_pin(council, made, monkeypatch):
    """What takes long in a refusal is done as often for a code that nobody has."""
    hashed, really = [], hashlib.pbkdf2_hmac
    monkeypatch.setattr(hashlib, "pbkdf2_hmac", lambda *given: hashed.append(given[0]) or really(*given))
    for number, code in enumerate((made.share.code, "00000000"), 1):
        assert opening(council, code, wrong_pin(made.pin)) is None
        assert hashed == ["sha256"] * number
