"""The one page from which a council's own people reach everything that they can set, and opening the council."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actions.councils import open_council
from accounts.keeping.not_open import make_try_token
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from betteroff.presenters import items_shown, values_shown
from betteroff.readers import counts_for, is_ready, items_for


@dataclass(frozen=True)
class SettingsPage:
    """One page of settings: the name of its address, what it is called, and what is set there."""

    url: str
    title: Promise
    about: Promise


PAGES = {
    gettext_lazy("The council itself"): [
        SettingsPage(
            "opening",
            gettext_lazy("Before you open"),
            gettext_lazy("What is still missing, trying it as a resident, and opening it."),
        ),
        SettingsPage("council:names", gettext_lazy("Names"), gettext_lazy("What the council is called.")),
        SettingsPage("council:logo", gettext_lazy("Logo"), gettext_lazy("The picture beside the name.")),
        SettingsPage("council:colours", gettext_lazy("Colours"), gettext_lazy("Of the bar at the top and of buttons.")),
        SettingsPage(
            "council:contact",
            gettext_lazy("Contact"),
            gettext_lazy("Phone, text phone, email, address and website."),
        ),
        SettingsPage("council:hours", gettext_lazy("Opening hours"), gettext_lazy("When people can reach you.")),
        SettingsPage(
            "cobrowse:days",
            gettext_lazy("Bank holidays and closed days"),
            gettext_lazy("Days on which nobody helps live or can be booked, as your contact page says."),
        ),
        SettingsPage("council:languages", gettext_lazy("Languages"), gettext_lazy("Those that people can choose.")),
        SettingsPage(
            "council:area",
            gettext_lazy("Area and council tax"),
            gettext_lazy("Authority, rental market area, bands and war pensions, for estimates."),
        ),
    ],
    gettext_lazy("Forms and what they pay"): [
        SettingsPage(
            "formspec:form_list",
            gettext_lazy("Forms"),
            gettext_lazy("What your forms ask, page by page."),
        ),
        SettingsPage(
            "studio:forms",
            gettext_lazy("Form studio"),
            gettext_lazy("Building and changing your own forms: questions, conditions, words."),
        ),
        SettingsPage(
            "claims:finding_settings",
            gettext_lazy("Finding addresses"),
            gettext_lazy("Whether people find their address by its postcode, and with which service."),
        ),
        SettingsPage(
            "estimates:engine_settings",
            gettext_lazy("Calculator"),
            gettext_lazy("Which engines work out estimates, and whether they answer."),
        ),
        SettingsPage(
            "estimates:scheme_list",
            gettext_lazy("Council Tax Reduction"),
            gettext_lazy("Your scheme of each year, and what a change of it would do."),
        ),
    ],
    gettext_lazy("Work on claims"): [
        SettingsPage(
            "casework:wording",
            gettext_lazy("Statuses and ready words"),
            gettext_lazy("What each status is called and tells people, and messages to start from, in each language."),
        ),
        SettingsPage(
            "messages:kinds",
            gettext_lazy("Words of messages"),
            gettext_lazy("What emails, text messages and messages in accounts say, in each language."),
        ),
        SettingsPage(
            "casework:deciding_settings",
            gettext_lazy("Decisions and letters"),
            gettext_lazy("Whether a second person agrees, what letters say, and how long they wait."),
        ),
        SettingsPage(
            "casework:targets",
            gettext_lazy("Targets"),
            gettext_lazy("In how many days you mean to look at a claim and to decide it."),
        ),
        SettingsPage(
            "casework:quality_rates",
            gettext_lazy("Quality checks"),
            gettext_lazy("How many decisions of each form another person looks at again."),
        ),
        SettingsPage(
            "casework:handover",
            gettext_lazy("Hand-over"),
            gettext_lazy("Your own systems that get decided claims, the tries, and keys for those that ask."),
        ),
    ],
    gettext_lazy("Helping people"): [
        SettingsPage(
            "cobrowse:settings",
            gettext_lazy("Live help"),
            gettext_lazy("Opening hours, topics, teams and ready replies."),
        ),
        SettingsPage(
            "cobrowse:booking_settings",
            gettext_lazy("Call backs, appointments and visits"),
            gettext_lazy("Places, bookable times and leave of each adviser."),
        ),
        SettingsPage(
            "jobjournal:library",
            gettext_lazy("Job journal"),
            gettext_lazy("The activities that people can record, their questions and sentences."),
        ),
        SettingsPage(
            "accounts:kiosk_settings",
            gettext_lazy("Public computers"),
            gettext_lazy("Setting machines up that many people use one after another."),
        ),
    ],
    gettext_lazy("People and partners"): [
        SettingsPage(
            "people:list",
            gettext_lazy("People"),
            gettext_lazy("Who works here and as what: inviting, lost phones, leaving."),
        ),
        SettingsPage(
            "people:organisations",
            gettext_lazy("Organisations"),
            gettext_lazy("Partners who help people with you, and the agreement with each."),
        ),
        SettingsPage(
            "legal:rules",
            gettext_lazy("Acting for somebody by law"),
            gettext_lazy("Who checks what attorneys, deputies and appointees send, and how long it is kept."),
        ),
    ],
    gettext_lazy("Records and safety"): [
        SettingsPage(
            "records:keeping",
            gettext_lazy("How long records are kept"),
            gettext_lazy("When claims of each form are deleted, what would go now, and what is held."),
        ),
        SettingsPage(
            "records:people",
            gettext_lazy("One person’s records"),
            gettext_lazy("A copy of everything about somebody, or erasing it."),
        ),
        SettingsPage(
            "council:history",
            gettext_lazy("History of settings"),
            gettext_lazy("Who changed what, when, before and after, and putting it back."),
        ),
        SettingsPage(
            "accounts:alerts",
            gettext_lazy("Alerts"),
            gettext_lazy("What looked like an attack, or like somebody guessing."),
        ),
    ],
}


@staff_required
@require_GET
def council_settings(request: HttpRequest) -> HttpResponse:
    """Everything that can be set, by what it is about, with what holds and what is missing."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    counts = counts_for(request.actor)
    items = items_for(request.actor, counts, timezone.localdate())
    values, missing = values_shown(request.council, counts), items_shown(items, only_missing=True)
    lacks = {each["page"]: each["hint"] for each in missing}
    groups = {
        title: [(page, values.get(page.url, ""), lacks.get(page.url, "")) for page in pages]
        for title, pages in PAGES.items()
    }
    return render(request, "council_settings.html", {"groups": groups, "nav": "settings"})


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest) -> HttpResponse:
    """The checklist of a new council, a link to try it, and the button that opens it once nothing needed is missing."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    items = items_for(request.actor, counts_for(request.actor), timezone.localdate())
    if request.method == "POST" and is_ready(items):
        open_council(by=request.actor)
        messages.success(request, _("The council is open. People can use its pages from now on."))
        return redirect("opening")
    context = {
        "tasks": items_shown(items),
        "is_ready": is_ready(items),
        "try_url": request.council.url_of(reverse("try_council", args=[make_try_token(request.council.pk)])),
        "has_errors": request.method == "POST",
        "back_url": reverse("council_settings"),
        "nav": "settings",
    }
    return render(request, "opening.html", context, status=422 if request.method == "POST" else 200)
