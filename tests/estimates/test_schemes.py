"""Council Tax Reduction schemes of a council: drafts, publishing, what never changes, and whose they are."""

from pathlib import Path

import pytest
import yaml
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404

import calculator
from accounts.models import AuditEvent
from accounts.permissions import Role
from calculator.ctr.scheme import SchemeProblems
from core.tenancy import council_scope
from estimates.actions.schemes import SchemeMoved, publish, save_draft
from estimates.models import CouncilTaxScheme
from estimates.readers.schemes import scheme_for, scheme_version_for, schemes_for, start_of
from tests.people import make_staff

FOLDER = Path(calculator.__file__).parent / "ctr" / "examples"
PERCENTAGE, BANDED = (
    yaml.safe_load((FOLDER / f"{name}.yaml").read_text())["scheme"] for name in ("percentage", "banded")
)
State = CouncilTaxScheme.State


@pytest.fixture
def admin(calderbrook):
    return make_staff(calderbrook, "Adam Admin", "adam@calderbrook.example", Role.ADMIN)


def saved(by, rules=PERCENTAGE, *, tax_year=2026, based_on="", name="Our scheme"):
    return save_draft(tax_year=tax_year, name=name, rules=rules, based_on=based_on, by=by)


def published(by, rules=PERCENTAGE, **more):
    draft = saved(by, rules, **more)
    return publish(tax_year=draft.tax_year, number=draft.number, sha256=draft.sha256, by=by)


def test_a_draft_is_kept_and_changed_in_place(admin):
    first = saved(admin)
    second = saved(admin, BANDED, based_on=first.sha256)
    assert (first.pk, second.number, second.state) == (second.pk, 1, "draft")
    assert second.sha256 != first.sha256
    assert CouncilTaxScheme.objects.get().rules == BANDED
    assert AuditEvent.objects.filter(code="claims.scheme.saved").count() == 2


def test_publishing_retires_the_version_before_and_keeps_it(admin):
    first = published(admin)
    second = published(admin, BANDED)
    assert [(each.number, each.state) for each in CouncilTaxScheme.objects.all()] == [(2, "published"), (1, "retired")]
    assert scheme_for(2026).scheme.shape == "banded"
    assert scheme_for(2026).sha256 == second.sha256
    assert CouncilTaxScheme.objects.get(pk=first.pk).rules == PERCENTAGE
    assert AuditEvent.objects.filter(code="claims.scheme.published").count() == 2


def test_publishing_twice_publishes_once(admin):
    scheme = published(admin)
    again = publish(tax_year=2026, number=1, sha256=scheme.sha256, by=admin)
    assert again.published_at == scheme.published_at
    assert AuditEvent.objects.filter(code="claims.scheme.published").count() == 1


def test_a_draft_counts_for_nothing_and_each_year_has_its_own(admin):
    saved(admin)
    published(admin, BANDED, tax_year=2027)
    assert scheme_for(2026) is None
    assert scheme_for(2027).scheme.shape == "banded"
    assert scheme_for(2028) is None


@pytest.mark.parametrize(
    "change",
    [
        {"rules": {}},
        {"name": "Another"},
        {"sha256": "0" * 64},
        {"number": 9},
        {"tax_year": 2030},
        {"state": "draft"},
    ],
)
def test_a_published_scheme_cannot_be_changed(admin, change):
    scheme = published(admin)
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        CouncilTaxScheme.objects.filter(pk=scheme.pk).update(**change)


def test_a_retired_scheme_stays_retired_and_neither_can_be_deleted(admin):
    first = published(admin)
    published(admin, BANDED)
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        CouncilTaxScheme.objects.filter(pk=first.pk).update(state="published")
    for scheme in CouncilTaxScheme.objects.all():
        with pytest.raises(DatabaseError, match="cannot be deleted"), transaction.atomic():
            scheme.delete()


def test_what_somebody_else_saved_meanwhile_is_not_written_over(admin):
    first = saved(admin)
    saved(admin, BANDED, based_on=first.sha256)
    with pytest.raises(SchemeMoved):
        saved(admin, PERCENTAGE, based_on=first.sha256)
    with pytest.raises(SchemeMoved):
        publish(tax_year=2026, number=1, sha256=first.sha256, by=admin)
    assert CouncilTaxScheme.objects.get().rules == BANDED


def test_what_is_no_scheme_is_not_kept(admin):
    with pytest.raises(SchemeProblems):
        saved(admin, {**PERCENTAGE, "most_percent": 120})
    assert not CouncilTaxScheme.objects.exists()


def test_another_councils_schemes_are_not_there(admin, calderbrook, southmere):
    published(admin)
    other = make_staff(southmere, "Carol Southern", "carol@southmere.example", Role.ADMIN)
    with council_scope(southmere.pk):
        assert scheme_for(2026) is None
        assert schemes_for(other) == []
        with pytest.raises(Http404):
            scheme_version_for(other, 2026, 1)
        published(other, BANDED)
        assert scheme_for(2026).scheme.shape == "banded"
    assert scheme_for(2026).scheme.shape == "percentage"


@pytest.mark.parametrize(("role", "refusal"), [(Role.ADVISOR, PermissionDenied), (None, Http404)])
def test_only_admins_read_and_write(admin, calderbrook, alice, role, refusal):
    scheme = saved(admin)
    actor = make_staff(calderbrook, "Ada", "ada@calderbrook.example", role) if role else alice
    for refused in (
        lambda: schemes_for(actor),
        lambda: scheme_version_for(actor, 2026, 1),
        lambda: start_of(actor, 2026),
        lambda: saved(actor, BANDED, based_on=scheme.sha256),
        lambda: publish(tax_year=2026, number=1, sha256=scheme.sha256, by=actor),
    ):
        with pytest.raises(refusal):
            refused()


def test_an_editor_begins_with_what_there_is(admin):
    assert start_of(admin, 2026) is None
    published(admin)
    assert start_of(admin, 2027).tax_year == 2026
    saved(admin, BANDED)
    assert start_of(admin, 2026).state == State.DRAFT
