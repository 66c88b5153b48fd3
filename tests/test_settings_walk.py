"""Every setting that a council has: changed on its page, and seen at once where a resident sees it.

`WALKED` has a line for each that takes one form; `APART` names the tests below of others, `ELSEWHERE` those in other
files. What residents never see is walked to where staff or a system see it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from rest_framework.test import APIClient

from accounts.history import settings_kept
from accounts.models import Council, SettingChange
from casework.models import ApiKey
from claims.actions.sending import submit_claim
from cobrowse.models import ClosedDay
from cobrowse.readers.queue import opening_of
from core.rules.days.working_days import working_days_after
from estimates.readers.household import household_of
from formspec.actions.publishing import import_form
from tests.casework.deciding.cases import checked_claim, decide, pass_all
from tests.claims.making import fill, small_draft
from tests.claims.sent import sent_claim
from tests.estimates.making import CHECK, answered_check
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
    "templates of messages":
        "notifications/wording/test_views.py::test_messages_written_from_then_on_say_it_and_earlier_ones_keep_their_words",
    "kiosks": "accounts/test_kiosk.py::test_a_link_of_its_council_sets_a_machine_up_and_undoes_it",
    "calculator": "estimates/test_engines.py::test_saved_it_is_used_and_written_down",
    "schemes": "estimates/test_scheme_editor.py::test_a_councils_grid_is_entered_published_and_gives_what_it_should",
    "journal words":
        "jobjournal/test_editor.py::test_an_admin_adds_an_activity_and_a_sentence_that_people_can_use",
}  # fmt: skip
APART = {
    "bank holidays": "test_closed_days_are_on_the_contact_page_and_nobody_is_helped_then",
    "area and bands": "test_the_area_is_what_every_estimate_is_given",
    "templates of letters": "test_a_letter_waits_for_a_second_person_and_says_how_to_reach_the_council",
    "teams": "test_a_team_is_read_beside_whoever_is_in_it",
    "targets": "test_a_target_is_beside_the_law_on_a_claim",
    "retention": "test_the_days_that_a_draft_is_kept_are_read_where_one_leaves_it",
    "API keys": "test_a_key_opens_the_api_until_it_is_taken_away",
    "webhooks": "test_a_claim_goes_to_a_destination_and_its_page_says_so",
    "who may do what": "test_a_role_opens_pages_at_once",
}
# Issue 15, "The council’s settings".
ALL_OF_THEM = {
    "names", "logo", "colours", "address", "contact", "text phone", "opening hours", "bank holidays", "languages",
    "area and bands", "templates of messages", "templates of letters", "statuses", "teams", "targets", "retention",
    "kiosks", "API keys", "webhooks", "calculator", "schemes", "journal words", "who may do what",
}  # fmt: skip


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


# By setting: what it is called in the history. Each can be undone there, or the history says why not.
HISTORY = {
    "names": "council.names", "logo": "council.logo", "colours": "council.colours", "address": "council.contact",
    "contact": "council.contact", "text phone": "council.contact", "opening hours": "council.hours",
    "bank holidays": "cobrowse.closed_days", "languages": "council.languages", "area and bands": "council.area",
    "templates of messages": "notifications.words", "templates of letters": "notifications.letters",
    "statuses": "claims.statuses", "teams": "cobrowse.teams", "targets": "casework.targets",
    "retention": "records.drafts", "kiosks": "accounts.kiosks", "API keys": "casework.api_keys",
    "webhooks": "casework.destinations", "calculator": "estimates.engine", "schemes": "estimates.schemes",
    "journal words": "jobjournal.sentences", "who may do what": "accounts.people",
}  # fmt: skip
# Those that people read: tried on their page before they are saved. What is posted, and what the preview says of it.
TRIED = {
    "names": ("council/names/", {"name": "Northby Council"}, "Northby Council"),
    "colours": ("council/colours/", {"colour": "#1d4f22", "colour_text": "#ffffff"}, "colour=%231d4f22"),
    "contact": ("council/contact/", {"phone": "01632 960 077"}, "01632 960 077"),
    "opening hours": ("council/hours/", {"days_0": "Monday", "hours_0": "8 to 4"}, "8 to 4"),
    "languages": ("council/languages/", {"languages": []}, "No choice of language"),
    "area and bands": ("council/area/", {"region": "WALES", "band_D": "2310.50", "war_pensions_left_out": "10"},
                       "Estimates take these bills"),
    "templates of messages": ("messages/claim_submitted/en-gb/", {"subject": "Got it", "body": "{council} has it."},
                              "Calderbrook Council has it."),
    "templates of letters": ("messages/letter_awarded/en-gb/", {"subject": "Dear all", "body": "About {reference}."},
                             "Dear all"),
    "statuses": ("words/statuses/new/", RECEIVED, "We have it."),
    "statuses of a form": ("words/forms/small-form/new/", {"message_en-gb": "We weigh it.", "is_offered": "no"},
                           "We weigh it."),
    "a new status": ("words/statuses/add/", RECEIVED | {"stage": "new"}, "On our desk"),
    "opening of a form": (
        "/staff/studio/small-form/opening/", {"is_offered": "no", "starters": "anybody", "reason": "All is spent."},
        "All is spent.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("setting", TRIED)
def test_what_people_read_is_tried_before_it_is_saved(omar, alice, setting):
    small_draft(alice)
    page, posted, words = TRIED[setting]
    address = page if page.startswith("/") else f"/staff/settings/{page}"
    answer = browser_of(omar).post(address, posted | {"preview": "yes"})
    said = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "not saved yet" in said
    assert words in said.partition("not saved yet")[2] or words in said.partition("<body")[0]
    assert not SettingChange.objects.exists()


def test_every_setting_is_in_the_history_with_a_way_back_or_the_reason_why_there_is_none():
    assert HISTORY.keys() == ALL_OF_THEM
    for code in HISTORY.values():
        setting = settings_kept()[code]
        assert (setting.put_back is not None and setting.now is not None) is not bool(setting.why_final), code


def test_every_setting_is_walked():
    assert WALKED.keys() | APART.keys() | ELSEWHERE.keys() == ALL_OF_THEM | {"opening"}
    for where in ELSEWHERE.values():
        path, _, name = where.partition("::")
        assert f"def {name}(" in (HERE / path).read_text()
    for name in APART.values():
        assert name in globals()


def walked(admin, page: str, posted: dict[str, object]) -> None:
    assert admin.post(f"/staff/settings/{page}", posted).status_code == 302


def test_closed_days_are_on_the_contact_page_and_nobody_is_helped_then(omar, alice):
    day = timezone.localdate() + dt.timedelta(days=9)
    posted = {"day-day": day.day, "day-month": day.month, "day-year": day.year, "name": "Moving house"}
    resident, admin = browser_of(alice), browser_of(omar)
    assert "Moving house" not in resident.get("/contact/").content.decode()
    assert not opening_of(omar.council).is_closed_day(day)
    walked(admin, "help/days/add/", posted)
    assert "Moving house" in resident.get("/contact/").content.decode()
    assert opening_of(omar.council).is_closed_day(day)
    later = timezone.localdate() + dt.timedelta(days=29)
    walked(admin, "help/days/add/", posted | {"day-day": later.day, "day-month": later.month, "day-year": later.year,
                                              "name": "Far away"})  # fmt: skip
    assert "Far away" not in resident.get("/contact/").content.decode()
    walked(admin, f"help/days/{ClosedDay.objects.get(day=day).pk}/remove/", {"_sure": "yes"})
    assert "Moving house" not in resident.get("/contact/").content.decode()


def test_the_area_is_what_every_estimate_is_given(omar, alice):
    import_form(slug=CHECK, by=omar)
    claim = answered_check(alice)
    admin = browser_of(omar)
    posted = {"region": "WALES", "band_D": "2310.50", "war_pensions_left_out": "10"}
    walked(admin, "council/area/", posted)
    council = Council.objects.get(pk=omar.council.pk)
    household, _origins, _unknown = household_of(claim, council)
    assert (household.region, council.war_pensions_left_out) == ("WALES", "10")
    assert council.council_tax_by_band["D"] == 2310.5
    assert "Wales" in admin.get("/staff/settings/").content.decode()


def test_a_letter_waits_for_a_second_person_and_says_how_to_reach_the_council(omar, alice, aisha):
    admin = browser_of(omar)
    walked(admin, "decisions/", {"second_person": "yes", "asks_partner": "no"})
    walked(admin, "council/contact/", {"phone": "01632 960 077"})
    aisha.council.refresh_from_db()
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    assert decision.state == "to_check"
    page = browser_of(aisha).get(f"/staff/claims/{claim.reference}/decisions/{decision.public_id}/").content.decode()
    assert "01632 960 077" in page


def test_a_team_is_read_beside_whoever_is_in_it(omar, aisha):
    admin = browser_of(omar)
    walked(admin, "help/teams/add/", {"name": "Rents and homes", "members": [aisha.membership.pk]})
    assert "Rents and homes" in admin.get("/staff/settings/people/").content.decode()


def test_a_target_is_beside_the_law_on_a_claim(omar, alice, aisha):
    claim = sent_claim(alice)
    adviser = browser_of(aisha)
    page = f"/staff/claims/{claim.reference}/"
    before = adviser.get(page).content.decode()
    walked(browser_of(omar), "targets/", {"touch_within": "2", "decide_within": "13", "review_within": "28"})
    due = working_days_after(timezone.localdate(), 13, omar.council.nation)
    words = date_format(due, "j F Y")
    assert words not in before
    assert words in adviser.get(page).content.decode()


def test_the_days_that_a_draft_is_kept_are_read_where_one_leaves_it(omar, alice):
    draft, resident = small_draft(alice), browser_of(alice)
    page = f"/claims/{draft.public_id}/save/"
    assert "90 days after" not in resident.get(page).content.decode()
    walked(browser_of(omar), "records/not-sent/days/", {"days": "90", "_sure": "yes"})
    assert "90 days after" in resident.get(page).content.decode()


def test_a_key_opens_the_api_until_it_is_taken_away(omar):
    admin, page = browser_of(omar), "/staff/settings/keys/"
    made = admin.post(page, {"name": "Ledger", "rights": ["read"], "with_hidden": "no"}).content.decode()
    key = ApiKey.objects.get()
    whole = re.search(rf"bo_{key.prefix}_[\w-]+", made)[0]
    headers = {"HTTP_AUTHORIZATION": f"Bearer {whole}", "HTTP_HOST": omar.council.host}
    assert APIClient().get("/api/v1/claims/", **headers).status_code == 200
    admin.post(f"{page}{key.public_id}/revoke/")
    assert APIClient().get("/api/v1/claims/", **headers).status_code == 401


def test_a_claim_goes_to_a_destination_and_its_page_says_so(omar, alice, aisha):
    first = sent_claim(alice)
    admin = browser_of(omar)
    posted = {"name": "Ledger office", "url": "https://office.example/", "on_decision": "no", "with_hidden": "no"}
    assert (
        admin.post("/staff/settings/handover/add/", posted | {"which": [first.form_version.form.slug]}).status_code
        == 200
    )
    second = sent_claim(alice)
    adviser = browser_of(aisha)
    assert "Ledger office" not in adviser.get(f"/staff/claims/{first.reference}/").content.decode()
    assert "Ledger office" in adviser.get(f"/staff/claims/{second.reference}/").content.decode()


def test_a_role_opens_pages_at_once(omar, aisha):
    adviser = browser_of(aisha)
    assert adviser.get("/staff/settings/").status_code == 403
    posted = {"display_name": "Aisha Khan", "roles": ["advisor", "admin"]}
    walked(browser_of(omar), f"people/{aisha.membership.pk}/", posted)
    assert adviser.get("/staff/settings/").status_code == 200


def test_every_setting_of_the_history_has_a_page_and_words(omar):
    browser = browser_of(omar)
    for code, setting in settings_kept().items():
        page = browser.get(f"/staff/settings/history/?of={code}").content.decode()
        assert str(setting.title) in page
        assert "To the page where it is changed" in page
