"""What the operator's pages and commands show: words for kinds of work, checks, ages and what a council lacks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http.request import validate_host
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actions.councils import TOPICS
from accounts.models import Alert, Council, PlatformAlert
from accounts.presenters.alerts import alert_shown
from accounts.settling.presenters import topic_in_words
from betteroff.readers import CouncilFigures, Counts, Gaps, Item, WorkFigures, heard_seconds_ago

KINDS = {
    "message": gettext_lazy("Emails, texts and messages"),
    "delivery": gettext_lazy("Claims for councils’ own systems"),
    "batch": gettext_lazy("Many claims at once"),
    "casebatch": gettext_lazy("Many cases of a partner at once"),
    "claimhold": gettext_lazy("Claims on hold until a day"),
    "duedaywork": gettext_lazy("Days by which claims are to be decided"),
    "claimpdf": gettext_lazy("PDFs of claims"),
    "letterpdf": gettext_lazy("Letters about decisions"),
    "estimatepdf": gettext_lazy("PDFs of estimates"),
    "journalpdf": gettext_lazy("PDFs of journals"),
    "personexport": gettext_lazy("Archives of what is kept of somebody"),
    "estimate": gettext_lazy("Estimates"),
    "hourscurve": gettext_lazy("Estimates of more hours of work"),
    "comparison": gettext_lazy("Comparisons of changes of life"),
    "changeestimate": gettext_lazy("Estimates before and after a change"),
    "schemeeffect": gettext_lazy("Effects of a Council Tax Reduction scheme on sent claims"),
}
CHECKS = {
    "database": gettext_lazy("Database"),
    "redis": gettext_lazy("Redis"),
    "disk": gettext_lazy("Free space on disk"),
}
GAPS = {
    "statuses": gettext_lazy("It has no status for new claims: nobody can send a form. Run add_council again."),
    "forms": gettext_lazy("It lacks these forms: %(forms)s. Run add_council again."),
    "journal": gettext_lazy("Its job journal has no activities. Run add_council again."),
    "advisor": gettext_lazy("Nobody works on its claims yet. One of its admins invites advisers in its settings."),
    "admin": gettext_lazy("Nobody looks after its settings yet. Invite an admin below."),
    "contacts": gettext_lazy("It has no phone number and no email address, so people cannot ask for help."),
    "scheme": gettext_lazy(
        "Its Council Tax Reduction scheme for %(years)s is not here, so estimates leave it out for people of working "
        "age. One of its admins writes it under “Council tax”."
    ),
    "nations_scheme": gettext_lazy(
        "The calculator has no Council Tax Reduction for working age in this nation yet. Estimates say so."
    ),
    "rates": gettext_lazy(
        "There is no council tax in Northern Ireland, and help with rates is not in the calculator. Estimates say so. "
        "Of the forms, only the check fits there."
    ),
    "bills": gettext_lazy(
        "Its council tax bills are not known, so people are asked for theirs. Give add_council the bill of band D."
    ),
    "authority": gettext_lazy("Its local authority is not known, so estimates use figures of the region."),
    "rental_market_area": gettext_lazy(
        "Its broad rental market area is not known, so Local Housing Allowance is that of the region’s largest area."
    ),
}
# What a new council sets up: its name on the checklist, the page where it is set, and what is so without it.
ITEMS = {
    "name": (
        gettext_lazy("Name"), "council:names", gettext_lazy("It has Welsh pages and no Welsh name yet."),
    ),
    "contact": (
        gettext_lazy("Phone or email"), "council:contact", gettext_lazy("People cannot ask the council for help."),
    ),
    "hours": (
        gettext_lazy("Opening hours"), "council:hours", gettext_lazy("People do not know when they can reach you."),
    ),
    "colours": (
        gettext_lazy("Colours that can be read"), "council:colours",
        gettext_lazy("Text on the council’s colour cannot be read well."),
    ),
    "logo": (gettext_lazy("Logo"), "council:logo", gettext_lazy("The name stands alone.")),
    "area": (
        gettext_lazy("Area and council tax bands"), "council:area",
        gettext_lazy("Estimates use figures of the region, and people are asked for their bill."),
    ),
    "scheme": (
        gettext_lazy("Council Tax Reduction scheme"), "estimates:scheme_list",
        gettext_lazy("Estimates leave it out for people of working age."),
    ),
    "forms": (gettext_lazy("Forms"), "formspec:form_list", gettext_lazy("No form is published.")),
    "statuses": (
        gettext_lazy("Statuses"), "casework:wording",
        gettext_lazy("There is no status for new claims, or none for decided ones."),
    ),
    "advisers": (
        gettext_lazy("At least one adviser"), "people:list", gettext_lazy("Nobody can work on claims yet."),
    ),
    "help": (
        gettext_lazy("Hours of live help"), "cobrowse:settings", gettext_lazy("Nobody can talk with an adviser here."),
    ),
    "handover": (
        gettext_lazy("Hand-over to your own systems"), "casework:handover",
        gettext_lazy("None: decided claims stay here. Where you have no other system, say there that you want none."),
    ),
}  # fmt: skip


def kind_in_words(kind: str) -> str:
    """A kind of work that is due."""
    return str(KINDS[kind])


def age_in_words(age: dt.timedelta) -> str:
    """How long ago, roughly: for a list, not for a clock."""
    seconds = max(0, int(age.total_seconds()))
    if seconds < 60:
        return ngettext("%(number)s second", "%(number)s seconds", seconds) % {"number": seconds}
    if seconds < 3600:
        return ngettext("%(number)s minute", "%(number)s minutes", seconds // 60) % {"number": seconds // 60}
    if seconds < 2 * 86400:
        return ngettext("%(number)s hour", "%(number)s hours", seconds // 3600) % {"number": seconds // 3600}
    return ngettext("%(number)s day", "%(number)s days", seconds // 86400) % {"number": seconds // 86400}


def checks_shown(checks: dict[str, bool]) -> list[dict[str, Any]]:
    """Each check of /healthz: its name, whether it passed, and how old the news is."""
    shown = []
    for name, passed in checks.items():
        part, _colon, queue = name.partition(":")
        label = _("Worker of the queue “%(queue)s”") % {"queue": queue} if queue else CHECKS[part]
        heard = heard_seconds_ago(queue) if queue and passed else None
        age = _("asked just now") if not queue else _("no word from it for ten seconds or more")
        if heard is not None:
            age = _("last heard %(age)s ago") % {"age": age_in_words(dt.timedelta(seconds=heard))}
        shown.append({"name": label, "passed": passed, "age": age})
    return shown


def alerts_shown(alerts: list[tuple[Council | None, Alert | PlatformAlert]]) -> list[dict[str, Any]]:
    """Alerts as the operator reads them, with the council each is about."""
    return [alert_shown(alert, place=council.name if council else "", to_operator=True) for council, alert in alerts]


def work_shown(councils: list[CouncilFigures], which: str, now: dt.datetime) -> list[dict[str, Any]]:
    """A line for each kind of work of each council, the oldest first. `which` is "waiting" or "failed"."""
    lines = [(figures, work) for figures in councils for work in getattr(figures, which)]
    return [_work_line(figures.council, work, now) for figures, work in sorted(lines, key=lambda line: line[1].since)]


def _work_line(council: Council, work: WorkFigures, now: dt.datetime) -> dict[str, Any]:
    is_late = work.since < now
    return {
        "council": council,
        "kind": work.kind,
        "words": kind_in_words(work.kind),
        "number": work.number,
        "age": age_in_words(now - work.since) if is_late else _("not due yet"),
    }


def gaps_shown(gaps: Gaps) -> list[str]:
    """What a council lacks, a sentence each, the worst first."""
    words = {"forms": ", ".join(gaps.missing_forms), "years": f"{gaps.scheme_year}–{gaps.scheme_year + 1}"}
    return [str(GAPS[code]) % words for code in [*gaps.broken, *gaps.incomplete]]


def address_needs(council: Council) -> list[str]:
    """What must be so outside the platform before people reach a council, a sentence each (for commands)."""
    host = council.host
    needs = (
        []
        if validate_host(host, settings.ALLOWED_HOSTS)
        else [f"ALLOWED_HOSTS: add {host}, then restart. Until then every page of it answers 400."]
    )
    needs.append(f"DNS: {host} must lead to the platform (nginx takes every host name, so it needs no change).")
    if settings.HTTPS:
        needs.append(f"TLS: the certificate in front of the platform must be good for {host}.")
    return needs


def items_shown(items: list[Item], *, only_missing: bool = False) -> list[dict[str, Any]]:
    """The checklist of a council, with links to where each is set."""
    shown = []
    for item in items:
        title, page, hint = ITEMS[item.code]
        if only_missing and item.is_done:
            continue
        status = _("Done") if item.is_done else _("Missing") if item.is_needed else _("Not yet, and not needed to open")
        shown.append(
            {
                "title": title,
                "page": page,
                "url": reverse(page),
                "hint": "" if item.is_done else hint,
                "status": status,
                "colour": "" if item.is_done else "red" if item.is_needed else "grey",
            }
        )
    return shown


def values_shown(council: Council, counts: Counts) -> dict[str, str]:
    """What holds now, a line for each page of settings that has one line to say."""
    lines = {}
    for topic in TOPICS:
        said = [f"{name}: {value}" for name, value in topic_in_words(council, topic)]
        lines[topic.replace("council.", "council:")] = "; ".join(said).replace("\n", ", ")
    lines["opening"] = _("Open to people") if council.is_open else _("Not open yet: only staff see it")
    lines["formspec:form_list"] = ngettext("%(number)s form", "%(number)s forms", counts.forms) % {
        "number": counts.forms
    }
    statuses = ngettext("%(number)s status", "%(number)s statuses", counts.statuses)
    lines["casework:wording"] = statuses % {"number": counts.statuses}
    lines["people:list"] = _("Admins: %(admins)s. Advisers: %(advisers)s.") % {
        "admins": counts.admins, "advisers": counts.advisers,
    }  # fmt: skip
    times = ngettext("%(number)s opening time in the week", "%(number)s opening times in the week", counts.help_times)
    lines["cobrowse:settings"] = times % {"number": counts.help_times}
    lines["records:keeping"] = _("Forms that were not sent: %(days)s days") % {"days": council.draft_days}
    systems = ngettext("%(number)s system", "%(number)s systems", counts.destinations)
    lines["casework:handover"] = systems % {"number": counts.destinations}
    return lines
