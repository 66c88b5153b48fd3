"""Partners in figures, and how people are served: alone, with a relative, by a partner, by an adviser."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, Exists, F, Model, OuterRef, Q, QuerySet, TextChoices, Value, When
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Membership, Organisation
from accounts.readers import in_force
from advocates.models import Case as PersonsCase
from advocates.models import HandOver
from casework.readers.work_list import council_forms
from claims.models import Answer, Claim, Submission
from cobrowse.models import HelpRequest
from core.rules.dates import start_of_day
from formspec.models import FormVersion
from reports.readers.gain import may_read

# An agreement that ends within so many days is marked.
SOON = dt.timedelta(days=60)
BY_HELPERS = [Answer.Provenance.HELPER, Answer.Provenance.CONFIRMED]


class Served(TextChoices):
    """How a form was filled in and sent."""

    ALONE = "alone", _("Alone")
    RELATIVE = "relative", _("With a relative or friend")
    PARTNER = "partner", _("By a partner")
    ADVISER = "adviser", _("With an adviser of the council")


class ServedBy(TextChoices):
    """What the figures are grouped by."""

    FORM = "form", _("Form")
    MONTH = "month", _("Month")


@dataclass(frozen=True)
class PartnersFilter:
    """From which day to which, both included, and by what."""

    first: dt.date
    last: dt.date
    by: str = ServedBy.FORM


@dataclass
class PartnerLine:
    """A partner with its figures: cases and grants today; forms sent, and hand-overs that reached it, in the period."""

    organisation: Organisation
    ends_soon: bool = False
    cases: int = 0
    grants: int = 0
    forms: int = 0
    received: int = 0
    accepted: int = 0
    helped: int = 0


@dataclass
class PartnersReport:
    """`served`: the name of each form, or the first day of each month, with how many were served in which way."""

    partners: list[PartnerLine] = field(default_factory=list)
    served: list[tuple[str | dt.date, Counter[str]]] = field(default_factory=list)


def partners_report(actor: Actor, wanted: PartnersFilter) -> PartnersReport:
    """The figures of a period. Raises Http404, PermissionDenied."""
    may_read(actor)
    return PartnersReport(_partner_lines(wanted), _served_groups(wanted))


def _partner_lines(wanted: PartnersFilter) -> list[PartnerLine]:
    today = timezone.localdate()
    begins, ends = _moments(wanted)
    cases = _counted(PersonsCase.objects.filter(closed_at=None), "organisation")
    grants = _counted(in_force(today), "organisation")
    forms = _forms_through_partners(wanted)
    received = HandOver.objects.filter(sent_at__gte=begins, sent_at__lt=ends).exclude(basis="")
    reached = _counted(received, "receiver")
    accepted = _counted(received.filter(state=HandOver.State.ACCEPTED), "receiver")
    helped = _counted(received.filter(outcome__in=[HandOver.Outcome.HELPED, HandOver.Outcome.PARTLY]), "receiver")
    return [
        PartnerLine(
            each, _ends_soon(each, today), cases[each.pk], grants[each.pk], forms[each.pk], reached[each.pk],
            accepted[each.pk], helped[each.pk],
        )
        for each in Organisation.objects.order_by("name", "pk")
    ]  # fmt: skip


def _ends_soon(organisation: Organisation, today: dt.date) -> bool:
    return organisation.agreement_to is not None and today <= organisation.agreement_to <= today + SOON


def _counted(rows: QuerySet[Model], of: str) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list(of).annotate(number=Count("pk"))))


def _forms_through_partners(wanted: PartnersFilter) -> Counter[int]:
    """By organisation, how many claims of the period its people had a hand in. A claim of two counts for both."""
    of_partner = dict(Membership.objects.filter(organisation__isnull=False).values_list("user", "organisation"))
    sent = _sent(wanted)
    senders = Submission.objects.filter(claim__in=sent, sent_by__in=of_partner).exclude(
        sent_by=F("claim__resident__user")
    )
    typed = Answer.objects.filter(claim__in=sent, provenance__in=BY_HELPERS, by__in=of_partner)
    pairs = {(claim, of_partner[user]) for claim, user in senders.values_list("claim", "sent_by")}
    pairs |= {(claim, of_partner[user]) for claim, user in typed.order_by().values_list("claim", "by").distinct()}
    return Counter(organisation for _claim, organisation in pairs)


def _served_groups(wanted: PartnersFilter) -> list[tuple[str | dt.date, Counter[str]]]:
    group = F("form_version") if wanted.by == ServedBy.FORM else TruncMonth("submitted_at")
    rows = with_served(_sent(wanted)).annotate(group=group).order_by().values_list("group", "served")
    found: dict[str | dt.date, Counter[str]] = {}
    names = _form_names() if wanted.by == ServedBy.FORM else {}
    for key, served, number in rows.annotate(number=Count("pk")):
        name = names[key] if wanted.by == ServedBy.FORM else timezone.localdate(key)
        found.setdefault(name, Counter())[served] += number
    return sorted(found.items(), key=lambda item: str(item[0]))


def with_served(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Sent claims with `served`. Whoever is not the person and sent it or typed something had a hand in it; of several
    the partner counts before the adviser, and that before a relative.
    """
    partners = Membership.objects.filter(organisation__isnull=False).values("user")
    advisers = Membership.objects.filter(organisation=None).values("user")
    helped = HelpRequest.objects.filter(claim=OuterRef("pk"))
    return claims.annotate(
        own=Coalesce(F("resident__user"), Value(-1)),
        served=Case(
            When(_by(partners), then=Value(Served.PARTNER.value)),
            When(_by(advisers) | Exists(helped), then=Value(Served.ADVISER.value)),
            When(_by(None), then=Value(Served.RELATIVE.value)),
            default=Value(Served.ALONE.value),
            output_field=CharField(),
        ),
    )


def _by(users: QuerySet | None) -> Q:
    """Whether one of these users (None: anybody) who is not the person sent the claim or typed something in it."""
    sent = Submission.objects.filter(claim=OuterRef("pk"), sent_by__isnull=False).exclude(sent_by=OuterRef("own"))
    typed = Answer.objects.filter(claim=OuterRef("pk"), provenance__in=BY_HELPERS)
    if users is not None:
        sent, typed = sent.filter(sent_by__in=users), typed.filter(by__in=users).exclude(by=OuterRef("own"))
    return Q(Exists(sent)) | Q(Exists(typed))


def _form_names() -> dict[int, str]:
    names = dict(council_forms())
    return {pk: names.get(slug, slug) for pk, slug in FormVersion.objects.values_list("pk", "form__slug")}


def _sent(wanted: PartnersFilter) -> QuerySet[Claim]:
    begins, ends = _moments(wanted)
    return Claim.objects.filter(submitted_at__gte=begins, submitted_at__lt=ends)


def _moments(wanted: PartnersFilter) -> tuple[dt.datetime, dt.datetime]:
    zone = timezone.get_current_timezone()
    return start_of_day(wanted.first, zone), start_of_day(wanted.last + dt.timedelta(days=1), zone)


def totals_of(groups: Iterable[tuple[str | dt.date, Counter[str]]]) -> Counter[str]:
    """All groups together."""
    return sum((counted for _name, counted in groups), Counter())
