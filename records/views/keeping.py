"""How long claims are kept, what would go, and what is held: settings of a council, for its admins."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from claims.rules.drafts import FIRST_REMINDER, LAST_REMINDER
from core.asking import ask_first, is_sure
from records.actions import keeping as actions
from records.forms.keeping import PERSON, DraftDaysForm, HoldForm, RuleForm
from records.presenters import keeping as content
from records.readers import keeping as readers
from records.readers.due import OTHERS, drafts_that_would_go, rules_in_force, what_would_go

UNPROCESSABLE = 422


@staff_required
@require_GET
def keeping(request: HttpRequest) -> HttpResponse:
    """The rules, what goes in the next night, and holds."""
    rules = readers.form_rules(request.actor)
    going = what_would_go(request.actor, rules_in_force(), timezone.localdate())
    page = {"rules": content.rules_table(rules), "going": content.would_go_table(going), "nav": "settings"}
    days = request.council.draft_days
    page |= {"draft_days": days, "first": FIRST_REMINDER, "last": LAST_REMINDER}
    page |= {"drafts": content.drafts_words(*drafts_that_would_go(request.actor, days))}
    page["holds"] = content.hold_lines(readers.holds_for(request.actor))
    return render(request, "records/keeping.html", page)


@staff_required
@require_http_methods(["GET", "POST"])
def change_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """How long claims on one form are kept; says first what would go."""
    rule = readers.form_rule(request.actor, OTHERS if slug == content.OTHERS_SLUG else slug)
    known = {"years": rule.keeping.years, "months_of_files": rule.keeping.months_of_files}
    form = RuleForm(request.POST if request.method == "POST" else None, initial=known)
    if not form.is_valid():
        page = {"form": form, "title": content.title_of(rule), "nav": "settings"}
        return render(request, "records/change_rule.html", page, status=UNPROCESSABLE if form.errors else 200)
    if not is_sure(request):
        return _ask(request, rule, form)
    actions.save_rule(slug=rule.slug, keeping=form.keeping, by=request.actor)
    messages.success(request, _("Saved. It counts from tonight."))
    return redirect("records:keeping")


def _ask(request: HttpRequest, rule: readers.FormRule, form: RuleForm) -> HttpResponse:
    rules = readers.with_rule(rule.slug, form.keeping)
    going = what_would_go(request.actor, rules, timezone.localdate())
    words = f"{content.title_of(rule)}: {content.kept_words(form.keeping)}. {content.would_go_words(going)}"
    return ask_first(
        request,
        question=_("Do you want to change how long claims are kept?"),
        words=words,
        button=_("Yes, keep them so long"),
        keep=_("Change nothing"),
        keep_url=reverse("records:keeping"),
        hidden={name: request.POST.get(name, "") for name in ("years", "months_of_files")},
    )


@staff_required
@require_http_methods(["GET", "POST"])
def change_drafts(request: HttpRequest) -> HttpResponse:
    """How long forms that were not sent are kept; says first what would go."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    form = DraftDaysForm(
        request.POST if request.method == "POST" else None, initial={"days": request.council.draft_days}
    )
    if not form.is_valid():
        page = {"form": form, "title": _("Forms that were not sent"), "nav": "settings"}
        return render(request, "records/change_rule.html", page, status=UNPROCESSABLE if form.errors else 200)
    days = form.cleaned_data["days"]
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Do you want to change how long forms that were not sent are kept?"),
            words=content.drafts_words(*drafts_that_would_go(request.actor, days)),
            button=_("Yes, keep them so long"),
            keep=_("Change nothing"),
            keep_url=reverse("records:keeping"),
            hidden={"days": request.POST.get("days", "")},
        )
    actions.save_draft_days(days=days, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("records:keeping")


@staff_required
@require_http_methods(["GET", "POST"])
def place_hold(request: HttpRequest) -> HttpResponse:
    """Put a hold on a claim, or on a person."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    today = timezone.localdate()
    days = {"today": today, "latest": readers.latest_hold_day(today)}
    form = HoldForm(request.POST if request.method == "POST" else None, **days)
    if form.is_valid() and _placed(request, form):
        messages.success(request, _("It is kept. Nothing of it is deleted until the last day of the hold is over."))
        return redirect("records:keeping")
    page = {"form": form, "nav": "settings"}
    return render(request, "records/place_hold.html", page, status=UNPROCESSABLE if form.errors else 200)


def _placed(request: HttpRequest, form: HoldForm) -> bool:
    said = form.cleaned_data
    try:
        actions.place_hold(
            reference=said["reference"], of_person=said["on"] == PERSON, reason=said["reason"], until=said["until"],
            by=request.actor,
        )  # fmt: skip
    except Http404:
        form.add_error("reference", _("No claim of your council has this reference. Check it and try again"))
        return False
    return True


@staff_required
@require_http_methods(["GET", "POST"])
def lift_hold(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """End a hold before its day."""
    readers.hold_for(request.actor, public_id)
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Do you want to end this hold?"),
            words=_("What it kept is then deleted when its time is over, which may be tonight."),
            button=_("End the hold"),
            keep=_("Keep it"),
            keep_url=reverse("records:keeping"),
        )
    actions.lift_hold(public_id=public_id, by=request.actor)
    messages.success(request, _("The hold has ended."))
    return redirect("records:keeping")
