"""The one page from which a council's own people reach everything that they can set."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from accounts.permissions import Permission, require
from accounts.sessions import staff_required


@dataclass(frozen=True)
class SettingsPage:
    """One page of settings: the name of its address, what it is called, and what is set there."""

    url: str
    title: Promise
    about: Promise


PAGES = {
    gettext_lazy("Forms and what they pay"): [
        SettingsPage(
            "formspec:form_list",
            gettext_lazy("Forms"),
            gettext_lazy("What your forms ask, page by page."),
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
            gettext_lazy("Opening hours, closed days, topics, teams and ready replies."),
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
            "accounts:alerts",
            gettext_lazy("Alerts"),
            gettext_lazy("What looked like an attack, or like somebody guessing."),
        ),
    ],
}


@staff_required
@require_GET
def council_settings(request: HttpRequest) -> HttpResponse:
    """Everything that can be set, by what it is about."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    return render(request, "council_settings.html", {"groups": PAGES, "nav": "settings"})
