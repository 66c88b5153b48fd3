"""The bar at the top of every page: each of its links opens for whoever sees it, and is what it says."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.people import browser_of

LINK = re.compile(r'<a class="govuk-service-navigation__link" href="([^"]+)"[^>]*>\s*([^<]+?)\s*</a>')
HOME = "/account/"


@pytest.mark.slow
@pytest.mark.parametrize("who", ["alice", "aisha", "omar"])
def test_every_link_opens_for_whoever_sees_it(request, who):
    browser = browser_of(request.getfixturevalue(who))
    links = dict(LINK.findall(browser.get(HOME).content.decode()))
    assert len(links) > 1
    refused = {name: status for path, name in links.items() if (status := browser.get(path).status_code) >= 400}
    assert refused == {}


def test_no_two_links_say_one_thing_or_lead_to_one_page(omar):
    links = LINK.findall(browser_of(omar).get(HOME).content.decode())
    for part in zip(*links, strict=True):
        assert len(set(part)) == len(part), part
    assert {name: path for path, name in links}["Work list"] == reverse("casework:work_list")
    assert {name: path for path, name in links}["Figures"] == reverse("reports:work")
