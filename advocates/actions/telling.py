"""What whoever acts for somebody hears of their grant: by e-mail or text, with no name in it. Nothing of it is kept in
their account, whose pages look the same however a grant ended.
"""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Actor, system_actor
from accounts.models import Delegation, Resident
from notifications.actions import notify, send_only_while

STARTED, SOON = "helping_started", "helping_ends_soon"
ENDED, RENEWED = "helping_ended", "helping_renewed"
# What the law gave has no word of consent in it.
SOON_BY_LAW, ENDED_BY_LAW = "helping_by_law_ends_soon", "helping_by_law_ended"


def tell_helper(grant: Delegation, template: str, by: Actor) -> None:
    """Promise the helper a message about a grant. Nobody is told of what an organisation has, which is for its pages,
    nor whoever has no record here.
    """
    record = Resident.objects.filter(user=grant.helper_id).first() if grant.helper_id is not None else None
    if record is None:
        return
    context = {"url": by.council.url_of(reverse("advocates:people")), "grant": str(grant.public_id)}
    # Who gave it is named in no row of the helper's own trail.
    notify(resident=record, template=template, context=context, by=system_actor(by.council, "messages"))


def _is_going_on(context: dict[str, str]) -> bool:
    grant = Q(public_id=context["grant"], revoked_at=None, renewed_by=None)
    return Delegation.objects.filter(grant, ends_on__gte=timezone.localdate()).exists()


def _is_not_ended(context: dict[str, str]) -> bool:
    return not Delegation.objects.filter(public_id=context["grant"], revoked_at__isnull=False).exists()


# What was promised before a grant was ended is not sent after it, however it was ended.
send_only_while(SOON, _is_going_on)
send_only_while(SOON_BY_LAW, _is_going_on)
send_only_while(ENDED, _is_not_ended)
send_only_while(ENDED_BY_LAW, _is_not_ended)
send_only_while(RENEWED, _is_not_ended)
send_only_while(STARTED, _is_not_ended)
