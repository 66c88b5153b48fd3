"""A council's own words: of its statuses, in every language, and those that advisors have ready."""

import pytest
from django.urls import reverse

from accounts.history import last_change
from casework.actions.progress import change_status
from casework.actions.setting_up import add_starter_ready_words
from casework.deciding.actions.deciding import move_to_stage
from casework.models import ReadyWords
from casework.readers.claims import latest_change, offered_statuses, statuses_by_hand
from claims.actions.setting_up import add_starter_statuses
from claims.actions.statuses import StillUsed, remove_status
from claims.models import ClaimStatus
from claims.withdrawing.actions import withdraw_own_claim
from tests.claims.sent import sent_claim
from tests.people import browser_of

WORDS = "/staff/settings/words/"
ADD = f"{WORDS}statuses/add/"
LOOKED_AT = f"{WORDS}statuses/in-progress/"
GIVEN = {
    "name_en-gb": "On somebody’s desk", "message_en-gb": "Ring 01632 960 100 if it is urgent.",
    "name_cy": "Ar ddesg rhywun", "message_cy": "Ffoniwch 01632 960 100 os yw’n frys.",
    "position": "1", "is_offered": "yes",
}  # fmt: skip
VISIT = {
    "name_en-gb": "Waiting for a visit", "message_en-gb": "We come to your home.", "name_cy": "", "message_cy": "",
    "position": "5", "is_offered": "yes", "stage": "waiting",
}  # fmt: skip


@pytest.fixture(autouse=True)
def statuses(omar):
    add_starter_statuses(by=omar)


def move(claim, aisha, status="in-progress", message="Your rent book is with us."):
    return change_status(
        reference=claim.reference, status=status, message=message, based_on=latest_change(claim).pk, by=aisha
    )


def page_of(claim, alice, language="en-gb") -> str:
    browser = browser_of(alice)
    browser.client.cookies["django_language"] = language
    return browser.get(reverse("claims:sent", args=[claim.public_id])).content.decode()


def test_claimants_read_the_councils_own_words_in_their_language(alice, aisha, omar):
    claim = sent_claim(alice)
    assert browser_of(omar).post(LOOKED_AT, GIVEN).url == WORDS
    move(claim, aisha)
    english, welsh = page_of(claim, alice), page_of(claim, alice, "cy")
    for said in (GIVEN["name_en-gb"], GIVEN["message_en-gb"], "Your rent book is with us."):
        assert said in english
    for said in (GIVEN["name_cy"], GIVEN["message_cy"], "Your rent book is with us."):
        assert said in welsh
    assert GIVEN["message_en-gb"] not in welsh


def test_a_claim_keeps_what_its_claimant_was_told(alice, aisha, omar):
    claim = sent_claim(alice)
    browser_of(omar).post(LOOKED_AT, GIVEN)
    move(claim, aisha)
    browser_of(omar).post(LOOKED_AT, GIVEN | {"message_en-gb": "We ring you.", "message_cy": "Byddwn yn ffonio."})
    assert GIVEN["message_en-gb"] in page_of(claim, alice)
    assert GIVEN["message_cy"] in page_of(claim, alice, "cy")


def test_the_form_shows_what_claimants_read_now(omar):
    page = browser_of(omar).get(LOOKED_AT).content.decode()
    assert "Somebody is looking at your form." in page
    # In Welsh too, where the starter words are translated.
    assert "Mae rhywun yn" in page


def test_a_new_status_is_there_for_advisors_until_it_is_not_offered(alice, aisha, omar):
    claim = sent_claim(alice)
    assert browser_of(omar).post(ADD, VISIT).url == WORDS
    assert "waiting-for-a-visit" in [each.code for each in statuses_by_hand(claim)]
    move(claim, aisha, "waiting-for-a-visit", "")
    seen = last_change("claims.statuses", "waiting-for-a-visit")
    given = VISIT | {"is_offered": "no", "seen": seen}
    assert browser_of(omar).post(f"{WORDS}statuses/waiting-for-a-visit/", given).url == WORDS
    assert "waiting-for-a-visit" not in [each.code for each in statuses_by_hand(claim)]
    assert "waiting-for-a-visit" not in [each.code for each in offered_statuses()], "nor for many claims at once"
    assert VISIT["name_en-gb"] in page_of(claim, alice)


