"""A council's own words around a decision: set within bounds, in letters from then on, never instead of the law's."""

from __future__ import annotations

import io

import pypdf
import pytest
from django.core.exceptions import PermissionDenied

from accounts.history import last_change
from accounts.models import SettingChange
from accounts.settling.actions import undo_change
from casework.deciding.actions.deciding import LetterNotReady
from casework.deciding.readers.letters import letter_of, made_up_letter
from casework.deciding.readers.wording import KINDS, placeholders
from casework.deciding.rules.gates import Proposal
from casework.models import Decision
from notifications.models import MessageWords
from notifications.wording.actions import WrongWords, drop_words, set_words
from notifications.wording.readers import kind_named, letters, own_words
from tests.casework.deciding.cases import AWARD, checked_claim, decide, fresh, pass_all
from tests.people import browser_of

LIST = "/staff/settings/messages/"
PAGE = f"{LIST}letter_awarded/en-gb/"
OURS = {
    "subject": "Hello {name}",
    "body": "{council} has decided about “{form}”, which you sent on {day}: {reference}.\n\nQuestions? {phone}",
    "review": "Bring your letter to the town hall. We help you to write.",
    "closing": "Yours sincerely\nBenefits team",
}
STOPPED = Proposal("withdrawn")


def texts(letter) -> list[str]:
    return [text for _kind, text in letter.blocks]


@pytest.fixture
def claim(alice, aisha):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    return claim


def set_ours(by, template="letter_awarded", language="en-gb", **other) -> None:
    set_words(template=template, language=language, **OURS | other, by=by)


def test_without_words_of_its_own_a_council_has_the_platforms(claim, aisha, calderbrook):
    opening = texts(letter_of(fresh(claim, aisha), AWARD, calderbrook))[:2]
    assert opening[0] == f"Dear {claim.submission.name}"
    assert opening[1].startswith("This is about your form “")
    assert opening[1].endswith(f"Your reference is {claim.reference}.")


def test_a_letter_has_the_councils_words_around_all_that_it_had(claim, aisha, omar, calderbrook):
    before = letter_of(fresh(claim, aisha), AWARD, calderbrook)
    set_ours(omar)
    after = letter_of(fresh(claim, aisha), AWARD, calderbrook)
    said = texts(after)
    assert said[0] == f"Hello {claim.submission.name}"
    assert said[1].startswith("Calderbrook Council has decided about “")
    assert "Questions?" not in " ".join(said)
    assert said[-1] == "Yours sincerely\nBenefits team"
    # Decision, reasons, review rights and time limits are there in their order; only the opening made way.
    assert [block for block in before.blocks[2:] if block in after.blocks] == list(before.blocks[2:])
    assert after.title == before.title
    routes = [place for place, text in enumerate(said) if "within one month" in text or "Valuation Tribunal" in text]
    assert routes
    assert (
        max(routes)
        < said.index(OURS["review"])
        < next(
            place for place, text in enumerate(said) if text.startswith(("How to reach us", "You can get free advice"))
        )
    )


@pytest.mark.parametrize("outcome", KINDS)
def test_each_kind_of_letter_has_its_own(outcome, claim, aisha, omar, calderbrook):
    set_ours(omar, template=KINDS[outcome][0])
    case = fresh(claim, aisha)
    for each in KINDS:
        proposal = Proposal(each, AWARD.awards if each == "awarded" else (), summary="Because of this.")
        said = texts(letter_of(case, proposal, calderbrook))
        assert (said[0] == f"Hello {claim.submission.name}") is (each == outcome)
        assert (OURS["review"] in said) is (each == outcome != "withdrawn")
        assert (said[-1] == OURS["closing"]) is (each == outcome)


def test_each_language_has_its_own_and_easy_read_stays_easy(claim, alice, aisha, omar, calderbrook):
    set_ours(omar, language="cy", subject="Helo {name}")
    assert texts(letter_of(fresh(claim, aisha), AWARD, calderbrook))[0].startswith("Dear ")
    alice.resident.language = "cy"
    alice.resident.save()
    assert texts(letter_of(fresh(claim, aisha), AWARD, calderbrook))[0].startswith("Helo ")
    alice.resident.access_needs = ["easy_read"]
    alice.resident.save()
    assert not texts(letter_of(fresh(claim, aisha), AWARD, calderbrook))[0].startswith("Helo ")


def test_a_letter_that_was_written_keeps_its_words(claim, aisha, omar, calderbrook):
    set_ours(omar)
    kept = decide(claim, aisha)
    set_ours(omar, subject="Good day {name}")
    drop_words(template="letter_awarded", language="en-gb", by=omar)
    assert Decision.objects.get(pk=kept.pk).letter["blocks"][0][1].startswith("Hello ")
    assert texts(letter_of(fresh(claim, aisha), AWARD, calderbrook))[0].startswith("Dear ")


def test_words_that_change_after_the_preview_stop_the_decision(claim, aisha, omar, calderbrook):
    seen = letter_of(fresh(claim, aisha), AWARD, calderbrook).sha256
    set_ours(omar)
    with pytest.raises(LetterNotReady):
        decide(claim, aisha, sha256=seen)
    assert not Decision.objects.exists()


