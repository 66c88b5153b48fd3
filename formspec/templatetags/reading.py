"""{% reads_in spec %}: the languages that a form can be read in beside those of the site, to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.translation import get_language, get_language_info

from core.languages.reading import reading_language
from core.languages.rules import direction_of
from formspec.rules.translation import other_languages

register = template.Library()


@register.inclusion_tag("components/_reads_in.html", takes_context=True)
def reads_in(context: Context, spec: Mapping[str, Any]) -> dict[str, Any]:
    """`spec` is a form's document. Nothing is drawn for one that has no words in other languages."""
    others, page = other_languages(spec), get_language() or settings.LANGUAGE_CODE
    read = reading_language()
    return {
        "request": context["request"],
        "choices": [_choice(code) for code in (page, *others)] if others else [],
        # Chosen for another form, it may be none of this one's: then the page's language is read.
        "now": read if read in others else page,
        "is_other": read in others,
    }


def _choice(code: str) -> dict[str, str]:
    language = code.partition("-")[0]
    try:
        name = get_language_info(language)["name_local"]
    except KeyError:
        # A form from a file may have any language.
        name = code
    return {"code": code, "name": name, "dir": direction_of(language)}
