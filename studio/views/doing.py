"""What the studio's pages share: doing an operation, and saying what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from studio.actions.editing import Clash, Seen, edit_draft
from studio.models import FormDraft
from studio.presenters.words import said
from studio.rules.finding import digest, part_of
from studio.rules.refusals import Refused

CONFLICT, UNPROCESSABLE = 409, 422


def may_do(
    request: HttpRequest,
    form: forms.Form,
    slug: str,
    operation: str,
    parameters: Mapping[str, Any],
    seen: Seen | None = None,
) -> FormDraft | None:
    """The draft after an operation; None where it is refused, with the reasons in the form. Raises Clash, InUse."""
    try:
        return edit_draft(slug=slug, operation=operation, parameters=parameters, by=request.actor, seen=seen)
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, said(reason))
        return None


def edit_part(
    request: HttpRequest, draft: FormDraft, form_class: Any, where: tuple[str, str], operation: str, *, title: str,
    back_url: str, initial: Any, parameters: Any, more: Mapping[str, Any] | None = None, **given: Any,
) -> HttpResponse:  # fmt: skip
    """The page that edits one part of a form, `where` its kind and key (studio.rules.finding.part_of).

    initial: from a source to what its form begins with. parameters: from the form to those of the operation.
    """
    slug, (kind, key) = draft.form.slug, where
    page = {"title": title, "back_url": back_url, "draft": draft, "nav": "settings", **(more or {})}
    if request.method == "GET":
        seen = digest(part_of(draft.source, kind, key))
        page["form"] = form_class(initial=initial(draft.source) | {"seen": seen}, **given)
        return render(request, "studio/edit.html", page)
    form = page["form"] = form_class(request.POST, **given)
    if not form.is_valid():
        return render(request, "studio/edit.html", page, status=UNPROCESSABLE)
    try:
        done = may_do(request, form, slug, operation, parameters(form), Seen(kind, key, form.cleaned_data["seen"]))
    except Clash as clash:
        return _both(request, page, clash.draft, where, initial, given)
    if done is None:
        return render(request, "studio/edit.html", page, status=UNPROCESSABLE)
    return redirect(back_url)


def _both(
    request: HttpRequest, page: dict[str, Any], draft: FormDraft, where: tuple[str, str], initial: Any, given: Any
) -> HttpResponse:
    """What somebody else saved meanwhile, above what was typed here, of which nothing was saved."""
    form, now = page["form"], initial(draft.source)
    theirs = [
        {"label": field.label, "text": _shown(field, now.get(name, ""))}
        for name, field in form.fields.items()
        if name != "seen" and _plain(now.get(name)) != _plain(form.cleaned_data.get(name))
    ]
    typed = request.POST.copy()
    typed["seen"] = digest(part_of(draft.source, *where))
    page |= {"theirs": theirs, "draft": draft, "form": type(form)(typed, **given)}
    return render(request, "studio/edit.html", page, status=CONFLICT)


def _plain(value: Any) -> Any:
    return value if value else ""


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    names = {str(key): str(name) for key, name in getattr(field, "choices", ()) if not isinstance(name, list | tuple)}
    values = value if isinstance(value, list) else [value]
    return ", ".join(names.get(str(each), str(each)) for each in values) or str(_("Nothing"))
