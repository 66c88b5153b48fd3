"""Forms in Welsh: what is translated is replaced, the rest stays English and says so, the document stays as it was."""

import copy
import html
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from casework.actions.progress import message_preview
from claims.actions.answering import start_claim
from claims.models import Claim, ClaimStatus
from claims.readers.answer_store import localised_spec
from estimates.readers.estimates import forms_open
from formspec.actions.publishing import import_form, publish_spec
from formspec.presenters.words import council_words, words
from formspec.rules.answers import blank_message
from formspec.rules.compile import (
    compile_form,
    compile_library_form,
    library_slugs,
    library_translations,
    load_library_source,
)
from formspec.rules.form_spec import FormSpec
from formspec.rules.messages import message
from formspec.rules.translation import in_language, marked, translatable_texts, translated_spec
from tests.claims.making import make_statuses
from tests.people import browser_of

SOURCE = {
    "slug": "pets",
    "kind": "claim",
    "title": "Pets",
    "short_title": "Pets",
    "status": "live",
    "before_you_start": ["A photo", "A lead"],
    "sections": [
        {
            "key": "all",
            "title": "Your pets",
            "intro": "Count each one.",
            "questions": [
                {"key": "kind", "label": "What kind?", "type": "choice", "hint": "The main one.",
                 "options": [{"value": "cat", "label": "Cat"}, {"value": "dog", "label": "Dog"}]},
                {"key": "each", "label": "Each pet", "type": "repeating_group",
                 "rows": {"min": 0, "max": 3, "row_title": "Called {pet_name}"},
                 "fields": [{"key": "pet_name", "label": "Its name", "type": "text", "required": True}]},
                {"key": "agree", "label": "Declaration", "type": "declaration", "statements": ["It is true."]},
            ],
        }
    ],
}  # fmt: skip
WELSH = {
    "Pets": "Anifeiliaid anwes",
    "A photo": "Llun",
    "Your pets": "Eich anifeiliaid",
    "What kind?": "Pa fath?",
    "Cat": "Cath",
    "Called {pet_name}": "Enw: {pet_name}",
    "Its name": "Ei enw",
    "It is true.": "Mae'n wir.",
    "({} of {})": "({} o {})",
    "Not in this form": "Ddim yn y ffurflen hon",
}


@pytest.fixture
def spec():
    guidance = {"by_question": {"pets.kind": "Look at it."}, "by_fact": {}}
    return compile_form(SOURCE, guidance=guidance, translations={"cy": WELSH})


def test_every_kind_of_text_is_replaced(spec):
    welsh = in_language(FormSpec(spec), "cy")
    section = welsh.sections["all"]
    assert (welsh.title, section["title"], section["intro"]) == (
        "Anifeiliaid anwes",
        "Eich anifeiliaid",
        "Count each one.",
    )
    assert welsh.data["before_you_start"] == ["Llun", "A lead"]
    assert [option["label"] for option in welsh.questions["kind"]["options"]] == ["Cath", "Dog"]
    assert welsh.questions["each"]["rows"]["row_title"] == "Enw: {pet_name}"
    assert welsh.fields["pet_name"]["label"] == "Ei enw"
    assert welsh.questions["agree"]["statements"] == ["Mae'n wir."]
    assert [page["title"] for page in welsh.data["pages"]] == [
        "Eich anifeiliaid (1 o 3)", "Eich anifeiliaid (2 o 3)", "Eich anifeiliaid (3 o 3)",
    ]  # fmt: skip


def test_what_stays_english_says_so(spec):
    welsh = in_language(FormSpec(spec), "cy")
    assert "lang" not in welsh.questions["kind"]
    assert welsh.questions["kind"]["guidance_lang"] == "en"
    assert welsh.questions["each"]["lang"] == "en"
    assert "guidance_lang" not in welsh.questions["each"]


