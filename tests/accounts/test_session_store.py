"""Two requests of one browser at the same moment: what each put into the session, or took out, is so afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from accounts.keeping.session_store import SessionStore, merged
from accounts.models import Council
from core.tenancy import council_scope
from tests.parallel import Held, Waiting
from tests.people import browser_of

pytestmark = pytest.mark.django_db


def kept(**values) -> SessionStore:
    """A session that holds these."""
    store = SessionStore()
    store.update(values)
    store.save()
    return store


def again(store: SessionStore) -> SessionStore:
    """The same session as another request reads it now."""
    other = SessionStore(store.session_key)
    assert other.items() is not None, "read now, and not when it is first asked for something"
    return other


def check_what_both_put_in_stays():
    store = kept(language="cy")
    one, other = again(store), again(store)
    one["visitor"], other["renewed"] = "somebody", 1
    one.save()
    other.save()
    assert dict(again(store).items()) == {"language": "cy", "visitor": "somebody", "renewed": 1}


def test_what_both_put_in_stays():
    check_what_both_put_in_stays()


def test_what_one_takes_out_is_not_put_back():
    store = kept(help="a", language="cy")
    one, other = again(store), again(store)
    del one["help"]
    other["language"] = "en-gb"
    one.save()
    other.save()
    assert dict(again(store).items()) == {"language": "en-gb"}


def test_one_that_is_over_is_not_there():
    store = kept(language="cy")
    store.model.objects.update(expire_date=timezone.now() + dt.timedelta(minutes=1))
    assert again(store)["language"] == "cy"
    store.model.objects.update(expire_date=timezone.now())
    over = again(store)
    assert (dict(over.items()), over.session_key) == ({}, None)


def test_of_the_same_the_last_word_counts():
    store = kept(language="cy")
    one, other = again(store), again(store)
    one["language"], other["language"] = "pl", "en-gb"
    one.save()
    other.save()
    assert again(store)["language"] == "en-gb"


def test_what_is_changed_within_something_is_seen():
    store = kept(wizard={"step": 1})
    one, other = again(store), again(store)
    one["wizard"]["step"] = 2
    other["renewed"] = 1
    other.save()
    one.save()
    assert dict(again(store).items()) == {"wizard": {"step": 2}, "renewed": 1}


def test_a_second_save_begins_where_the_first_ended():
    store = kept(help="a")
    one = again(store)
    one["visitor"] = "somebody"
    one.save()
    other = again(store)
    del other["visitor"]
    other.save()
    one["renewed"] = 1
    one.save()
    assert dict(again(store).items()) == {"help": "a", "renewed": 1}


def test_signing_in_takes_everything_to_the_new_name():
    store = again(kept(visitor="somebody", help="a"))
    before = store.session_key
    store.cycle_key()
    store["renewed"] = 1
    store.save()
    assert store.session_key != before
    assert dict(again(store).items()) == {"visitor": "somebody", "help": "a", "renewed": 1}
    assert not SessionStore().exists(before)


def test_what_has_ended_meanwhile_does_not_come_back():
    store = kept(visitor="somebody")
    one, other = again(store), again(store)
    one.flush()
    other["renewed"] = 1
    with pytest.raises(UpdateError):
        other.save()
    assert not SessionStore().exists(store.session_key)


def test_flushed_it_is_empty():
    store = again(kept(visitor="somebody"))
    store.flush()
    store["language"] = "cy"
    store.save()
    assert dict(again(store).items()) == {"language": "cy"}


def test_merged():
    before, own = {"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 2, "d": 1}
    assert merged(before, own, {"a": 3, "b": 3, "c": 3, "e": 3}) == {"a": 3, "b": 2, "d": 1, "e": 3}
    assert merged({}, {"a": 1}, {}) == {"a": 1}


@pytest.mark.django_db(transaction=True)
def test_whoever_saves_at_the_same_moment_waits_and_loses_nothing():
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    store = kept(language="cy")
    one, other = again(store), again(store)
    one["visitor"], other["renewed"] = "somebody", 1
    with Held(council.pk, one.save):

        def save() -> None:
            with council_scope(council.pk):
                other.save()

        waiting = Waiting(save)
    assert waiting.result() is None
    assert dict(again(store).items()) == {"language": "cy", "visitor": "somebody", "renewed": 1}


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_too():
    """The platform's own host has no council's transaction around its requests."""
    check_what_both_put_in_stays()


def test_every_session_is_kept_so(alice):
    assert isinstance(browser_of(alice).client.session, SessionStore)
