"""Draws one question of a form document with its help, from what was typed and what was wrong with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.govuk.control import PARTS, Control, first_wrong_part
from core.govuk.controls import render_control
from core.govuk.macros import component
from core.govuk.question_types import type_of
from core.languages.rules import Foreign
from core.outside.addresses import Outside, outside

_INPUTS_OF_VALIDATION: dict[str, dict[str, Any]] = {
    "decimal": {"inputmode": "decimal"},
    "four_digits": {"classes": "govuk-input--width-4", "inputmode": "numeric", "spellcheck": False},
    "nine_digits": {"classes": "govuk-input--width-10", "inputmode": "numeric", "spellcheck": False},
}
# A hint of so many letters fills about a line of a phone; below so many options nobody has to look for it.
HINT_LINE, FEW_OPTIONS = 30, 9
# Only facts about the person at the keyboard may name a browser's autofill value (WCAG 1.3.5).
_AUTOCOMPLETE: dict[str, str | dict[str, str]] = {
    "person.name": {"first": "given-name", "last": "family-name"},
    "person.dob": {"day": "bday-day", "month": "bday-month", "year": "bday-year"},
    "person.phone": "tel",
    "person.email": "email",
    "address.current": {
        "line1": "address-line1",
        "line2": "address-line2",
        "town": "address-level2",
        "postcode": "postal-code",
    },
}


def render_question(
    question: Mapping[str, Any],
    *,
    raw: Any,
    error: str | None = None,
    part_errors: Mapping[str, str] | Iterable[str] = (),
    prefix: str = "",
    base: int | str = 0,
    labels_as_heading: bool = False,
    source_note: str | None = None,
    visible: bool = True,
    reveal_attrs: Mapping[str, str] | None = None,
    guidance_html: SafeString | None = None,
    media: Mapping[str, Any] | None = None,
    files: Sequence[Mapping[str, str]] = (),
    finder: SafeString | str = "",
) -> SafeString:
    """One question of a form document as HTML.

    `raw` is the stored raw answer; `error` one message for the whole answer; `part_errors` the wrong parts,
    by name or with a message each. `prefix` goes before the key in names and ids; `base` is the answer's
    revision when the page was drawn. `source_note` says where a prefilled answer came from. `visible` False
    hides the question until a condition holds. `reveal_attrs` are extra attributes of the wrapper.
    `guidance_html` must be cleaned already. `media` may hold "audio", an address, with "said", cleaned, and
    "films": each with addresses "file", "captions" and perhaps "poster", whether it is "signed", and a "transcript"
    (safe HTML). `files` are uploads so far: id, name, size. `finder` is safe HTML
    that stands above the boxes of an address. A repeating group and an
    information question hold no answer of their own: they show title and hint only.
    """
    attrs = {**(reveal_attrs or {}), **_wrapper(question, prefix, base), "hidden": not visible}
    if not type_of(question).control:
        body = _information(question, labels_as_heading)
    else:
        control = replace(_control(question, error, part_errors, prefix, labels_as_heading), above=finder)
        drawn = _answerable(question, control, raw, files)
        body = format_html("{}{}{}", _source(source_note), drawn, _base(question, prefix, base))
    return format_html("<div{}>{}{}</div>", flatatt(attrs), body, _help(question, guidance_html, media))


def first_error_id(question: Mapping[str, Any], part_errors: Iterable[str] = (), prefix: str = "") -> str:
    """Id that an error link must lead to: the first wrong part, or the first control of the answer."""
    key = f"{prefix}{question['key']}"
    kind = type_of(question).control
    return f"{key}-{first_wrong_part(kind, part_errors)}" if kind in PARTS else key


def error_summary(items: Sequence[tuple[str, str | None]]) -> SafeString:
    """The box "There is a problem". Items are (message, id of the control or None); empty without items."""
    if not items:
        return SafeString("")
    errors = [{"text": message, "href": f"#{target}" if target else None} for message, target in items]
    return component("error-summary", {"titleText": _("There is a problem"), "errorList": errors})


def _wrapper(question: Mapping[str, Any], prefix: str, base: int | str) -> dict[str, Any]:
    answer_type = type_of(question)
    attrs = {
        "class": " ".join(_classes(question)),
        "data-question": question["key"],
        "data-kind": answer_type.browser_kind,
        "data-name": f"{prefix}{question['key']}",
        "data-base": str(base),
    }
    if _runs_from_the_right(question):
        attrs["dir"] = "rtl"
    if answer_type.parts:
        attrs["data-parts"] = " ".join(answer_type.parts)
    if answer_type.exclusive:
        attrs["data-exclusive"] = " ".join(answer_type.exclusive)
    if answer_type.is_number:
        attrs["data-number"] = ""
    return attrs


def _classes(question: Mapping[str, Any]) -> Iterator[str]:
    yield "bo-question"
    if _is_explained_below(question):
        yield "bo-question--explained"
    if _runs_from_the_right(question):
        yield "bo-asked"


def _runs_from_the_right(question: Mapping[str, Any]) -> bool:
    label = question["label"]
    return isinstance(label, Foreign) and label.direction == "rtl"


def _is_explained_below(question: Mapping[str, Any]) -> bool:
    """On a phone, whether the hint stands below the boxes: it has more than a line, and they are few."""
    hint = question.get("hint")
    return isinstance(hint, str) and len(hint) > HINT_LINE and len(_options(question)) <= FEW_OPTIONS


def _base(question: Mapping[str, Any], prefix: str, base: int | str) -> SafeString:
    key = f"{prefix}{question['key']}"
    return format_html('<input type="hidden" name="_base-{}" value="{}" data-base-of="{}">', key, base, question["key"])


def _source(note: str | None) -> SafeString:
    return format_html('<p class="bo-source">{}</p>', note) if note else SafeString("")


def _options(question: Mapping[str, Any]) -> list[tuple[str, str]]:
    fixed = type_of(question).choices
    if fixed:
        return [(value, _(words)) for value, words in fixed]
    return [(str(option["value"]), option["label"]) for option in question.get("options") or ()]


def _label(question: Mapping[str, Any]) -> str:
    label: str = question["label"]
    # What is to be agreed to says by itself that it needs an answer.
    without_answer_needed = question.get("required", False) or type_of(question).control == "agree"
    if without_answer_needed:
        return label
    words = _("%(question)s (optional)")
    return (
        format_html(words.replace("%(question)s", "{}"), label)
        if isinstance(label, Foreign)
        else words % {"question": label}
    )


def _control(
    question: Mapping[str, Any],
    error: str | None,
    part_errors: Mapping[str, str] | Iterable[str],
    prefix: str,
    heading: bool,
) -> Control:
    key = f"{prefix}{question['key']}"
    parts = dict(part_errors) if isinstance(part_errors, Mapping) else dict.fromkeys(part_errors, "")
    details = {
        "autocomplete": _AUTOCOMPLETE.get(question.get("fact") or ""),
        **type_of(question).inputs,
        **_INPUTS_OF_VALIDATION.get(question.get("validation") or "", {}),
    }
    hint = question.get("hint")
    return Control(
        name=key,
        id=key,
        label=_label(question),
        hint=hint if isinstance(hint, str) else None,
        error=error,
        part_errors=parts,
        heading=heading,
        options=_options(question),
        abroad=question.get("validation") != "uk_address",
        **details,
    )


def _answerable(
    question: Mapping[str, Any], control: Control, raw: Any, files: Sequence[Mapping[str, str]]
) -> SafeString:
    kind = type_of(question).control
    if kind == "agree":
        return _declaration(question, control, raw)
    drawn = render_control(kind, control, raw)
    if kind == "file":
        return format_html("{}{}", drawn, _files(control.name, files))
    return drawn


def _declaration(question: Mapping[str, Any], control: Control, raw: Any) -> SafeString:
    """Heading, the statements, then one box to tick; the box's own words say what it agrees to."""
    agree = control.options[0][1]
    level = ("h1", "l") if control.heading else ("h2", "m")
    title = format_html('<{0} class="govuk-heading-{1}">{2}</{0}>', *level, control.label)
    items = format_html_join("", "<li>{}</li>", ((text,) for text in question.get("statements") or ()))
    box = render_control("agree", replace(control, label=agree), raw)
    return format_html('{}<ul class="govuk-list govuk-list--bullet bo-statements">{}</ul>{}', title, items, box)


