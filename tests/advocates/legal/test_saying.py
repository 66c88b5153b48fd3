"""Somebody says that they act by law: it is kept for the council, allows nothing, and says nothing of any record."""

from __future__ import annotations

import uuid

import pytest
from django.http import Http404

from accounts.models import AuditEvent, Delegation
from advocates.legal.actions.saying import MOST_OPEN, NothingToSee, TooManyOpen, take_back_said
from advocates.legal.readers import said_by, words_of
from advocates.models import LegalBasis, LegalPaper
from tests.advocates.legal.making import PAPER, acting, make_second, said
from tests.advocates.registering.making import make_partner


def test_it_is_kept_encrypted_and_allows_nothing(alice):
    row = said(alice, nino="QQ123456C", number="7000-1234", covers="Only the bungalow")
    row.refresh_from_db()
    assert (row.state, row.resident, row.covers_all, row.asker) == ("waiting", None, False, alice.resident)
    assert b"Joan" not in bytes(row.secret)
    words = words_of(row)
    assert (words.name, words.nino, words.number, words.covers) == (
        "Joan Holt", "QQ123456C", "7000-1234", "Only the bungalow",
    )  # fmt: skip
    assert bytes(LegalPaper.objects.get(basis=row).content) == PAPER.content
    assert not Delegation.objects.exists()
    event = AuditEvent.objects.filter(code="advocates.legal.said").get()
    assert "Joan" not in str(event.detail)


def test_a_second_press_keeps_nothing_more(alice):
    key = uuid.uuid4()
    assert said(alice, public_id=key).pk == said(alice, public_id=key).pk
    assert LegalPaper.objects.count() == 1


def test_nobody_sends_a_second_press_of_another_person(alice, bob):
    row = said(alice)
    with pytest.raises(Exception, match="unique"):
        said(bob, public_id=row.public_id)


def test_without_a_paper_the_council_must_be_told_how_to_see_it(alice):
    with pytest.raises(NothingToSee):
        said(alice, papers=())
    said(alice, papers=(), seen_at="V-1234")


def test_so_many_wait_and_no_more(alice):
    rows = [said(alice) for _each in range(MOST_OPEN)]
    with pytest.raises(TooManyOpen):
        said(alice)
    take_back_said(public_id=rows[0].public_id, by=alice)
    said(alice)


def test_a_partner_says_it_for_their_organisation(calderbrook, alice):
    pat = make_partner(calderbrook)
    row = said(pat, document="corporate")
    assert (row.organisation, row.member, row.asker) == (pat.membership.organisation, pat.membership, None)
    colleague = make_partner(calderbrook, "Priya Rao")
    assert list(said_by(colleague)) == [row]
    assert not said_by(make_partner(calderbrook, "Olu Other", "Other Homes")).exists()
    for by, document in ((pat, "lpa"), (alice, "corporate"), (alice, "nonsense")):
        with pytest.raises(Http404):
            said(by, document=document)


def test_who_has_neither_record_nor_organisation_says_nothing(aisha, visitor):
    for by in (aisha, visitor):
        with pytest.raises(Http404):
            said(by)
        assert not said_by(by).exists()


def test_taken_back_only_by_whoever_said_it_and_while_it_waits(calderbrook, alice, bob, aisha):
    row = said(alice)
    with pytest.raises(Http404):
        take_back_said(public_id=row.public_id, by=bob)
    take_back_said(public_id=row.public_id, by=alice)
    assert LegalBasis.objects.get().state == "taken_back"
    with pytest.raises(Http404):
        take_back_said(public_id=row.public_id, by=alice)
    begun = acting(alice, aisha, make_second(calderbrook))
    with pytest.raises(Http404):
        take_back_said(public_id=begun.public_id, by=alice)
