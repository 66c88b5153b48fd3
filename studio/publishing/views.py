"""Publishing a form, its versions, and forms that come from and go to files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from core.asking import ask_first, is_sure
from core.rules.numbers import whole_number
from formspec.actions.publishing import Change, NotWordsAlone, PublishedMeanwhile
from formspec.presenters.differences import told
from formspec.rules.compile import FormProblems
from formspec.rules.media import MediumRefused
from formspec.rules.sources.packed import files_named
from formspec.rules.sources.yaml_text import yaml_of
from studio.media.presenters import why_refused
from studio.models import FormDraft
from studio.presenters import words
from studio.presenters.checking import found_words
from studio.publishing import actions, readers
from studio.publishing.forms import ImportForm, PublishForm, SettingsForm
from studio.publishing.presenters import (
    differences_of,
    effect_words,
    origin_words,
    part_way_words,
    told_of,
    version_name,
)
from studio.readers.drafts import draft_for, title_of
from studio.trying.presenters.outcomes import outcomes_words

UNPROCESSABLE, CONFLICT = 422, 409
MOST = 2**62


@staff_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """What is different, whom it meets, how it applies; and the button."""
    before = readers.before_publishing(request.actor, slug)
    shown = {"number": before.draft.number, "onto": before.current.pk if before.current else None}
    posted = request.POST if request.method == "POST" else None
    form = PublishForm(
        posted, words_alone=before.is_words_alone, is_first=before.current is None, failing=before.is_failing,
        initial=shown,
    )  # fmt: skip
    if form.is_valid():
        refusal = _published(request, slug, form.cleaned_data)
        if refusal is None:
            return redirect("studio:versions", slug)
        form.add_error(None, refusal)
    return _draw(request, before, form)


def _published(request: HttpRequest, slug: str, said: dict[str, Any]) -> str | None:
    """Publish as was said, or why not in a sentence."""
    change = Change(said["applies"], said["because"], said["because_cy"], said.get("despite", ""))
    try:
        version = actions.publish_draft(
            slug=slug, number=said["number"], onto=said["onto"], change=change, by=request.actor
        )
    except (FormProblems, actions.NotReady):
        return _("The form cannot be published as it is. Nothing was published.")
    except actions.ExamplesFail:
        return _("An example of the form fails. Nothing was published: say why it is published all the same.")
    except actions.DraftChanged:
        return _("Somebody has edited the draft since you opened this page. Nothing was published: look at it again.")
    except PublishedMeanwhile as other:
        words = _("%(version)s was published since you opened this page. Nothing was published: look at it again.")
        return words % {"version": version_name(other.current).capitalize()}
    except actions.NotApproved:
        return _("A second person has to agree first, and somebody else than you. Nothing was published.")
    except NotWordsAlone:
        return _("More than words is different. Nothing was published: say whether it must apply or may wait.")
    messages.success(request, _("Published: %(version)s.") % {"version": version_name(version)})
    return None


def _draw(request: HttpRequest, before: readers.Before, form: PublishForm) -> HttpResponse:
    if form.is_bound:
        # What is posted again is what the page shows now.
        form.data = form.data.copy()
        form.data["number"] = str(before.draft.number)
        form.data["onto"] = str(before.current.pk) if before.current else ""
    page = {
        "before": before, "form": form,
        "problems": [words.problem_said(each, before.draft.source) for each in before.problems],
        "has_media": bool(files_named(before.draft.source)),
        "slug": before.draft.form.slug, "title": before.draft.source["title"],
        "groups": differences_of(before), "part_way": [part_way_words(each) for each in before.part_way],
        "effects": effect_words(before), "origin": origin_words(before.draft.copied_from), "nav": "settings",
        "may_approve": not readers.has_edited(request.actor, before.draft), "back_url": reverse("studio:forms"),
        "current": version_name(before.current) if before.current else "",
        "found": found_words(before.found, before.draft.form.slug),
        "outcomes": outcomes_words(before.outcomes, before.draft.form.slug),
    }  # fmt: skip
    return render(request, "studio/publishing/publish.html", page, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_POST
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    """A second person agrees to the draft as they saw it."""
    number = whole_number(request.POST.get("number", ""), most=MOST)
    try:
        actions.approve_draft(slug=slug, number=-1 if number is None else number, by=request.actor)
    except actions.DraftChanged:
        messages.warning(request, _("Somebody has edited the draft since you opened this page. Look at it again."))
    else:
        messages.success(request, _("You have agreed. Somebody else can publish the form now."))
    return redirect("studio:publish", slug)


@staff_required
@require_GET
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version: who published it, when, why, and the claims on it."""
    form, rows = readers.versions_of(request.actor, slug)
    with_media = readers.versions_with_media(form)
    shown = [
        {
            "row": row,
            "name": version_name(row.version),
            "origin": origin_words(row.version.copied_from),
            "has_media": row.version.pk in with_media,
        }
        for row in rows
    ]
    about = {"slug": form.slug, "title": title_of(form), "back_url": reverse("studio:forms")}
    page = about | {"rows": shown, "nav": "settings"}
    return render(request, "studio/publishing/versions.html", page)


