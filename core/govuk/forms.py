"""Draws ordinary Django forms with the Design System's controls (settings.FORM_RENDERER)."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.govuk.control import PARTS, Control, Option, first_wrong_part
from core.govuk.controls import render_control

_CHOSEN = ("radios", "checkboxes", "select", "agree", "file")
# Widget attributes that the macros take as parameters of their own.
_PARAMETERS = ("autocomplete", "spellcheck", "inputmode", "class", "rows", "cols", "required", "maxlength")


class GovukBoundField(forms.BoundField):
    """A field of a form that knows its control, its wrong parts and where an error link must lead."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        # Django's "This field is required." says nothing in a list of errors at the top of the page.
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            words = _("Choose an answer to “%s”") if self.kind in _CHOSEN else _("Fill in “%s”")
            field.error_messages["required"] = words % self.label

    @property
    def kind(self) -> str:
        """Name of the control: the field's own `govuk_kind`, else by its widget."""
        own = getattr(self.field, "govuk_kind", None)
        if own:
            return own
        widget = self.field.widget
        for widget_class, kind in _KIND_OF_WIDGET:
            if isinstance(widget, widget_class):
                return kind
        return "text"

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """Parts that the first error names; empty for controls in one piece."""
        problems = self.errors.as_data() if self.kind in PARTS and self.errors else []
        return tuple((problems[0].params or {}).get("parts", ())) if problems else ()

    @property
    def first_id(self) -> str:
        """Id that the error summary links to."""
        if self.kind in PARTS:
            return f"{self.auto_id}-{first_wrong_part(self.kind, self.wrong_parts)}"
        return self.auto_id

    def govuk(self) -> SafeString:
        """The whole control. `label_as_heading` set on the field makes its label the page's h1."""
        field, widget = self.field, self.field.widget
        control = Control(
            name=self.html_name,
            id=self.auto_id,
            label=str(self.label),
            hint=str(field.help_text) or None,
            error=self.errors[0] if self.errors else None,
            part_errors=dict.fromkeys(self.wrong_parts, ""),
            heading=getattr(field, "label_as_heading", False),
            options=self._options(),
            option_hints=getattr(field, "option_hints", {}),
            autocomplete=getattr(field, "autocomplete", None) or widget.attrs.get("autocomplete"),
            classes=widget.attrs.get("class"),
            input_type=getattr(widget, "input_type", None) or "text",
            inputmode=widget.attrs.get("inputmode"),
            spellcheck=widget.attrs.get("spellcheck"),
            rows=int(widget.attrs.get("rows", 5)),
            attributes={k: v for k, v in widget.attrs.items() if k not in _PARAMETERS} or None,
        )
        return render_control(self.kind, control, self._raw())

    def _options(self) -> list[Option]:
        if self.kind == "agree":
            return [("on", str(self.label))]
        empty_too = self.kind == "select"
        found = [_option(*pair) for pair in getattr(self.field, "choices", ()) if empty_too or str(pair[0]) != ""]
        if not empty_too and any(not isinstance(text, str) for _value, text in found):
            raise TypeError("only a select has groups")
        return found

    def _raw(self) -> Any:
        value = self.value()
        if self.kind == "agree":
            return "on" if value else ""
        return value


def _option(value: Any, text: Any) -> Option:
    """One of a field's choices; as Django has them, a group is its title with a list of its own."""
    if isinstance(text, list | tuple):
        return str(value), [(str(each), str(words)) for each, words in text]
    return str(value), str(text)


_KIND_OF_WIDGET: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.CheckboxInput, "agree"),
)


class GovukRenderer(TemplatesSetting):
    """{{ form }} draws the fields; {% error_summary form %} goes above the page's h1."""

    form_template_name = "govuk/form.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukBoundField


def form_errors(form: forms.BaseForm) -> list[tuple[str, str | None]]:
    """Every error of a form as (message, id of its control): general ones first, without a link."""
    items: list[tuple[str, str | None]] = [(message, None) for message in form.non_field_errors()]
    return items + [(message, bound.first_id) for bound in form for message in bound.errors]
