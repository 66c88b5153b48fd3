"""Two different people find it right, and only then a grant begins; looked at each year, and ended at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import AuditEvent, Delegation, Membership, Resident
from accounts.permissions import Role
from accounts.readers import grant_for
from advocates.legal.actions.checking import (
    Finding,
    Moved,
    SamePerson,
    WiderThanDocument,
    end_by_council,
    find_first,
    look_again,
    open_paper,
)  # fmt: skip
from advocates.legal.readers import acting_by_law, is_held_by_law, to_check, words_of
from advocates.models import Case, LegalBasis
from notifications.models import Message
from tests.advocates.legal.making import BORN, EVERYTHING, acting, agreed, found, make_second, said
from tests.advocates.registering.making import make_partner


@pytest.fixture
def ravi(calderbrook):
    return make_second(calderbrook)


def told(resident: Resident) -> set[str]:
    return set(Message.objects.filter(resident=resident).values_list("template", flat=True))


def test_one_person_is_not_enough(alice, aisha, ravi):
    row = found(said(alice), aisha)
    assert not Delegation.objects.exists()
    with pytest.raises(SamePerson):
        agreed(row, aisha)
    assert not Delegation.objects.exists()
    row = agreed(row, ravi)
    grant = Delegation.objects.get()
    assert (grant.helper, grant.basis, grant.ends_on, set(grant.scopes)) == (
        alice.user, "attorney", None, set(EVERYTHING),
    )  # fmt: skip
    assert str(row.public_id) in grant.evidence
    assert grant.resident.name == "Joan Holt"
    assert grant.resident.born_on == BORN
    assert row.look_due_on == timezone.localdate().replace(year=timezone.localdate().year + 1)
    assert "legal_settled" in told(alice.resident)
    assert grant_for(alice, grant.resident_id, "submit:claims") == grant


def test_the_table_refuses_one_person_twice(alice, aisha):
    row = found(said(alice), aisha)
    with pytest.raises(IntegrityError, match="legal_two_people"), transaction.atomic():
        LegalBasis.objects.filter(pk=row.pk).update(second_by=aisha.user)
    with pytest.raises(IntegrityError, match="legal_right_by_two"), transaction.atomic():
        LegalBasis.objects.filter(pk=row.pk).update(state="right")


def test_the_record_that_is_meant_is_theirs(alice, bob, aisha, ravi):
    grant = acting(alice, aisha, ravi, of=bob, ends_on=timezone.localdate()).delegation
    assert grant.resident == bob.resident
    assert grant.ends_on == timezone.localdate()
    assert LegalBasis.objects.get().look_due_on is None
    assert "helper_began" in told(bob.resident)


def test_no_other_record_can_be_chosen_and_never_the_askers_own(alice, bob, aisha):
    alice.resident.name, alice.resident.born_on = "Joan Holt", BORN
    alice.resident.save()
    row = said(alice)
    for record in (bob.resident, alice.resident):
        with pytest.raises(Moved):
            found(row, aisha, record=str(record.public_id))


def test_the_person_is_not_told_where_that_puts_them_at_risk(alice, bob, aisha, ravi):
    bob.resident.born_on = BORN
    bob.resident.save()
    row = said(alice, name=bob.resident.name)
    found(row, aisha, record=str(bob.resident.public_id), hush_why="She reads his post")
    agreed(row, ravi)
    assert told(bob.resident) == set()
    assert words_of(LegalBasis.objects.get()).hush_why == "She reads his post"


def test_found_not_right_by_both_nothing_begins(alice, aisha, ravi):
    row = found(said(alice), aisha, is_right=False, scopes=())
    assert agreed(row, ravi).state == "refused"
    assert not Delegation.objects.exists()
    assert not Resident.objects.filter(name="Joan Holt").exists()
    assert told(alice.resident) == {"legal_settled"}


def test_who_does_not_agree_gives_it_back(alice, aisha, ravi):
    row = agreed(found(said(alice), aisha), ravi, agrees=False)
    row.refresh_from_db()
    assert (row.state, row.is_right, row.first_by) == ("waiting", None, None)
    assert words_of(row).given_back[0][1:] == ["Ravi Shah (Calderbrook Council)", "Seen the register too"]
    found(row, ravi)
    assert agreed(row, aisha).state == "right"


@pytest.mark.parametrize("scopes", [[], ["view:shared_form"], [*EVERYTHING, "fill:shared_form"]])
def test_no_more_than_the_document_gives(alice, aisha, scopes):
    with pytest.raises(WiderThanDocument):
        found(said(alice), aisha, scopes=scopes)


def test_one_of_those_who_must_act_together_sends_nothing(alice, aisha):
    with pytest.raises(WiderThanDocument):
        found(said(alice, several="joint"), aisha)
    found(said(alice, several="joint"), aisha, scopes=[each for each in EVERYTHING if each != "submit:claims"])


def test_nobody_checks_what_they_said_themselves(calderbrook, alice, ravi, aisha):
    row = said(alice)
    member = Membership.objects.create(user=alice.user, roles=[Role.ADVISOR], display_name="Alice A")
    at_work = Actor(calderbrook, alice.user, membership=member, second_factor=True)
    with pytest.raises(Http404):
        found(row, at_work)
    assert to_check(at_work) == []
    found(row, aisha)
    with pytest.raises(Http404):
        agreed(row, at_work)


def test_only_the_councils_advisers_check(calderbrook, alice, omar):
    row = said(alice)
    for by in (omar, make_partner(calderbrook)):
        with pytest.raises(PermissionDenied):
            found(row, by)
        with pytest.raises(PermissionDenied):
            open_paper(public_id=row.public_id, number=1, by=by)
    with pytest.raises(Http404):
        found(row, alice)


def test_each_opening_of_a_paper_is_written_down(alice, aisha):
    row = said(alice)
    open_paper(public_id=row.public_id, number=1, by=aisha)
    open_paper(public_id=row.public_id, number=1, by=aisha)
    assert AuditEvent.objects.filter(code="advocates.legal.paper_opened", actor=aisha.user).count() == 2
    with pytest.raises(Http404):
        open_paper(public_id=row.public_id, number=2, by=aisha)


def test_a_grant_of_an_organisation_is_its_peoples(calderbrook, aisha, ravi):
    pat = make_partner(calderbrook)
    grant = acting(pat, aisha, ravi, document="corporate").delegation
    assert (grant.organisation, grant.helper, grant.basis) == (pat.membership.organisation, None, "corporate")
    # In the caseload they are whose who said so.
    case = Case.objects.get(resident=grant.resident)
    assert (case.organisation, case.responsible) == (pat.membership.organisation, pat.membership)
    colleague = make_partner(calderbrook, "Priya Rao")
    assert grant_for(colleague, grant.resident_id, "fill:claims") == grant


def test_what_is_over_meanwhile_does_not_begin(alice, aisha, ravi):
    row = found(said(alice, ends_on=timezone.localdate()), aisha)
    LegalBasis.objects.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    with pytest.raises(Moved):
        agreed(row, ravi)
    assert not Delegation.objects.exists()


def test_settled_once(alice, aisha, ravi):
    row = acting(alice, aisha, ravi)
    for again in (lambda: found(row, aisha), lambda: agreed(row, aisha)):
        with pytest.raises(Moved):
            again()
    assert Delegation.objects.count() == 1


def test_looked_at_it_is_due_a_year_later(alice, aisha, ravi):
    row = acting(alice, aisha, ravi)
    LegalBasis.objects.update(look_due_on=timezone.localdate() - dt.timedelta(days=60))
    look_again(public_id=row.public_id, why="Rang the office", by=aisha)
    row = LegalBasis.objects.get()
    assert row.look_due_on > timezone.localdate() + dt.timedelta(days=364)
    assert words_of(row).looks[0][1:] == ["Aisha Khan (Calderbrook Council)", "Rang the office"]


def test_overdue_nothing_ends_by_itself(alice, aisha, ravi):
    row = acting(alice, aisha, ravi)
    LegalBasis.objects.update(look_due_on=timezone.localdate() - dt.timedelta(days=400))
    assert [each.pk for each in acting_by_law(aisha)] == [row.pk]
    assert grant_for(alice, row.resident_id, "view:claims") is not None


@pytest.mark.parametrize(("why", "heard"), [("revoked", True), ("regained", True), ("died", False)])
def test_the_council_ends_it_at_once(alice, bob, aisha, ravi, why, heard):
    row = acting(alice, aisha, ravi, of=bob)
    end_by_council(public_id=row.public_id, ended_why=why, words_why="A letter", by=ravi)
    assert grant_for(alice, bob.resident.pk, "view:claims") is None
    assert ("legal_ended" in told(bob.resident)) is heard
    assert not acting_by_law(aisha).exists()
    for again in (
        lambda: end_by_council(public_id=row.public_id, ended_why=why, words_why="A", by=ravi),
        lambda: look_again(public_id=row.public_id, why="A", by=ravi),
    ):
        with pytest.raises(Moved):
            again()


def test_a_record_is_held_while_somebody_acts_in_it(alice, aisha, ravi):
    row = acting(alice, aisha, ravi)
    assert is_held_by_law(row.resident_id)
    end_by_council(public_id=row.public_id, ended_why="died", words_why="A letter", by=ravi)
    assert not is_held_by_law(row.resident_id)


def test_a_finding_of_one_council_is_not_anothers(southmere, alice, sian):
    row = said(alice)
    with pytest.raises((Http404, PermissionDenied)):
        find_first(public_id=row.public_id, finding=Finding(False, "A"), by=sian)
