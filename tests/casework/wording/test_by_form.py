"""What claimants of one form read at a status, and whether it is for that form."""

from __future__ import annotations

import pytest

from accounts.history import NotUndone, last_change
from accounts.models import SettingChange
from accounts.settling.actions import undo_change
from casework.actions.progress import change_status
from casework.readers.attention import seen_of
from casework.readers.claims import latest_change, offered_statuses, statuses_by_hand
from claims.actions.sending import submit_claim
from claims.actions.setting_up import add_starter_statuses
from claims.actions.statuses import StillUsed, add_status, remove_status, set_form_status
from claims.models import ClaimStatus
from claims.readers.statuses import first_status
from notifications.wording.readers import forms
from tests.casework.test_bulk import prepared, status
from tests.claims.browsing import html_of
from tests.claims.making import fill, small_draft
from tests.claims.sent import sent_claim
from tests.people import browser_of

FORM = "full-form"
PAGE = f"/staff/settings/words/forms/{FORM}/in-progress/"
GIVEN = {"message_en-gb": "We weigh it.", "message_cy": "Rydym yn ei bwyso.", "is_offered": "as_others"}


@pytest.fixture(autouse=True)
def statuses(omar):
    add_starter_statuses(by=omar)


def move(claim, aisha, code="in-progress"):
    change_status(reference=claim.reference, status=code, message="", based_on=latest_change(claim).pk, by=aisha)
    return latest_change(claim)


def field_of(answer, name: str) -> str:
    (field,) = [each for each in html_of(answer).all("input") if each.attrs.get("name") == name]
    return field.attrs["value"]


def test_claimants_of_the_form_read_its_words_and_claims_keep_what_they_were_told(alice, bob, aisha, omar):
    claim = sent_claim(alice)
    admin = browser_of(omar)
    before = move(claim, aisha)
    assert before.message.startswith("Somebody is looking")
    assert admin.post(PAGE, GIVEN).url == f"/staff/settings/words/forms/{FORM}/"
    page = admin.get(f"/staff/settings/words/forms/{FORM}/").content.decode()
    assert ("We weigh it." in page, page.count("This form’s words")) == (True, 1)
    assert 'value="as_others" checked' in " ".join(admin.get(PAGE).content.decode().split())
    other = sent_claim(bob)
    preview = browser_of(aisha).post(
        f"/staff/claims/{other.reference}/status/",
        {"status": "in-progress", "message": "", "based_on": latest_change(other).pk, "seen": seen_of(other)},
    )
    assert "We weigh it." in preview.content.decode()
    after = move(other, aisha)
    assert (after.message, after.translations) == ("We weigh it.", {"cy": "Rydym yn ei bwyso."})
    before.refresh_from_db()
    assert before.message.startswith("Somebody is looking")
    assert ClaimStatus.objects.get(code="in-progress").message == before.message
    change = SettingChange.objects.get(code="claims.form_statuses")
    undo_change(key=change.pk, by=omar)
    assert ClaimStatus.objects.get(code="in-progress").by_form == {}
    undo_change(key=SettingChange.objects.filter(code="claims.form_statuses").latest("pk").pk, by=omar)
    assert ClaimStatus.objects.get(code="in-progress").message_for(FORM) == "We weigh it."
    assert ClaimStatus.objects.get(code="in-progress").message_for("another") == before.message


def test_a_status_that_is_not_for_the_form_is_offered_for_others_only(alice, aisha, omar):
    claim = sent_claim(alice)
    browser_of(omar).post(PAGE, {"is_offered": "no"})
    assert "in-progress" not in [each.code for each in statuses_by_hand(claim)]
    assert "in-progress" in [each.code for each in offered_statuses()]
    _batch, why = prepared([claim], status("in-progress"), aisha)
    assert why == {claim.pk: "not_offered"}
    ClaimStatus.objects.filter(code="in-progress").update(is_offered=False)
    set_form_status(code="in-progress", slug=FORM, own={"is_offered": True}, by=omar)
    assert "in-progress" in [each.code for each in statuses_by_hand(claim)]
    assert "in-progress" in [each.code for each in offered_statuses()], "for many claims at once too"


