"""Going through claim pages without a browser: what a page would post, and what it says."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from claims.models import Claim
from tests.core.html_tree import Element, tree
from tests.people import Browser

# What differs from page to page whatever is on it.
_TOKENS = re.compile(r'(csrfmiddlewaretoken" value|nonce|data-left)="[^"]+"')
# Hidden boxes that a page may have more than once.
SEVERAL = ("_unseen", "_warned")


def address(claim: Claim, page: str, row: str = "") -> str:
    """The address of a page of a draft, or of one row on it."""
    if row:
        return reverse("claims:row", args=[claim.public_id, page, row])
    return reverse("claims:page", args=[claim.public_id, page])


def html_of(response: HttpResponse) -> Element:
    """The page as a tree; fails on elements that are not closed in order."""
    return tree(response.content.decode())


def without_tokens(response: HttpResponse) -> str:
    """The body without its CSRF token and CSP nonces."""
    return _TOKENS.sub(r'\1=""', response.content.decode())


def posted(response: HttpResponse) -> dict[str, Any]:
    """What a browser would send if nothing on this claim page were touched."""
    form = html_of(response).one("form", **{"data-claim-page": ""})
    data: dict[str, Any] = {}
    for control in form.walk():
        name = control.attrs.get("name")
        if name is None or name == "csrfmiddlewaretoken" or control.name == "button":
            continue
        if control.name == "textarea":
            data[name] = "".join(child for child in control.children if isinstance(child, str)).removeprefix("\n")
        elif control.name == "select":
            chosen = [option for option in control.all("option") if "selected" in option.attrs]
            data[name] = (chosen or control.all("option"))[0].attrs["value"]
        elif control.attrs.get("type") in ("radio", "checkbox"):
            if "checked" in control.attrs:
                data.setdefault(name, []).append(control.attrs["value"])
        elif name in SEVERAL:
            data.setdefault(name, []).append(control.attrs["value"])
        elif control.attrs.get("type") != "file":
            data[name] = control.attrs.get("value", "")
    return data


def save(browser: Browser, url: str, answers: dict[str, Any], *, another: str = "", **extra: Any) -> HttpResponse:
    """Open a page, type these answers (by control name) into it, and save; `another` asks for one more row then."""
    page = browser.get(url, **extra)
    assert page.status_code == 200
    return browser.post(url, posted(page) | answers | ({"_another": another} if another else {}), **extra)


def errors_of(response: HttpResponse) -> list[tuple[str, str]]:
    """(sentence, id it leads to) of the summary box."""
    boxes = html_of(response).all(class_="govuk-error-summary")
    links = boxes[0].all("a") if boxes else []
    return [(link.text, link.attrs["href"].removeprefix("#")) for link in links]


def autosave(browser: Browser, claim: Claim, body: Any) -> HttpResponse:
    """One answer as claim.js sends it; a str or bytes body goes out as it is."""
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    url = reverse("claims:save_answer", args=[claim.public_id])
    return browser.post(url, data, content_type="application/json")
