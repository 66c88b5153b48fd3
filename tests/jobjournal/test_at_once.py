"""Several devices of one person at once: each entry once, numbered without gaps; a grant taken back loses."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import Council
from accounts.permissions import Scope
from core.tenancy import council_scope
from jobjournal.actions.library import set_up_journal
from jobjournal.models import Entry, EntryRevision
from tests.jobjournal.making import helping, recorded
from tests.parallel import Held, Waiting, in_parallel
from tests.people import make_resident

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def council(transactional_db):
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    with council_scope(council.pk):
        set_up_journal(by=system_actor(council, "tests"))
    return council


@pytest.fixture
def alice(council):
    return make_resident(council, "Alice Ashworth", "alice@example.org")


def record(actor, **more):
    with council_scope(actor.council.pk):
        return recorded(actor, **more)


def test_one_entry_sent_ten_times_at_once_into_a_new_journal_is_kept_once(council, alice):
    client_id = uuid.uuid4()
    found = in_parallel(10, lambda number: record(alice, client_id=client_id))
    assert {entry.pk for entry in found} == {found[0].pk}
    with council_scope(council.pk):
        assert Entry.objects.count() == EntryRevision.objects.count() == 1


def test_different_entries_at_once_are_numbered_without_gaps(council, alice):
    found = in_parallel(8, lambda number: record(alice))
    assert sorted(entry.sequence for entry in found) == list(range(1, 9))


def test_a_grant_taken_back_first_wins(council, alice):
    helper = make_resident(council, "Bob Birtle", "bob@example.org")
    with council_scope(council.pk):
        grant = helping(helper, alice.resident, Scope.VIEW_JOURNAL, Scope.FILL_JOURNAL)

    def take_back() -> None:
        grant.revoked_at = timezone.now()
        grant.save()

    with Held(council.pk, take_back) as held:
        writing = Waiting(lambda: record(helper, resident=alice.resident))
        held.commit()
        assert isinstance(writing.result(), PermissionDenied)
    with council_scope(council.pk):
        assert not Entry.objects.exists()