def test_words_without_english_are_refused_beside_the_box_and_empty_ones_are_the_councils(alice, omar):
    sent_claim(alice)
    answer = browser_of(omar).post(PAGE, GIVEN | {"message_en-gb": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the words in English too" in page
    assert "Rydym yn ei bwyso." in page
    browser_of(omar).post(PAGE, GIVEN)
    seen = last_change("claims.form_statuses", f"{FORM}:in-progress")
    browser_of(omar).post(PAGE, {"is_offered": "as_others", "seen": seen})
    assert ClaimStatus.objects.get(code="in-progress").by_form == {}
    assert browser_of(omar).get("/staff/settings/words/forms/nothing/in-progress/").status_code == 404


@pytest.mark.parametrize(
    ("page", "given", "theirs"),
    [
        (PAGE, GIVEN, {"message_en-gb": "Theirs", "is_offered": "no"}),
        (
            "/staff/settings/words/statuses/in-progress/",
            {"name_en-gb": "Mine", "message_en-gb": "We weigh it.", "position": "20", "is_offered": "yes"},
            {"message_en-gb": "Theirs", "is_offered": "no"},
        ),
    ],
)
def test_what_somebody_saved_meanwhile_is_shown_beside_what_was_typed_and_not_written_over(
    alice, omar, page, given, theirs
):
    sent_claim(alice)
    admin = browser_of(omar)
    drawn = given | {"seen": field_of(admin.get(page), "seen")}
    assert admin.post(page, drawn | theirs).status_code == 302
    before = list(ClaimStatus.objects.values("code", "message", "by_form"))
    clash = admin.post(page, drawn)
    said = clash.content.decode()
    assert clash.status_code == 409
    for words in ("Somebody saved this after your page was drawn", "Theirs", "We weigh it."):
        assert words in said
    assert list(ClaimStatus.objects.values("code", "message", "by_form")) == before
    wrong = admin.post(page, drawn | {"is_offered": "perhaps"})
    assert (wrong.status_code, field_of(wrong, "seen")) == (422, drawn["seen"]), "still as old as it was"
    assert admin.post(page, drawn | {"seen": field_of(clash, "seen")}).status_code == 302
    assert "We weigh it." in admin.get(page).content.decode()


def test_a_status_for_one_form_alone_is_added_from_its_page_and_no_claim_of_another_gets_it(alice, bob, aisha, omar):
    claim, admin = sent_claim(alice), browser_of(omar)
    ClaimStatus.objects.filter(code="new").update(position=5)
    here = f"/staff/settings/words/forms/{FORM}/"
    assert f"{here}add/" in admin.get(here).content.decode()
    given = {
        "name_en-gb": "Visit", "message_en-gb": "We come.", "name_cy": "", "message_cy": "", "position": "0",
        "stage": "new",
    }  # fmt: skip
    wrong = admin.post(f"{here}add/", given | {"name_en-gb": "Received"})
    assert (wrong.status_code, "Another status has this name" in wrong.content.decode()) == (422, True)
    assert admin.post(f"{here}add/", given).url == here
    status = ClaimStatus.objects.get(code="visit")
    assert (status.is_offered, status.by_form) == (False, {FORM: {"is_offered": True}})
    assert "visit" in [each.code for each in statuses_by_hand(claim)]
    assert first_status("new", FORM).code == "visit", "it is the first of its stage, for its form"
    assert first_status("new", "small-form").code == "new"
    other = fill(small_draft(bob), bob, {"has_pets": "no"})
    submit_claim(public_id=other.public_id, by=bob, for_whom="self")
    other.refresh_from_db()
    assert other.status.code == "new"
    assert "visit" not in [each.code for each in statuses_by_hand(other)]
    assert "Visit" in admin.get(here).content.decode()
    assert "Visit" not in admin.get("/staff/settings/words/forms/small-form/").content.decode()
    words = " ".join(admin.get("/staff/settings/words/").content.decode().split())
    assert f"only for {forms()[FORM]}" in words
    with pytest.raises(StillUsed):
        remove_status(code="new", by=omar)
    undo_change(key=SettingChange.objects.get(code="claims.statuses", subject="visit").pk, by=omar)
    assert not ClaimStatus.objects.filter(code="visit").exists()
    undo_change(key=last_change("claims.statuses", "visit"), by=omar)
    assert ClaimStatus.objects.get(code="visit").by_form == {FORM: {"is_offered": True}}, "with what its forms have"


def test_a_new_status_that_a_claim_has_had_is_not_undone(alice, aisha, omar):
    claim = sent_claim(alice)
    added = add_status(
        name="Add", message="We come.", translations={}, stage="waiting", position=9, is_offered=True, by=omar
    )
    assert added.code == "add-2", "“add” is a page"
    move(claim, aisha, added.code)
    with pytest.raises(NotUndone):
        undo_change(key=last_change("claims.statuses", added.code), by=omar)
    assert ClaimStatus.objects.filter(code=added.code).exists()