def test_what_stands_is_not_moved_to_another_stage(omar):
    browser_of(omar).post(LOOKED_AT, GIVEN | {"stage": "done"})
    assert ClaimStatus.objects.get(code="in-progress").stage == "in_progress"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name_en-gb": ""}, "Give it a name"),
        ({"message_en-gb": "  \n"}, "Write what the claimant reads"),
        ({"message_cy": ""}, "Write both the name and the words, or neither"),
        ({"name_en-gb": "received"}, "Another status has this name"),
        ({"position": "-1"}, "Write a number from 0 to 999"),
        ({"position": "first"}, "Write a number from 0 to 999"),
    ],
)
def test_words_that_cannot_be_kept_are_explained_and_stay_in_their_boxes(omar, change, sentence):
    answer = browser_of(omar).post(LOOKED_AT, GIVEN | {"position": "77"} | change)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert GIVEN["name_cy"] in page
    assert ClaimStatus.objects.get(code="in-progress").position == 1


def test_only_a_status_that_no_claim_has_had_goes_and_never_the_last_of_its_stage(alice, omar):
    sent_claim(alice)
    omars = browser_of(omar)
    omars.post(ADD, VISIT)
    omars.post(ADD, VISIT | {"name_en-gb": "Waiting for a landlord"})
    for code in ("waiting-for-a-visit", "waiting", "waiting-for-a-landlord", "new"):
        assert "Remove “" in omars.post(f"{WORDS}statuses/{code}/remove/").content.decode()
        omars.post(f"{WORDS}statuses/{code}/remove/", {"_sure": "yes"})
    left = set(ClaimStatus.objects.values_list("code", flat=True))
    assert left == {"new", "in-progress", "waiting-for-a-landlord", "decided"}


def test_ready_words_are_written_in_one_language_or_both(omar):
    add_starter_ready_words(by=omar)
    omars = browser_of(omar)
    said = {"title_en-gb": "Visit", "words_en-gb": "We come on [day].", "title_cy": "", "words_cy": ""}
    assert omars.post(f"{WORDS}ready/add/", said).url == WORDS
    assert [(each.code, each.language, each.words) for each in ReadyWords.objects.filter(title="Visit")] == [
        ("visit", "en-gb", "We come on [day].")
    ]
    welsh = {"title_cy": "Ymweliad", "words_cy": "Byddwn yn dod ar [diwrnod]."}
    omars.post(f"{WORDS}ready/visit/", said | welsh)
    assert set(ReadyWords.objects.filter(code="visit").values_list("language", flat=True)) == {"en-gb", "cy"}
    omars.post(f"{WORDS}ready/visit/", {"title_en-gb": "", "words_en-gb": "", **welsh})
    assert set(ReadyWords.objects.filter(code="visit").values_list("language", flat=True)) == {"cy"}
    assert "Ymweliad" in omars.get(WORDS).content.decode()
    omars.post(f"{WORDS}ready/visit/remove/", {"_sure": "yes"})
    assert not ReadyWords.objects.filter(code="visit").exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"title_en-gb": "", "words_en-gb": "", "title_cy": "", "words_cy": ""}, "in one language at least"),
        ({"title_en-gb": "Visit", "words_en-gb": "", "title_cy": "Y", "words_cy": "X"}, "Write both a title"),
        (
            {"title_en-gb": "Visit", "words_en-gb": "w" * 2001, "title_cy": "", "words_cy": ""},
            "2000 characters or fewer",
        ),
    ],
)
def test_ready_words_that_are_half_written_are_refused_with_what_was_typed(omar, said, sentence):
    answer = browser_of(omar).post(f"{WORDS}ready/add/", said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert said["title_en-gb"] in answer.content.decode()
    assert not ReadyWords.objects.exists()


def test_the_last_status_that_a_decision_can_lead_to_stays_beside_that_of_withdrawing(alice, omar):
    withdraw_own_claim(public_id=sent_claim(alice).public_id, because="", by=alice)
    with pytest.raises(StillUsed):
        remove_status(code="decided", by=omar)


def test_a_decision_never_leads_to_the_status_of_withdrawing(alice, omar):
    withdrawn, decided = sent_claim(alice), sent_claim(alice)
    withdraw_own_claim(public_id=withdrawn.public_id, because="", by=alice)
    ClaimStatus.objects.filter(code=ClaimStatus.WITHDRAWN).update(position=0)
    move_to_stage(decided, ClaimStatus.Stage.DONE, "Decided.", "Aisha")
    assert decided.status.code == "decided"
