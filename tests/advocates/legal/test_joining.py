"""What was said goes with records that become one, and what nobody holds for themselves ends."""

from __future__ import annotations

from accounts.actions.taking_over import join_records
from accounts.readers import grant_for
from advocates.models import LegalBasis
from advocates.readers.grants import grants_to
from tests.advocates.legal.making import acting, make_second
from tests.people import make_resident


def test_who_acts_by_law_acts_in_the_joined_record(calderbrook, alice, bob, aisha):
    row = acting(alice, aisha, make_second(calderbrook))
    join_records(source=row.resident, target=bob.resident, by=bob, proven=frozenset())
    assert LegalBasis.objects.get().resident == bob.resident
    assert grant_for(alice, bob.resident.pk, "fill:claims") is not None


def test_of_a_record_that_becomes_the_holders_own_it_ends(calderbrook, alice, aisha):
    row = acting(alice, aisha, make_second(calderbrook))
    join_records(source=row.resident, target=alice.resident, by=alice, proven=frozenset())
    row = LegalBasis.objects.get()
    assert (row.state, row.resident, row.asker) == ("ended", None, alice.resident)
    assert row.delegation.revoked_at is not None
    assert not grants_to(alice).exists()


def test_what_the_holder_said_goes_with_their_record(calderbrook, alice, aisha):
    acting(alice, aisha, make_second(calderbrook))
    dora = make_resident(calderbrook, "Dora Dean", "dora@example.org")
    join_records(source=alice.resident, target=dora.resident, by=dora, proven=frozenset())
    assert LegalBasis.objects.get().asker == dora.resident