def _files(name: str, files: Sequence[Mapping[str, str]]) -> SafeString:
    """Files uploaded so far, each with a button that posts its id as `_remove-<key>`."""
    if not files:
        return SafeString("")
    rows = format_html_join(
        "",
        '<li><span>{}{}</span><button type="submit" formnovalidate class="bo-tools__button" '
        'name="_remove-{}" value="{}">{}<span class="govuk-visually-hidden"> {}</span></button></li>',
        (
            (
                file["name"],
                f" ({file['size']})" if file.get("size") else "",
                name,
                file["id"],
                _("Remove"),
                file["name"],
            )
            for file in files
        ),
    )
    return format_html('<ul class="bo-files" aria-label="{}">{}</ul>', _("Files you have added"), rows)


def _information(question: Mapping[str, Any], heading: bool) -> SafeString:
    level = ("h1", "l") if heading else ("h2", "m")
    title = format_html('<{0} class="govuk-heading-{1}">{2}</{0}>', *level, question["label"])
    hint = question.get("hint")
    text = format_html('<p class="govuk-body">{}</p>', hint) if hint else ""
    page = outside(question.get("outside", ""))
    way = _way_out(page) if page else ""
    if not heading and not type_of(question).is_group:
        return format_html('<div class="bo-information">{}{}{}</div>', title, text, way)
    return format_html("{}{}{}", title, text, way)