@staff_required
@require_GET
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions beside each other, in words."""
    older, newer = readers.pair_for(request.actor, slug, request.GET.get("from", ""), request.GET.get("to", ""))
    page = {
        "slug": slug, "title": newer.spec["title"], "nav": "settings",
        "older": version_name(older), "newer": version_name(newer),
        "groups": told(older.spec, newer.spec), "back_url": reverse("studio:versions", args=[slug]),
    }  # fmt: skip
    return render(request, "studio/publishing/compare.html", page)


@staff_required
@require_POST
def restore(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Put an earlier version into the draft, once the admin is sure; publishing comes after."""
    found = readers.version_for(request.actor, slug, version)
    draft = readers.draft_or_none(request.actor, slug)
    if draft is not None and not is_sure(request):
        return ask_first(
            request, question=_("Put %(version)s into the draft?") % {"version": version_name(found)},
            words=_("What is in the draft now goes. Nothing is published yet, and nobody's answers change."),
            button=_("Put it into the draft"), keep=_("Keep the draft"),
            keep_url=reverse("studio:versions", args=[slug]), hidden={"number": str(draft.number)},
        )  # fmt: skip
    number = whole_number(request.POST.get("number", ""), most=MOST)
    try:
        actions.restore_version(slug=slug, version=version, number=number, by=request.actor)
    except actions.DraftChanged:
        messages.warning(request, _("Somebody has edited the draft meanwhile. Nothing was replaced."))
        return redirect("studio:versions", slug)
    return redirect("studio:publish", slug)


@staff_required
@require_GET
def export_version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A version as a YAML file."""
    found = readers.version_for(request.actor, slug, version)
    return _file(found.source or None, f"{slug}-{found.number}.{found.revision}.yaml")


@staff_required
@require_GET
def export_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft as a YAML file."""
    return _file(draft_for(request.actor, slug).source, f"{slug}-draft.yaml")


@staff_required
@require_GET
def pack_version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A version with its sound and films as a zip file."""
    found = readers.version_for(request.actor, slug, version)
    return _packed(request, found.source or None, f"{slug}-{found.number}.{found.revision}.zip", slug)


@staff_required
@require_GET
def pack_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft with its sound and films as a zip file."""
    return _packed(request, draft_for(request.actor, slug).source, f"{slug}-draft.zip", slug)


def _packed(request: HttpRequest, source: dict[str, Any] | None, name: str, slug: str) -> HttpResponse:
    if source is None:
        raise Http404
    try:
        content = readers.packed_of(source)
    except readers.TooLargeToPack:
        messages.warning(request, _("Its sound and films are too large or too many for one file. Save it alone."))
        return redirect("studio:versions", slug)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _file(source: dict[str, Any] | None, name: str) -> HttpResponse:
    if source is None:
        raise Http404
    response = HttpResponse(yaml_of(source), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@staff_required
@require_http_methods(["GET", "POST"])
@transaction.non_atomic_requests
def import_form(request: HttpRequest) -> HttpResponse:
    """A form from a file, into a draft; with its sound and films where they are in it."""
    require(request.actor, Permission.FORM_MANAGE)
    is_posted = request.method == "POST"
    form = ImportForm(request.POST if is_posted else None, request.FILES if is_posted else None)
    draft = _brought_in(request, form) if form.is_valid() else None
    if draft is not None:
        return redirect("studio:publish", draft.form.slug)
    source = form.cleaned_data.get("file") if form.has_error("into") else None
    there = readers.in_its_place(request.actor, source) if source else None
    page = {
        "form": form, "there": there, "groups": told_of(there) if there else [], "nav": "settings",
        "back_url": reverse("studio:forms"),
    }  # fmt: skip
    status = CONFLICT if there and request.POST.get("seen") else UNPROCESSABLE if form.errors else 200
    return render(request, "studio/publishing/import.html", page, status=status)


def _brought_in(request: HttpRequest, form: ImportForm) -> FormDraft | None:
    """The draft that the file became; None where it did not, with the reason in the form. A draft is replaced only as
    it was shown.
    """
    said = form.cleaned_data
    there = readers.in_its_place(request.actor, said["file"])
    if said["into"] == "draft" and there is not None and request.POST.get("seen") != there.seen:
        form.add_error("into", _("There is a draft of that form. Look at what would go, and choose the file again."))
        return None
    try:
        return actions.import_source(
            source=said["file"], where=said["where"], into=said["into"],
            number=there.draft.number if there else None, by=request.actor,
            media=actions.clean_media(source=said["file"], media=form.packed_media, by=request.actor),
        )  # fmt: skip
    except MediumRefused as refused:
        form.add_error("file", f"{refused.name}: {why_refused(refused.code)}".removeprefix(": "))
    except actions.DraftChanged:
        form.add_error("into", _("Somebody has edited the draft meanwhile. Nothing was replaced."))
    except actions.SlugTaken as taken:
        words = _("You have a form called %(slug)s already. Say what becomes of it, and choose the file again.")
        form.add_error("into", words % {"slug": taken.slug})
    return None


@staff_required
@require_http_methods(["GET", "POST"])
def publishing_settings(request: HttpRequest) -> HttpResponse:
    """Whether a second person must agree."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    initial = {"second_person": "yes" if readers.wants_second_person() else "no"}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.save_publishing_settings(second_person=form.cleaned_data["second_person"] == "yes", by=request.actor)
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("studio:publishing_settings")
    page = {"form": form, "nav": "settings", "back_url": reverse("studio:forms")}
    return render(request, "studio/publishing/settings.html", page, status=UNPROCESSABLE if form.errors else 200)
