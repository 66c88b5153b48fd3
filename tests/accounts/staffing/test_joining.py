"""The links that people get, opened by somebody who has none."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.accounts.staffing.making import nobody
from tests.people import browser_of


@pytest.mark.parametrize("name", ["people:invited", "people:new_factor"])
def test_a_link_that_nobody_got_says_so_and_does_nothing(calderbrook, alice, name):
    address = reverse(name, args=["made-up"])
    for browser in (nobody(calderbrook), browser_of(alice)):
        for page in (browser.get(address), browser.post(address, {"password": "seven purple kettles"})):
            assert page.status_code == 410
            assert "does not work any more" in page.content.decode()
            assert "no-store" in page.headers["Cache-Control"]