def test_a_name_that_is_not_known_is_not_greeted(claim, aisha, omar, calderbrook):
    set_ours(omar)
    case = fresh(claim, aisha)
    case.claim.submission.name = ""
    assert texts(letter_of(case, AWARD, calderbrook))[0].startswith("Calderbrook Council has decided")


WRONG = {
    "another placeholder": ("closing", "See {link}", "{link} is none of the placeholders"),
    "a loose brace": ("review", "See {", "Use { and } around placeholders"),
    "template language": ("body", "{reference} {{ settings.SECRET_KEY }}", "Use { and } around placeholders"),
    "an address": ("review", "See www.evil.example", "Take the address out"),
    "no reference": ("body", "We decided.", "Put {reference} into the first paragraph"),
    "a reference only later": ("body", "We decided.\n\n{reference}", "Put {reference} into the first paragraph"),
    "a gap": ("closing", "Yours [name]", "Take the square brackets out"),
    "another time limit": ("review", "You have 14 days.", "Take the time limit out"),
    "one in words": ("review", "Write within two Months.", "Take the time limit out"),
    "one in Welsh": ("review", "Mae gennych bythefnos.", "Take the time limit out"),
    "no salutation": ("subject", " ", "Write a salutation"),
    "no introduction": ("body", "", "Write an introduction"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_no_letter_may_say_is_refused_beside_its_box(omar, wrong):
    field, typed, said = WRONG[wrong]
    page = browser_of(omar).post(PAGE, OURS | {field: typed})
    words = page.content.decode()
    assert page.status_code == 422
    assert said in words
    assert f'href="#id_{field}"' in words
    assert not MessageWords.objects.exists()
    with pytest.raises(WrongWords) if typed.strip() else pytest.raises((WrongWords, AssertionError)):
        set_ours(omar, **{field: typed})
        assert typed.strip()


def test_the_page_previews_as_page_and_as_pdf_and_keeps_nothing(omar):
    browser = browser_of(omar)
    assert "This is about your form" in browser.get(PAGE).content.decode()
    tried = browser.post(PAGE, OURS | {"preview": "yes"}).content.decode()
    for said in ("not saved yet", "Hello Sam Taylor", "ABC-2345", "£12.50 a week", "Bring your letter"):
        assert said in tried
    pdf = browser.post(PAGE, OURS | {"preview": "pdf"})
    assert pdf["Content-Type"] == "application/pdf"
    drawn = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    assert "Hello Sam Taylor" in drawn
    assert "Benefits team" in drawn
    put = browser.post(PAGE, OURS | {"put": "phone"}).content.decode()
    assert "Questions? {phone} {phone}</textarea>" in put
    assert "Bring your letter" in put
    assert not MessageWords.objects.exists()


def test_pdfs_of_previews_are_drawn_so_often_and_not_more(omar):
    browser = browser_of(omar)
    answers = {browser.post(PAGE, OURS | {"preview": "pdf", "subject": "Hello"}).status_code for _time in range(21)}
    assert answers == {200, 429}


@pytest.mark.parametrize("template", [template for template, _title, _more in KINDS.values()])
@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_the_platforms_words_of_every_kind_are_within_the_bounds(calderbrook, template, language):
    kind = letters()[template]
    words = kind.platform_words(language)
    assert kind.problems(words) == []
    assert set(kind.allowed) == placeholders().keys()
    assert "{" not in kind.shown(words, language, calderbrook)


def test_saved_shown_on_the_list_taken_back_with_one_press_and_undone(omar):
    browser = browser_of(omar)
    assert browser.post(PAGE, OURS).status_code == 302
    page = browser.get(LIST).content.decode()
    assert page.count("Your words") == 1
    assert "Letter: you can get this" in page
    assert own_words("letter_awarded", "en-gb").more == {"review": OURS["review"], "closing": OURS["closing"]}
    browser.post(f"{PAGE}platform/", {"seen": last_change("notifications.letters", "letter_awarded:en-gb")})
    assert own_words("letter_awarded", "en-gb") is None
    change = SettingChange.objects.filter(code="notifications.letters").latest("pk")
    assert (change.before, change.after) == (OURS, None)
    undo_change(key=change.pk, by=omar)
    assert own_words("letter_awarded", "en-gb").subject == OURS["subject"]
    history = browser.get("/staff/settings/history/?of=notifications.letters").content.decode()
    assert "Bring your letter" in history
    stale = browser.post(PAGE, OURS | {"subject": "Mine", "seen": "0"})
    assert stale.status_code == 409
    assert "Bring your letter" in stale.content.decode()


def test_only_who_manages_the_council_sets_them(omar, aisha):
    with pytest.raises(PermissionDenied):
        set_ours(aisha)
    assert browser_of(aisha).get(PAGE).status_code == 403


def test_script_stays_letters(omar, calderbrook):
    words = OURS | {"subject": "<script>alert(1)</script>"}
    assert "<script>alert" not in browser_of(omar).post(PAGE, words | {"preview": "yes"}).content.decode()


def test_a_withdrawn_letter_has_no_review_to_add_to(omar, calderbrook):
    set_ours(omar, template="letter_withdrawn")
    words = own_words("letter_withdrawn", "en-gb")
    assert words.more == {"closing": OURS["closing"]}
    assert kind_named("letter_withdrawn").more == ("closing",)
    assert texts(made_up_letter("withdrawn", words, "en-gb", calderbrook))[-1] == OURS["closing"]