def test_only_words_change_and_the_original_does_not(spec):
    before = copy.deepcopy(spec)
    form = FormSpec(spec)
    welsh = in_language(form, "cy")
    assert spec == before
    assert list(welsh.pages) == list(form.pages)
    assert [page["questions"] for page in welsh.data["pages"]] == [page["questions"] for page in spec["pages"]]
    assert list(welsh.questions) == list(form.questions)


def test_english_and_unknown_languages_are_the_form_itself(spec):
    form = FormSpec(spec)
    assert in_language(form, "en-gb") is form
    assert in_language(form, "fr") is form
    assert in_language(form, None) is form
    assert in_language(form, "cy") is in_language(form, "cy")


def test_a_document_keeps_the_translations_it_uses(spec):
    assert spec["translations"]["cy"] == {text: welsh for text, welsh in WELSH.items() if text != "Not in this form"}


def test_a_document_from_before_there_were_translations_is_english(spec):
    old = FormSpec({key: value for key, value in spec.items() if key != "translations"})
    assert in_language(old, "cy") is old


def test_errors_name_the_question_in_welsh(spec):
    welsh = in_language(FormSpec(spec), "cy")
    named = {"key": "a", "label": "Your date of birth", "type": "date"}
    with translation.override("cy"):
        assert words(blank_message(spec["sections"][0]["questions"][0]), welsh.questions["kind"]) == (
            "Dewiswch ateb i “Pa fath?”"
        )
        shown = {**named, "label": "Eich dyddiad geni"}
        assert words(blank_message(named), shown) == "Rhowch ateb i “Eich dyddiad geni”"
        assert words(message("date_not_real", named), shown) == "Rhaid i “Eich dyddiad geni” fod yn ddyddiad go iawn"
        assert words(message("sort_code")) == "Rhowch god didoli"
    with translation.override("en-gb"):
        assert words(blank_message(named), named) == "Enter your date of birth"


def test_starter_words_of_a_status_are_welsh_and_the_councils_own_stay():
    with translation.override("cy"):
        assert council_words("Decided\n\nRing Ann on Monday.") == "Wedi'i phenderfynu\n\nRing Ann on Monday."
        assert council_words("") == ""


@pytest.mark.slow
@pytest.mark.parametrize("slug", library_slugs())
def test_library_translations_keep_what_rows_are_named_by(slug):
    spec = compile_form(load_library_source(slug), guidance={}, translations=library_translations(slug))
    welsh = translated_spec(spec, spec["translations"]["cy"])
    for section, original in zip(welsh["sections"], spec["sections"], strict=True):
        for question, before in zip(section["questions"], original["questions"], strict=True):
            if "rows" in question:
                named = before["rows"]["row_title"].count("{"), question["rows"]["row_title"].count("{")
                assert named[0] == named[1], before["rows"]["row_title"]


@pytest.mark.parametrize(
    "slug", ["check-what-you-can-get", "hb-ctr-combined", "housing-benefit", "ctr-working-age", "ctr-pension-age"]
)
def test_the_main_forms_are_all_welsh_but_their_guidance(slug):
    spec = compile_library_form(slug)
    welsh = spec["translations"]["cy"]
    lacking = [text for kind, text in translatable_texts(spec) if kind != "guidance" and text not in welsh]
    assert lacking == []


def missing_translations(*options):
    out = StringIO()
    call_command("missing_translations", *options, stdout=out)
    return out.getvalue()


@pytest.mark.slow
def test_the_command_counts_what_is_missing():
    shown = missing_translations("--fail-on-interface")
    assert "Interface: 0 of" in shown
    assert all(f"{slug}: " in shown for slug in library_slugs())


@pytest.mark.slow
def test_the_command_lists_a_form_in_full():
    shown = missing_translations("--form", "check-what-you-can-get")
    assert "  guidance: " in shown
    assert "hb-ctr-combined" not in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "words_of_it"),
    [(["--language", "xx"], "no catalogue"), (["--form", "poem"], "no form called poem")],
)
def test_the_command_refuses_what_is_not_there(options, words_of_it):
    with pytest.raises(CommandError, match=words_of_it):
        missing_translations(*options)


