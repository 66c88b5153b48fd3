"""Draws one form control of any kind from plain values, under both Django forms and form documents."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.govuk.control import PARTS, Control
from core.govuk.macros import component
from core.govuk.parts import date_boxes, part_inputs


def render_control(kind: str, control: Control, raw: Any) -> SafeString:
    """HTML of one control showing `raw`, exactly what the person typed (see the form document's raw answers).

    `kind`: text, textarea, select, radios, checkboxes, agree, money, file or a key of PARTS, else KeyError.
    """
    if kind in ("date", "month_year"):
        return date_boxes(kind, control, raw)
    return part_inputs(kind, control, raw) if kind in PARTS else _RENDERERS[kind](control, raw)


def _input(control: Control, raw: Any, **more: Any) -> SafeString:
    secret = control.input_type == "password"
    params = {
        "id": control.id,
        "name": control.name,
        "type": control.input_type,
        "value": None if secret or raw in (None, "") else str(raw),
        "label": control.title("govuk-label"),
        "hint": control.hint_params(),
        "errorMessage": control.error_params(),
        "classes": control.classes,
        "autocomplete": control.autocomplete,
        "inputmode": control.inputmode,
        "spellcheck": control.spellcheck,
        "attributes": control.attributes,
    }
    return component("password-input" if secret else "input", {**params, **_password_words(secret), **more})


def _password_words(secret: bool) -> dict[str, str]:
    if not secret:
        return {}
    return {
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show password"),
        "hidePasswordAriaLabelText": _("Hide password"),
        "passwordShownAnnouncementText": _("Your password is visible"),
        "passwordHiddenAnnouncementText": _("Your password is hidden"),
    }


def _money(control: Control, raw: Any) -> SafeString:
    return _input(
        control,
        raw,
        prefix={"text": "£"},
        inputmode="decimal",
        spellcheck=False,
        classes="govuk-input--width-10",
    )


def _textarea(control: Control, raw: Any) -> SafeString:
    params = {
        "id": control.id,
        "name": control.name,
        "value": raw or None,
        "rows": control.rows,
        "label": control.title("govuk-label"),
        "hint": control.hint_params(),
        "errorMessage": control.error_params(),
        "autocomplete": control.autocomplete,
        "attributes": control.attributes,
    }
    return component("textarea", params)


def _select(control: Control, raw: Any) -> SafeString:
    params = {
        "id": control.id,
        "name": control.name,
        "label": control.title("govuk-label"),
        "hint": control.hint_params(),
        "errorMessage": control.error_params(),
        "attributes": control.attributes,
    }
    # The component knows no groups: the options go into an empty one.
    drawn = format_html_join("", "{}", ((_select_option(*each, str(raw or "")),) for each in control.options))
    return SafeString(component("select", params).replace("</select>", f"{drawn}</select>"))


def _select_option(value: str, text: str | Sequence[tuple[str, str]], chosen: str) -> SafeString:
    """An option, or a group: its title is the value then."""
    if not isinstance(text, str):
        inside = format_html_join("", "{}", ((_select_option(*each, chosen),) for each in text))
        return format_html('<optgroup label="{}">{}</optgroup>', value, inside)
    mark = SafeString(" selected") if value == chosen else ""
    return format_html('<option value="{}"{}>{}</option>', value, mark, str(text))


def _choices(control: Control, items: list[dict[str, Any]], name: str) -> SafeString:
    # A lone box whose text is the label already says it all: a legend would say it twice.
    says_it = len(items) == 1 and items[0]["text"] == control.label
    params = {
        "idPrefix": control.id,
        "name": control.name,
        "fieldset": None if says_it else {"legend": control.title("govuk-fieldset__legend")},
        "hint": control.hint_params(),
        "errorMessage": control.error_params(),
        "classes": control.classes,
        "attributes": control.attributes,
        "items": items,
    }
    return component(name, params)


def _radios(control: Control, raw: Any) -> SafeString:
    chosen = "" if raw is None else str(raw)
    items = [
        {"value": value, "text": text, "hint": _option_hint(control, value), "checked": value == chosen}
        for value, text in control.options
    ]
    return _choices(control, items, "radios")


def _option_hint(control: Control, value: str) -> dict[str, str] | None:
    return {"text": control.option_hints[value]} if value in control.option_hints else None


def _checkboxes(control: Control, raw: Any) -> SafeString:
    chosen = {str(value) for value in raw} if isinstance(raw, (list, tuple, set)) else set()
    items: list[dict[str, Any]] = []
    for value, text in control.options:
        alone = value == "none"
        if alone and items:
            items.append({"divider": _("or")})
        items.append(
            {
                "value": value,
                "text": text,
                "hint": _option_hint(control, value),
                "checked": value in chosen,
                "behaviour": "exclusive" if alone else None,
            }
        )
    return _choices(control, items, "checkboxes")


def _agree(control: Control, raw: Any) -> SafeString:
    value, text = control.options[0]
    return _choices(control, [{"value": value, "text": text, "checked": raw == value}], "checkboxes")


def _file(control: Control, raw: Any) -> SafeString:
    params = {
        "id": control.id,
        "name": control.name,
        "label": control.title("govuk-label"),
        "hint": control.hint_params(),
        "errorMessage": control.error_params(),
        "attributes": control.attributes,
    }
    return component("file-upload", params)


_RENDERERS: dict[str, Callable[[Control, Any], SafeString]] = {
    "text": _input,
    "money": _money,
    "textarea": _textarea,
    "select": _select,
    "radios": _radios,
    "checkboxes": _checkboxes,
    "agree": _agree,
    "file": _file,
}
