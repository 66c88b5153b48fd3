"""What those who work with people, and their managers, are told by e-mail: how many, never who."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, door
from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission, roles_with
from advocates.caseload.actions.passing import tell_contacts
from advocates.caseload.readers.absences import last_absence, members_back, passed_meanwhile
from advocates.caseload.readers.cases import WORKING_ROLES, live_among, require_caseload
from advocates.models import Case, CaseloadWishes, CaseTask
from advocates.readers.own_steps import members_with_steps, own_steps
from advocates.readers.permission_news import organisations_with_news, permission_news
from core.mail import MessageNotSent, send_email

MANAGING_ROLES = roles_with(Permission.CASE_MANAGE)


@transaction.atomic
def want_digest(*, wanted: bool, by: Actor) -> None:
    """Whether the actor gets the daily e-mail. Raises Http404, PermissionDenied."""
    require_caseload(by)
    wishes, _made = CaseloadWishes.objects.get_or_create(membership=by.membership)
    if wishes.wants_digest != wanted:
        wishes.wants_digest = wanted
        wishes.save(update_fields=["wants_digest"])
        audit.record("advocates.digest.set", by=by, detail={"wanted": wanted})


def tell_of_changes(*, by: Actor) -> None:
    """Tell people who their contact is now, and managers that somebody left whose people have nobody."""
    left = tell_contacts(by=by)
    orphans: dict[int | None, int] = {}
    for case in left:
        if case.left_at is not None:
            orphans[case.organisation_id] = orphans.get(case.organisation_id, 0) + 1
    for organisation in orphans:
        managers = Membership.objects.filter(organisation=organisation, is_active=True, roles__overlap=MANAGING_ROLES)
        lines = _(
            "Somebody who worked with people has left, and some of those people have nobody now. Please say who works "
            "with them:"
        )
        _send(_addresses(managers), _("People who need a contact"), lines, "case_orphans", by)


@transaction.atomic
def send_digests(*, by: Actor) -> int:
    """Write to everybody for whom something is new since their last e-mail, once a day at most; how many: in their
    cases, in their steps of plans, and in the permissions of their organisation, and what passed its day while they
    were away.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    off = CaseloadWishes.objects.filter(Q(wants_digest=False) | Q(digest_at__date=today))
    new = Q(cases__closed_at__isnull=True, cases__tasks__seen_at__isnull=True, cases__tasks__isnull=False)
    new &= ~Q(cases__tasks__kind__in=CaseTask.OTHERS_TURN)
    people = Membership.objects.filter(is_active=True, roles__overlap=[*WORKING_ROLES, *MANAGING_ROLES])
    people = people.exclude(pk__in=off.values("membership")).annotate(news=Count("cases", filter=new, distinct=True))
    maybe = Q(news__gt=0) | Q(pk__in=members_with_steps(today)) | Q(organisation__in=organisations_with_news(now))
    maybe |= Q(pk__in=members_back(now))
    told = 0
    for each in people.filter(maybe).select_related("user", "organisation", "caseload_wishes").order_by("pk"):
        lines = _lines(each, now) if each.user.email else []
        if not lines:
            continue
        CaseloadWishes.objects.update_or_create(membership=each, defaults={"digest_at": now})
        own_steps(each, today).filter(reminded_for=None).update(reminded_for=F("due_on"))
        _send([each.user.email], _("News of the people you work with"), "\n\n".join(lines), "case_digest", by)
        told += 1
    return told


def _lines(each: Membership, now: dt.datetime) -> list[str]:
    """What is new for one of them, in numbers."""
    wishes = getattr(each, "caseload_wishes", None)
    since = (wishes and wishes.digest_at) or now - dt.timedelta(days=1)
    permissions = [news for news in permission_news(each, now) if news.at > since]
    absence = last_absence(each, now)
    passed = passed_meanwhile(absence) if absence is not None and absence.ended_at > since else {}
    said = {
        _("People for whom something passed its day while you were away: %(number)s."): len(passed),
        _("Something is new for people whose contact you are: %(number)s."): len(live_among(_with_news(each))),
        _("Steps of plans that are yours and due by tomorrow: %(number)s."): own_steps(each, timezone.localdate(now))
        .filter(reminded_for=None)
        .count(),
        _("Permissions that began, were renewed, end soon or have ended: %(number)s."): len(permissions),
    }
    return [words % {"number": number} for words, number in said.items() if number]


def _with_news(membership: Membership) -> list[Case]:
    news = CaseTask.objects.filter(seen_at__isnull=True).exclude(kind__in=CaseTask.OTHERS_TURN)
    cases = Case.objects.filter(responsible=membership, closed_at__isnull=True)
    return list(cases.filter(pk__in=news.values("case")).order_by("pk"))


def _addresses(people: Iterable[Membership]) -> list[str]:
    return [each.user.email for each in people.select_related("user").order_by("pk") if each.user.email]


def _send(to: list[str], subject: str, words: str, kind: str, by: Actor) -> None:
    url = by.council.url_of(reverse("advocates:caseload", urlconf=settings.ROOT_URLCONF))
    for address in to:
        try:
            door.admit(kind=kind, channel="email", contact=address, by=by)
            send_email(to=address, subject=subject, text="\n\n".join([words, url]))
        except (door.TooManyMessages, MessageNotSent):
            # The others are told all the same, and nobody twice.
            continue