@pytest.mark.slow
def test_every_form_of_the_library_has_a_welsh_title():
    for slug in library_slugs():
        spec = compile_form(load_library_source(slug), guidance={}, translations=library_translations(slug))
        welsh = spec["translations"]["cy"]
        assert spec["title"] in welsh, slug
        assert spec["who_it_is_for"] in welsh, slug


@pytest.fixture
def welsh_browser(alice):
    browser = browser_of(alice)
    browser.client.cookies["django_language"] = "cy"
    # A request leaves its language behind in this thread.
    with translation.override("en-gb"):
        yield browser


def test_a_claim_in_welsh_from_the_home_page_to_its_check(welsh_browser, omar):
    import_form(slug="check-what-you-can-get", by=omar)
    import_form(slug="free-school-meals", by=omar)
    browser = welsh_browser
    assert "Prydau ysgol am ddim" in browser.get("/").content.decode()
    start = reverse("claims:start", args=["check-what-you-can-get"])
    assert "Gwirio beth y gallwch ei gael" in browser.get(start).content.decode()
    first = browser.post(start).url
    assert "Eich dyddiad geni" in browser.get(first).content.decode()
    refused = browser.post(first, {"_base-dob": "0", "dob-day": "31", "dob-month": "2", "dob-year": "1980"})
    shown = html.unescape(refused.content.decode())
    assert "Rhaid i “Eich dyddiad geni” fod yn ddyddiad go iawn" in shown
    assert '<div lang="en"><p>' in shown, "guidance that has no Welsh is marked as English"
    claim = Claim.objects.get()
    check = html.unescape(browser.get(reverse("claims:check_answers", args=[claim.public_id])).content.decode())
    assert "Dewiswch ateb i “Oes gennych chi bartner sy'n byw gyda chi?”" in check
    with translation.override("en-gb"):
        assert forms_open({"check-what-you-can-get"}) == {"check-what-you-can-get": "Check what you can get"}
    with translation.override("cy"):
        assert forms_open({"check-what-you-can-get"}) == {"check-what-you-can-get": "Gwirio beth y gallwch ei gael"}


def test_a_claim_keeps_the_welsh_of_its_version(alice, omar):
    version = import_form(slug="check-what-you-can-get", by=omar)
    claim = start_claim(slug="check-what-you-can-get", language="cy", by=alice)
    publish_spec(form=version.form, spec=version.spec | {"translations": {}}, by=omar)
    with translation.override("cy"):
        assert localised_spec(claim).title == "Gwirio beth y gallwch ei gael"
    assert localised_spec(claim).title == "Check what you can get"


def test_a_status_reaches_a_welsh_speaker_in_welsh(alice, aisha, omar):
    make_statuses()
    import_form(slug="check-what-you-can-get", by=omar)
    claim = start_claim(slug="check-what-you-can-get", language="cy", by=alice)
    claim.resident.language, claim.reference = "cy", "CAL-1"
    preview = message_preview(claim=claim, status=ClaimStatus.objects.get(code="waiting"), by=aisha)
    assert "“Yn aros amdanoch chi”" in preview.body


def test_a_form_without_words_of_a_language_is_marked_as_english_on_its_pages(spec):
    form = FormSpec({key: value for key, value in spec.items() if key != "translations"})
    question = next(iter(form.questions.values()))
    english = {"lang": "en", "guidance_lang": "en"}
    assert marked(form, question, page="cy", read="cy") == question | english
    assert marked(form, question, page="cy", read="ar") == question | english
    assert marked(form, question, page="en-gb", read="en-gb") is question
    assert marked(FormSpec(spec), question, page="cy", read="cy") is question
