"""Drafting and publishing a council's Council Tax Reduction scheme; what is published never changes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.models import Council
from accounts.permissions import Permission, require
from calculator.ctr.scheme import parse_scheme
from estimates.models import CouncilTaxScheme, SchemeChange
from estimates.readers.schemes import last_year_of, scheme_version_for

State = CouncilTaxScheme.State


class SchemeMoved(Exception):
    """Somebody else saved or published in between. Nothing was written."""


@transaction.atomic
def save_draft(*, tax_year: int, name: str, rules: dict[str, Any], based_on: str, by: Actor) -> CouncilTaxScheme:
    """Keep the scheme as the year's draft and return it; the first save of a year's draft gives it its number.

    based_on: sha256 of the draft that was edited, "" when there was none. Raises SchemeProblems, SchemeMoved,
    Http404, PermissionDenied.
    """
    _require(by)
    parse_scheme(rules)
    _lock(by)
    of_year = CouncilTaxScheme.objects.filter(tax_year=tax_year)
    draft = of_year.filter(state=State.DRAFT).first()
    if (draft.sha256 if draft else "") != based_on:
        raise SchemeMoved
    if draft is None:
        last = of_year.aggregate(last=Max("number"))["last"] or 0
        draft = CouncilTaxScheme(tax_year=tax_year, number=last + 1)
    sha256 = hashlib.sha256(json.dumps([name, rules], sort_keys=True).encode()).hexdigest()
    is_new = draft.sha256 != sha256
    draft.name, draft.rules, draft.sha256 = name, rules, sha256
    draft.save()
    if is_new:
        _remember(draft, SchemeChange.Kind.SAVED, by)
    audit.record("claims.scheme.saved", by=by, subject=str(draft))
    return draft


@transaction.atomic
def copy_last_year(*, tax_year: int, by: Actor) -> CouncilTaxScheme:
    """Make the scheme of the year before, the one in force if there is one, the year's draft, and return it.

    Raises SchemeMoved when the year has a draft, Http404 when the year before has nothing, PermissionDenied.
    """
    _require(by)
    _lock(by)
    if CouncilTaxScheme.objects.filter(tax_year=tax_year, state=State.DRAFT).exists():
        raise SchemeMoved
    before = last_year_of(by, tax_year)
    return save_draft(tax_year=tax_year, name=before.name, rules=before.rules, based_on="", by=by)


@transaction.atomic
def publish(*, tax_year: int, number: int, sha256: str, by: Actor) -> CouncilTaxScheme:
    """Put a draft in force for its year, retire the version before, and return it. Done twice, it is done once.

    sha256: what the person saw when they confirmed. Raises SchemeProblems, SchemeMoved, Http404, PermissionDenied.
    """
    _require(by)
    _lock(by)
    scheme = _version(by, tax_year, number)
    if scheme.sha256 != sha256 or scheme.state == State.RETIRED:
        raise SchemeMoved
    if scheme.state == State.PUBLISHED:
        return scheme
    parse_scheme(scheme.rules)
    earlier = CouncilTaxScheme.objects.filter(tax_year=tax_year, state=State.PUBLISHED)
    before = _said(earlier.first())
    earlier.update(state=State.RETIRED)
    scheme.state, scheme.published_at = State.PUBLISHED, timezone.now()
    scheme.save(update_fields=["state", "published_at"])
    keep_change(
        "estimates.schemes", before=before, after=_said(scheme), subject=str(tax_year), name=str(tax_year), by=by
    )  # fmt: skip
    _remember(scheme, SchemeChange.Kind.PUBLISHED, by)
    audit.record("claims.scheme.published", by=by, subject=str(scheme))
    return scheme


def _remember(scheme: CouncilTaxScheme, kind: str, by: Actor) -> None:
    SchemeChange.objects.create(scheme=scheme, kind=kind, name=scheme.name, rules=scheme.rules, by=by.label)


def _require(by: Actor) -> None:
    # The demo and commands set up councils in the platform's own name.
    if not by.system:
        require(by, Permission.COUNCIL_MANAGE)


def _version(by: Actor, tax_year: int, number: int) -> CouncilTaxScheme:
    if by.system:
        return CouncilTaxScheme.objects.get(tax_year=tax_year, number=number)
    return scheme_version_for(by, tax_year, number)


def _lock(by: Actor) -> None:
    """Two admins of a council wait for each other."""
    Council.objects.select_for_update().get(pk=by.council.pk)


def _said(scheme: CouncilTaxScheme | None) -> dict[str, Any] | None:
    return None if scheme is None else {"number": scheme.number, "name": scheme.name}


add_setting(
    Setting(
        code="estimates.schemes", title=gettext_lazy("Council Tax Reduction"), page="estimates:scheme_list",
        fields={"number": gettext_lazy("Version in force"), "name": gettext_lazy("Name")},
        why_final=gettext_lazy("A scheme comes into force on its own page only, with what it would do to people."),
    )
)  # fmt: skip
