"""{% reads_in spec %}: the languages that a form can be read in beside those of the site, to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.translation import get_language, get_language_info

from core.languages.reading import reading_language
from formspec.rules.translation import other_languages

register = template.Library()


@register.inclusion_tag("components/_reads_in.html", takes_context=True)
def reads_in(context: Context, spec: Mapping[str, Any]) -> dict[str, Any]:
    """`spec` is a form's document. Nothing is drawn for one that has no words in other languages."""
    others = [get_language_info(code) for code in other_languages(spec)]
    page = get_language() or settings.LANGUAGE_CODE
    choices = [{"code": page, "lang": page, "name": get_language_info(page[:2])["name_local"], "dir": "ltr"}]
    choices += [
        {
            "code": each["code"],
            "lang": each["code"],
            "name": each["name_local"],
            "dir": "rtl" if each["bidi"] else "ltr",
        }
        for each in others
    ]
    return {
        "request": context["request"], "choices": choices if others else [], "now": reading_language(),
        "is_other": reading_language() not in dict(settings.LANGUAGES),
    }  # fmt: skip