def _way_out(page: Outside) -> SafeString:
    """A link to an outside site (core/outside), with its phone number where it has one."""
    words = _("How to claim, on %(site)s") % {"site": page.name}
    link = format_html('<a class="govuk-link" href="{}">{}</a>', page.url, words)
    if page.phone:
        call = format_html('{} <a class="govuk-link" href="{}">{}</a>', _(", or call"), page.tel, page.phone)
        link = format_html("{}{}", link, call)
    return format_html('<p class="govuk-body">{}</p>', link)


def _help(question: Mapping[str, Any], guidance: SafeString | None, media: Mapping[str, Any] | None) -> SafeString:
    parts = []
    if question.get("why_we_ask"):
        why = format_html("<p>{}</p>", question["why_we_ask"])
        parts.append(component("details", {"summaryHtml": _summary(_("Why we ask this"), question), "html": why}))
    films = [_film(film, question) for film in (media or {}).get("films", ())]
    if guidance or films:
        body = format_html("{}{}", guidance or "", format_html_join("", "{}", ((film,) for film in films)))
        parts.append(
            component("details", {"summaryHtml": _summary(_("Help with this question"), question), "html": body})
        )
    if (media or {}).get("audio"):
        parts.append(_sound(question, media["audio"], media.get("said")))
    return (
        format_html('<div class="bo-help">{}</div>', format_html_join("", "{}", ((part,) for part in parts)))
        if parts
        else SafeString("")
    )


def _summary(text: str, question: Mapping[str, Any]) -> SafeString:
    """Several questions on a page each have help: say which one to people who hear the page."""
    return format_html('{}<span class="govuk-visually-hidden">: {}</span>', text, question["label"])


def _sound(question: Mapping[str, Any], address: str, said: SafeString | None) -> SafeString:
    """The question read aloud, with what is said where that is given. A browser's own player is tall and wide, so it
    stands behind a line like the others. English on a page in another language is said to be.
    """
    in_english = question.get("lang") == "en" and (get_language() or "en")[:2] != "en"
    listen = _("Listen to this question in English") if in_english else _("Listen to this question")
    player = format_html(
        '<audio class="bo-media" controls preload="none" src="{}" aria-label="{}: {}"></audio>',
        address,
        listen,
        str(question["label"]),
    )
    if said:
        words = component("details", {"summaryHtml": _summary(_("Read what is said"), question), "html": said})
        player = format_html("{}{}", player, words)
    summary = _summary(listen, question)
    return component("details", {"classes": "bo-listening", "summaryHtml": summary, "html": player})


def _film(film: Mapping[str, Any], question: Mapping[str, Any]) -> SafeString:
    """A film that is loaded when it is played, and what is said in it for those who would rather read."""
    title = _("Watch in British Sign Language") if film["signed"] else _("Watch the help")
    attrs = {"src": film["file"], "poster": film.get("poster"), "aria-label": f"{title}: {question['label']}"}
    player = format_html(
        '<p>{}</p><video class="bo-media" controls preload="none"{}><track kind="captions" src="{}" default></video>',
        title,
        flatatt({name: value for name, value in attrs.items() if value}),
        film["captions"],
    )
    said = component("details", {"summaryHtml": _summary(_("Read what is said"), question), "html": film["transcript"]})
    return format_html("{}{}", player, said)
