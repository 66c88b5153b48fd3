"""What those who work with people, and their managers, are told by e-mail: how many, never who."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, door
from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission, roles_with
from advocates.caseload.actions.passing import tell_contacts
from advocates.caseload.readers.cases import WORKING_ROLES, live_among, require_caseload
from advocates.models import Case, CaseloadWishes, CaseTask
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
    """Write to everybody in whose cases something is new since yesterday's e-mail, once a day at most; how many."""
    now = timezone.now()
    off = CaseloadWishes.objects.filter(Q(wants_digest=False) | Q(digest_at__date=timezone.localdate(now)))
    new = Q(cases__closed_at__isnull=True, cases__tasks__seen_at__isnull=True, cases__tasks__isnull=False)
    new &= ~Q(cases__tasks__kind__in=CaseTask.OTHERS_TURN)
    people = Membership.objects.filter(is_active=True, roles__overlap=WORKING_ROLES)
    people = people.exclude(pk__in=off.values("membership")).annotate(news=Count("cases", filter=new, distinct=True))
    told = 0
    for each in people.filter(news__gt=0).select_related("user").order_by("pk"):
        number = len(live_among(_with_news(each)))
        if number == 0 or not each.user.email:
            continue
        CaseloadWishes.objects.update_or_create(membership=each, defaults={"digest_at": now})
        words = _("Something is new for people whose contact you are: %(number)s.") % {"number": number}
        _send([each.user.email], _("News of the people you work with"), words, "case_digest", by)
        told += 1
    return told


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
