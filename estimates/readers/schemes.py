"""A council's Council Tax Reduction schemes: the one in force for the calculator, all of them for its admins."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from calculator.ctr.scheme import Scheme, parse_scheme
from core.rules.numbers import whole_number
from estimates.models import CouncilTaxScheme, SchemeChange, SchemeEffect


@dataclass(frozen=True)
class SchemeInForce:
    """A published scheme, and the hash that changes with it (for keys of what was worked out before)."""

    scheme: Scheme
    sha256: str


def scheme_for(tax_year: int) -> SchemeInForce | None:
    """The published scheme of the council in scope for the year that starts on 1 April tax_year; None without one.

    For calculation: the schemes of councils are public, so nobody is asked who they are.
    """
    row = CouncilTaxScheme.objects.filter(tax_year=tax_year, state=CouncilTaxScheme.State.PUBLISHED).first()
    return None if row is None else SchemeInForce(parse_scheme(row.rules), row.sha256)


def schemes_for(actor: Actor) -> list[CouncilTaxScheme]:
    """Every version of every year, the latest first. 404 and 403 as accounts.permissions.require."""
    require(actor, Permission.COUNCIL_MANAGE)
    return list(CouncilTaxScheme.objects.defer("rules"))


def scheme_version_for(actor: Actor, tax_year: int, number: int) -> CouncilTaxScheme:
    """One version, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    row = CouncilTaxScheme.objects.filter(tax_year=tax_year, number=number).first()
    if row is None:
        raise Http404
    return row


def start_of(actor: Actor, tax_year: int) -> CouncilTaxScheme | None:
    """What an editor of the year begins with: its draft, else its latest version, else the year before's."""
    require(actor, Permission.COUNCIL_MANAGE)
    of_year = CouncilTaxScheme.objects.filter(tax_year=tax_year)
    before = CouncilTaxScheme.objects.filter(tax_year=tax_year - 1)
    return of_year.first() or before.first()


def last_year_of(actor: Actor, tax_year: int) -> CouncilTaxScheme:
    """What a copy of last year's is made of: the version in force in the year before, else its latest; or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    before = CouncilTaxScheme.objects.filter(tax_year=tax_year - 1)
    row = before.filter(state=CouncilTaxScheme.State.PUBLISHED).first() or before.first()
    if row is None:
        raise Http404
    return row


def changes_of(actor: Actor, scheme: CouncilTaxScheme) -> list[SchemeChange]:
    """Every save and publication of a version, the first one first."""
    require(actor, Permission.COUNCIL_MANAGE)
    return list(scheme.changes.order_by("at", "pk"))


def other_version_for(actor: Actor, name: str, scheme: CouncilTaxScheme) -> CouncilTaxScheme:
    """The version that is called "2026-1" by its year and number, other than the given one; or 404."""
    year, _dash, version = name.partition("-")
    tax_year, number = whole_number(year, most=9999), whole_number(version, most=999_999)
    if tax_year is None or number is None:
        raise Http404
    other = scheme_version_for(actor, tax_year, number)
    if other.pk == scheme.pk:
        raise Http404
    return other


def effect_for(actor: Actor, scheme: CouncilTaxScheme) -> SchemeEffect | None:
    """The effect on sent claims that was asked for last of a version, done or not; None when nobody asked."""
    require(actor, Permission.COUNCIL_MANAGE)
    return scheme.effects.order_by("-asked_at", "-pk").first()
