"""Parts of a page that are the same for everybody who sees that council's pages: drawn once, then kept."""

from __future__ import annotations

import sys
from collections.abc import Hashable, Mapping
from typing import Any

from django.template.loader import get_template
from django.urls import get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.rules.kept import Kept

fragments: Kept[SafeString] = Kept(4 * 1024 * 1024, sys.getsizeof)


def fragment(template: str, given: Mapping[str, Any]) -> SafeString:
    """A template drawn from these values and the page's language, and from nothing else.

    There is no request in it, so no session, no token and no person. A value is plain, or has `looks`: a hashable
    summary of everything that pages show of it. With any other value the template is drawn and not kept.
    """
    try:
        key = template, get_language(), get_urlconf(), *((name, _key(value)) for name, value in given.items())
    except TypeError:
        return get_template(template).render(dict(given))
    return fragments.get(key, lambda: get_template(template).render(dict(given)))


def _key(value: Any) -> Hashable:
    if value is None or isinstance(value, (bool, int, str)):
        return value
    looks = getattr(value, "looks", None)
    if looks is None:
        raise TypeError("this does not say what pages show of it")
    return looks
