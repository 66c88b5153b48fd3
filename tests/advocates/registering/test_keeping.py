"""What is kept of a record that an adviser made: as long as the consent goes on, and for some time after."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Delegation, Resident
from advocates.models import ConsentPaper, PossibleDuplicate, Registration, TakeOverCode
from advocates.registering.actions.taking_over import make_code
from advocates.registering.readers.registered import KEPT_DAYS, is_kept, left_records, written_down
from claims.actions.answering import start_claim
from claims.actions.retention import delete_unsaved_drafts
from claims.models import Answer, Claim
from core.rotating import kinds_to_rotate, opened, rotate_rows
from core.uploading.files import CleanFile
from records.actions.deleting import delete_due_claims
from records.readers.about import about
from tests.advocates.registering.making import make_partner, registered
from tests.claims.making import small_draft

PAPER = CleanFile("form.jpg", "image/jpeg", b"\xff\xd8\xff")


@pytest.fixture
def pat(calderbrook):
    return make_partner(calderbrook)


@pytest.fixture
def made(pat):
    return registered(pat, nino="AB123456C", consent={"paper": PAPER})


def ended_days_ago(days: int) -> None:
    day = timezone.now() - dt.timedelta(days=days)
    Delegation.objects.update(revoked_at=day)


@pytest.mark.parametrize(("days", "kept"), [(0, True), (KEPT_DAYS - 1, True), (KEPT_DAYS + 1, False)])
def test_a_draft_is_kept_while_somebody_acts_and_some_time_after(made, pat, days, kept):
    slug = small_draft(pat).form_version.form.slug
    draft = start_claim(slug=slug, language="en-gb", by=pat, record=made.resident)
    long_ago = timezone.now() - dt.timedelta(days=400)
    Claim.objects.update(started_at=long_ago)
    # Name and birth came from the record.
    Answer.objects.update(saved_at=long_ago)
    ended_days_ago(days)
    delete_unsaved_drafts(by=pat)
    assert Claim.objects.filter(pk=draft.pk).exists() == kept
    assert is_kept(made.resident.pk) == kept


def test_a_draft_of_a_consent_that_ran_out_is_kept_too(made):
    today = timezone.localdate()
    Delegation.objects.update(starts_on=today - dt.timedelta(days=60), ends_on=today - dt.timedelta(days=1))
    assert is_kept(made.resident.pk)
    Delegation.objects.update(
        starts_on=today - dt.timedelta(days=600), ends_on=today - dt.timedelta(days=KEPT_DAYS + 2)
    )
    assert not is_kept(made.resident.pk)


def test_a_visitors_draft_is_not_kept_by_it(made, visitor, pat):
    draft = small_draft(visitor)
    Claim.objects.update(started_at=timezone.now() - dt.timedelta(days=400))
    delete_unsaved_drafts(by=pat)
    assert not Claim.objects.filter(pk=draft.pk).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.parametrize(("days", "kept"), [(KEPT_DAYS - 1, True), (KEPT_DAYS + 1, False)])
def test_what_nobody_looks_after_is_emptied_in_the_end(made, pat, omar, days, kept):
    make_code(grant_id=made.delegation.public_id, by=pat)
    registered(pat)
    assert PossibleDuplicate.objects.exists()
    ended_days_ago(days)
    assert left_records().exists() == (not kept)
    delete_due_claims(today=timezone.localdate(), by=omar)
    resident = Resident.objects.get(pk=made.resident.pk)
    assert bool(resident.name) == kept
    for table in (Registration, ConsentPaper, TakeOverCode, PossibleDuplicate):
        assert table.objects.exists() == kept, table


def test_an_export_has_what_was_written_down(made):
    told = {model._meta.label: list(rows) for model, rows in about(made.resident)}
    (row,) = told["advocates.Registration"]
    assert row["secret"]["nino"] == "AB123456C"
    assert row["secret"]["words"] == list(written_down(made).words)
    assert told["advocates.ConsentPaper"] == [{"content": PAPER.content}]


def test_keys_can_be_changed(made, settings):
    before = bytes(made.secret)
    settings.FIELD_KEYS = {"new": b"n" * 32, **settings.FIELD_KEYS}
    assert "registrations" in kinds_to_rotate()
    assert rotate_rows("registrations", after=0).rewritten == 1
    made.refresh_from_db()
    assert bytes(made.secret) != before
    assert opened(made)["nino"] == "AB123456C"
