"""A form class for each page of the measured form, drawn by crispy-forms-gds; what a browser sends for an answer."""

from __future__ import annotations

from typing import Any

from crispy_forms_gds.fields import DateInputField
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import HTML, Field, Fieldset, Layout, Submit
from django import forms
from django.utils.html import escape

from core.govuk.control import PARTS
from core.govuk.parts import frequency_labels, part_labels
from core.html import guidance_html
from formspec.rules.compile import compile_form, library_guidance, load_library_source
from formspec.rules.form_spec import FormSpec, Question

FORM = "hb-ctr-combined"
YES_NO = [("yes", "Yes"), ("no", "No")]
OPTIONAL_PARTS = ("line2", "county", "country", "roll_number")


def wizard_steps() -> list[tuple[str, type[forms.Form]]]:
    """(key of the page, form) of every page without a repeating group, in order. Conditions are left out."""
    document = FormSpec(compile_form(load_library_source(FORM), guidance=library_guidance()))
    return [
        (page, _form(document, page)) for page in document.pages
        if document.group_on(page) is None and _asked(document, page)
    ]  # fmt: skip


def sent(question: Question, raw: Any, step: str) -> list[tuple[str, str]]:
    """The name-value pairs with which a browser would send this answer in the wizard."""
    key = f"{step}-{question['key']}"
    if question["type"] == "date":
        return [(f"{key}_{number}", raw[part]) for number, part in enumerate(PARTS["date"])]
    if isinstance(raw, dict):
        return [(f"{key}-{part}", text) for part, text in raw.items()]
    return [(key, text) for text in raw] if isinstance(raw, list) else [(key, raw)]


def _asked(document: FormSpec, page: str) -> list[Question]:
    return [q for q in document.questions_on(page) if q["type"] not in ("information", "file_upload")]


def _form(document: FormSpec, page: str) -> type[forms.Form]:
    fields: dict[str, forms.Field] = {}
    layout = []
    for question in _asked(document, page):
        made = _fields(question)
        fields |= made
        drawn = [_drawn(question, name, field) for name, field in made.items()]
        layout.append(Fieldset(*drawn, legend=question["label"], legend_size="s") if len(drawn) > 1 else drawn[0])
        layout += _help(question)
    title, label = document.pages[page]["title"], document.title

    def __init__(self, *given: Any, **named: Any) -> None:
        forms.Form.__init__(self, *given, **named)
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        self.helper.layout = Layout(*layout, Submit("submit", "Save and continue"))

    return type("PageForm", (forms.Form,), {**fields, "__init__": __init__, "title": title, "document": label})


def _help(question: Question) -> list[HTML]:
    why, guidance = question.get("why_we_ask"), question.get("guidance")
    told = [HTML.details("Why we ask this", escape(why))] if why else []
    return told + ([HTML.details("Help with this question", guidance_html(guidance))] if guidance else [])


def _fields(question: Question) -> dict[str, forms.Field]:
    key, kind = question["key"], question["type"]
    # A question that is shown on a condition is never required here: the wizard knows no conditions.
    about = {
        "label": question["label"],
        "help_text": question.get("hint") or "",
        "required": bool(question.get("required")) and "show_if" not in question,
    }
    if kind == "date":
        return {key: DateInputField(**about)}
    if kind in PARTS:
        return {
            f"{key}-{part}": _part(part, {**about, "label": label, "help_text": ""})
            for part, label in part_labels(kind).items()
        }
    if kind in ("yes_no", "yes_no_unsure", "choice", "multi_choice"):
        options = [(option["value"], option["label"]) for option in question.get("options", ())] or YES_NO
        if kind == "multi_choice":
            return {key: forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **about)}
        unsure = [("unsure", "I am not sure")] if kind == "yes_no_unsure" else []
        return {key: forms.ChoiceField(choices=options + unsure, widget=forms.RadioSelect, **about)}
    if kind == "declaration":
        return {key: forms.BooleanField(**about)}
    plain = {"long_text": forms.CharField(widget=forms.Textarea, **about), "email": forms.EmailField(**about)}
    return {key: plain.get(kind) or forms.CharField(**about)}


def _part(part: str, about: dict[str, Any]) -> forms.Field:
    about = {**about, "required": about["required"] and part not in OPTIONAL_PARTS}
    return forms.ChoiceField(choices=frequency_labels(), **about) if part == "frequency" else forms.CharField(**about)


def _drawn(question: Question, name: str, field: forms.Field) -> Any:
    if isinstance(field, DateInputField):
        return name
    if isinstance(field, forms.MultipleChoiceField):
        return Field.checkboxes(name, legend_size="s")
    if isinstance(field, forms.ChoiceField):
        return Field.select(name) if name.endswith("-frequency") else Field.radios(name, legend_size="s")
    if question["type"] == "long_text":
        return Field.textarea(name, label_size="s")
    return Field.checkbox(name) if isinstance(field, forms.BooleanField) else Field.text(name, label_size="s")
