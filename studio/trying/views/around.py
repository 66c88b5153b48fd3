"""Around the pages of a draft that is tried: where it begins, its end, and two widths beside each other."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.sessions import staff_required
from claims.presenters.summary import is_long, problems_of, sections_of
from core.asking import ask_first, is_sure
from studio.actions.editing import edit_draft
from studio.presenters.words import said
from studio.readers.drafts import draft_for
from studio.rules.finding import digest
from studio.rules.refusals import Refused
from studio.trying.actions.trying import DAYS_KEPT, begin_again
from studio.trying.forms import KeepForm
from studio.trying.presenters.around import facts_given, label_of, papers_asked, sections_to_try
from studio.trying.presenters.ways import Ways
from studio.trying.readers.examples import papers_of
from studio.trying.readers.trials import Trial
from studio.trying.rules.keeping import answers_shown, comes_out
from studio.trying.views.trying import UNPROCESSABLE, draw, tries


@require_GET
@tries
def start(request: HttpRequest, trial: Trial, ways: Ways) -> HttpResponse:
    """Where trying begins: every page of the form, and how far it is."""
    page = {
        "sections": sections_to_try(trial, ways), "first_url": ways.page(trial.pages[0]) if trial.pages else "",
        "has_answers": bool(trial.typed.answers), "days": DAYS_KEPT,
        "back_url": reverse("studio:map", args=[ways.slug]),
    }  # fmt: skip
    return draw(request, "studio/trying/start.html", trial, ways, page)


@require_GET
@tries
def beside(request: HttpRequest, trial: Trial, ways: Ways) -> HttpResponse:
    """A phone's width and a whole one beside each other."""
    first = ways.page(trial.pages[0]) if trial.pages else ways.to("try")
    return draw(request, "studio/trying/beside.html", trial, ways, {"first_url": first, "back_url": ways.to("try")})


@require_http_methods(["GET", "POST"])
@tries
def check(request: HttpRequest, trial: Trial, ways: Ways) -> HttpResponse:
    """Check-your-answers, the papers, what the calculator would be given; keeps the answers as an example."""
    form = _keep_form(request, trial)
    if form.is_valid():
        if form.cleaned_data["seen"] != _seen(trial):
            form.add_error(None, _("Your answers have changed since you opened this page. Look at it again."))
        elif _kept(request, trial, form):
            messages.success(request, _("Kept as an example."))
            return redirect("studio:examples", ways.slug)
    if form.errors:
        form.data = form.data.copy()
        form.data["seen"] = _seen(trial)
    sections = sections_of(trial.spec, trial.form_state, ways.from_check())
    page = {
        "sections": sections, "is_long": is_long(sections),
        "problems": problems_of(trial.spec, trial.form_state, ways.from_check()),
        "papers": papers_asked(trial), "facts": facts_given(trial), "form": form,
        "back_url": ways.page(trial.pages[-1]) if trial.pages else ways.to("try"),
    }  # fmt: skip
    return draw(request, "studio/trying/check.html", trial, ways, page, status=UNPROCESSABLE if form.errors else 200)


def _keep_form(request: HttpRequest, trial: Trial) -> KeepForm:
    now = comes_out(trial.spec, trial.form_state, papers_of(trial.spec, trial.form_state.values))
    labels = {key: label_of(trial.spec, key) for key in (*now["shown"], *now["hidden"])}
    facts = [(each["fact"], f"{each['label']}: {each['value']}") for each in facts_given(trial)]
    posted = request.POST if request.method == "POST" else None
    return KeepForm(posted, now=now, labels=labels, facts=facts, initial={"seen": _seen(trial)})


def _seen(trial: Trial) -> str:
    return digest([trial.draft.number, sorted([key, row, raw] for (key, row), raw in trial.typed.answers.items())])


def _kept(request: HttpRequest, trial: Trial, form: KeepForm) -> bool:
    example = {
        "name": form.cleaned_data["name"], "today": timezone.localdate().isoformat(),
        "answers": answers_shown(trial.spec, trial.typed.answers, trial.form_state),
        "expect": form.expected(form.cleaned_data),
    }  # fmt: skip
    try:
        edit_draft(
            slug=trial.draft.form.slug, operation="add_example", parameters={"example": example}, by=request.actor
        )
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, said(reason))
        return False
    return True


@staff_required
@require_POST
def clear(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin again with nothing typed, once the person is sure."""
    draft_for(request.actor, slug)
    if not is_sure(request):
        return ask_first(
            request, question=_("Begin again?"), words=_("What you typed in trying this form goes."),
            button=_("Begin again"), keep=_("Keep it"), keep_url=reverse("studio:try", args=[slug]),
        )  # fmt: skip
    begin_again(slug=slug, by=request.actor)
    return redirect("studio:try", slug)
