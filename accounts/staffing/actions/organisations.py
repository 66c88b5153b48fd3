"""Partners of a council: who they are, and from when until when the agreement with them holds."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit, door
from accounts.actors import Actor
from accounts.history import Setting, add_setting, day_in_words, keep_change
from accounts.models import Organisation
from accounts.permissions import Permission, require
from accounts.staffing.readers import admins, ending_agreements, organisation_for
from core.mail import send_email

# How long before the end of an agreement the admins are reminded.
BEFORE_END = dt.timedelta(days=30)
FIELDS = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind"),
    "services": gettext_lazy("What it helps with"),
    "agreement_from": gettext_lazy("Agreement from"),
    "agreement_to": gettext_lazy("Agreement until"),
}


class NameTaken(Exception):
    """Another partner has this name. Nothing changed."""


@transaction.atomic
def save_organisation(
    *, name: str, kind: str, services: str, agreement_from: dt.date, agreement_to: dt.date, by: Actor,
    key: int | None = None,
) -> Organisation:  # fmt: skip
    """Add a partner, or change the one with this key. Raises NameTaken, Http404."""
    require(by, Permission.COUNCIL_MANAGE)
    organisation = organisation_for(by, key) if key is not None else Organisation()
    if Organisation.objects.filter(name=name).exclude(pk=organisation.pk).exists():
        raise NameTaken
    before = _said(organisation) if key is not None else None
    organisation.name, organisation.kind, organisation.services = name, kind, services
    organisation.agreement_from, organisation.agreement_to = agreement_from, agreement_to
    organisation.save()
    after = _said(organisation)
    keep_change("accounts.organisations", before=before, after=after, subject=str(organisation.pk), name=name, by=by)
    detail = {"kind": kind, "from": str(agreement_from), "to": str(agreement_to)}
    audit.record("accounts.organisation.saved", by=by, subject=f"organisation {organisation.pk}", detail=detail)
    return organisation


@transaction.atomic
def remind_of_agreements(*, today: dt.date, by: Actor) -> int:
    """Write to every admin of the council once of each agreement that ends within a month. Returns of how many."""
    soon = ending_agreements(today, BEFORE_END).exclude(Q(reminded_of__isnull=False) & Q(reminded_of=F("agreement_to")))
    ending = list(soon.select_for_update(skip_locked=True))
    to = [admin.user.email for admin in admins().select_related("user") if admin.user.email]
    if not ending or not to:
        return 0
    Organisation.objects.filter(pk__in=[each.pk for each in ending]).update(reminded_of=F("agreement_to"))
    for each in ending:
        audit.record("accounts.organisation.reminded", by=by, subject=f"organisation {each.pk}")
    url = by.council.url_of(reverse("people:organisations", urlconf=settings.ROOT_URLCONF))
    lines = [f"{each.name}: {each.agreement_to:%d.%m.%Y}" for each in ending]
    text = _("These agreements end soon. After their last day the people of the partner can do nothing here:")
    for address in to:
        door.admit(kind="agreement_ends", channel="email", contact=address, by=by)
        send_email(to=address, subject=_("Agreements that end soon"), text="\n\n".join([text, "\n".join(lines), url]))
    return len(ending)


def _said(organisation: Organisation) -> dict[str, str]:
    return {name: str(getattr(organisation, name) or "") for name in FIELDS}


add_setting(
    Setting(
        code="accounts.organisations", title=gettext_lazy("Organisations"), page="people:organisations", fields=FIELDS,
        in_words={
            "kind": lambda kind: str(Organisation.Kind(kind).label),
            "agreement_from": day_in_words,
            "agreement_to": day_in_words,
        },
        why_final=gettext_lazy("An agreement lets people in, so it is changed back on its own page only."),
    )
)  # fmt: skip
