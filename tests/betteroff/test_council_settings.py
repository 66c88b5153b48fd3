"""One page leads to everything that a council can set."""

from __future__ import annotations

import re

from django.urls import get_resolver

from tests.people import browser_of

SETTINGS = "/staff/settings/"
LINK = re.compile(r'<a class="govuk-link govuk-!-font-weight-bold" href="([^"]+)"')
# The keys of systems that ask are on the page of those that are told.
REACHED_FROM_OTHERS = {"/staff/settings/keys/"}


def all_addresses(patterns=None, before: str = "") -> list[str]:
    """Every address of a council's host, as it is written in the urls."""
    found = []
    for each in get_resolver("betteroff.urls").url_patterns if patterns is None else patterns:
        whole = before + str(each.pattern)
        found += all_addresses(each.url_patterns, whole) if hasattr(each, "url_patterns") else [whole]
    return found


def test_settings_lead_to_every_page_of_settings(omar):
    """Those with an address of their own right below; what is further below is reached from these."""
    found = LINK.findall(browser_of(omar).get(SETTINGS).content.decode())
    assert len(found) == len(set(found))
    here = [f"/{pattern}" for pattern in all_addresses() if re.fullmatch(r"staff/settings/[^/]+/", pattern)]
    assert set(here) - set(found) == REACHED_FROM_OTHERS
    assert {path: browser_of(omar).get(path).status_code for path in found} == dict.fromkeys(found, 200)
