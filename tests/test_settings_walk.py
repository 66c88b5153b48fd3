"""Every setting that a council has: changed on its page, and seen at once where a resident sees it.

`WALKED` has a line for each that is walked here; `ELSEWHERE` names the test of one, `NOT_WALKED` why one is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.history import settings_kept
from claims.actions.sending import submit_claim
from tests.claims.making import fill, small_draft
from tests.people import browser_of

HERE = Path(__file__).parent
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>'
RECEIVED = {"name_en-gb": "On our desk", "message_en-gb": "We have it.", "position": "0", "is_offered": "yes"}


@dataclass
class Walk:
    """What an admin posts to `page` puts `words` on `seen`, where they were not before. `code`: in the history."""

    code: str
    page: str
    posted: dict[str, str]
    seen: str
    words: str


# "claim" is a resident's own claim, just sent.
WALKED = {
    "names": Walk("council.names", "council/names/", {"name": "Northby Council"}, "/", "Northby Council"),
    "logo": Walk("council.logo", "council/logo/", {}, "/", "bo-header__logo"),
    "colours": Walk(
        "council.colours", "council/colours/", {"colour": "#1d4f22", "colour_text": "#ffffff"}, "/council.css", "1d4f22"
    ),
    "address": Walk("council.contact", "council/contact/", {"address": "1 High Street"}, "/contact/", "1 High Street"),
    "contact": Walk("council.contact", "council/contact/", {"phone": "01632 960 077"}, "/", "01632 960 077"),
    "text phone": Walk(
        "council.contact", "council/contact/", {"text_phone": "18001 01632"}, "/contact/", "18001 01632"
    ),
    "opening hours": Walk(
        "council.hours", "council/hours/", {"days_0": "Monday", "hours_0": "8 to 4"}, "/contact/", "8 to 4"
    ),
    "statuses": Walk("claims.statuses", "words/statuses/new/", RECEIVED, "claim", "On our desk"),
}
ELSEWHERE = {
    "languages": "betteroff/test_opening.py::test_a_language_that_is_taken_away_is_nobodys_any_more",
    "opening": "betteroff/test_opening.py::test_the_checklist_is_counted_and_opens_when_nothing_needed_is_missing",
}
NOT_WALKED = {
    "bank holidays": "They follow from the nation; closed days are set under live help (cobrowse/test_settings.py).",
    "area and bands": "Only an estimate shows them: estimates/ tests give them to the calculator.",
    "templates of letters": "Its words are in the form and the decision; no page has a council’s own.",
    "teams": "Residents see no team.",
    "targets": "Residents see no target: the work list does (casework/clocks).",
    "retention": "Residents read it where they leave a draft (records/test_keeping.py).",
    "kiosks": "A link sets a machine up (accounts/test_kiosk.py).",
    "keys and webhooks": "Residents see none (casework/handover).",
    "calculator": "Residents see it in estimates (estimates/test_engines.py).",
    "schemes": "Residents see them in estimates (estimates/test_scheme_editor.py).",
    "journal words": "They are read in the journal (jobjournal/test_editor.py).",
    "who may do what": "Roles are given under People (accounts/staffing).",
}


@pytest.mark.parametrize("setting", WALKED)
def test_from_its_page_to_where_a_resident_sees_it(omar, alice, setting):
    walk = WALKED[setting]
    claim = fill(small_draft(alice), alice, {"has_pets": "no"})
    submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    seen = f"/claims/{claim.public_id}/" if walk.seen == "claim" else walk.seen
    resident = browser_of(alice)
    assert walk.words not in resident.get(seen, follow=True).content.decode()

    posted = {"logo": SimpleUploadedFile("logo.svg", LOGO)} if setting == "logo" else walk.posted
    admin = browser_of(omar)
    assert admin.post(f"/staff/settings/{walk.page}", posted).status_code == 302
    assert walk.words in resident.get(seen, follow=True).content.decode()
    history = admin.get(f"/staff/settings/history/?of={walk.code}").content.decode()
    assert "Omar Finch" in history


def test_what_is_walked_elsewhere_is_there():
    for where in ELSEWHERE.values():
        path, _, name = where.partition("::")
        assert f"def {name}(" in (HERE / path).read_text()


def test_every_setting_of_the_history_has_a_page_and_words(omar):
    browser = browser_of(omar)
    for code, setting in settings_kept().items():
        page = browser.get(f"/staff/settings/history/?of={code}").content.decode()
        assert str(setting.title) in page
        assert "To the page where it is changed" in page
