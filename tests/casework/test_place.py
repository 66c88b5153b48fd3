"""Back leads to the same list, and next to the claim below, in that order."""

import pytest

from tests.casework.test_claims import LIST, move, sent_by
from tests.people import browser_of


def test_the_row_that_back_leads_to_is_there(aisha, calderbrook):
    claim, browser = sent_by(calderbrook, "Rhian Oakley"), browser_of(aisha)
    assert f'id="row-{claim.reference}"' in browser.get(LIST).content.decode()


@pytest.mark.slow
def test_back_leads_to_the_same_list_and_next_to_the_claim_below(aisha, calderbrook, monkeypatch):
    monkeypatch.setattr("casework.views.claims.A_PAGE", 2)
    rhian = sent_by(calderbrook, "Rhian Oakley")
    sent_by(calderbrook, "Tomos Ash")
    third, fourth = sent_by(calderbrook, "Ulla Berg"), sent_by(calderbrook, "Wyn Cole")
    browser = browser_of(aisha)
    browser.get(LIST, query_params={"stage": "new", "page": "2", "whose": "nobody"})
    page = browser.get(f"{LIST}{third.reference}/").content.decode()
    assert f'{LIST}?stage=new&amp;whose=nobody&amp;page=2#row-{third.reference}"' in page
    move(third, aisha, "waiting")
    following = browser.get(f"{LIST}{third.reference}/next/")
    assert following["Location"] == f"{LIST}{fourth.reference}/"
    last = browser.get(f"{LIST}{fourth.reference}/next/")
    assert last["Location"] == f"{LIST}?stage=new&whose=nobody&page=2"
    assert "That was the last claim of this list." in browser.get(last["Location"]).content.decode()
    browser.get(LIST, query_params={"stage": "all"})
    below = browser.get(f"{LIST}{fourth.reference}/next/")
    assert below["Location"] == f"{LIST}{third.reference}/", "newest first"
    above = browser.get(f"{LIST}{third.reference}/previous/")
    assert above["Location"] == f"{LIST}{fourth.reference}/"
    browser.get(LIST, query_params={"stage": "all", "sort": "name"})
    assert browser.get(f"{LIST}{third.reference}/next/")["Location"] == f"{LIST}{fourth.reference}/", "Ulla, then Wyn"
    assert browser.get(f"{LIST}{rhian.reference}/previous/")["Location"].startswith(f"{LIST}?stage=all&sort=name")
    browser.post(LIST, {"text": "oakley"})
    browser.get(LIST)
    assert browser.get(f"{LIST}{third.reference}/next/")["Location"] == f"{LIST}{rhian.reference}/", "of what was found"
