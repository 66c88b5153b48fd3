"""The pages of publishing, as an admin goes through them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from formspec.models import FormVersion
from formspec.rules.sources.yaml_text import yaml_of
from studio.models import FormDraft
from studio.publishing import presenters
from tests.claims.browsing import html_of
from tests.claims.making import publish_small
from tests.claims.moving.changing import WHY, changed, in_other_words, whole_draft, with_question, without_pet_kind
from tests.claims.test_page_queries import queries_of
from tests.people import browser_of
from tests.studio.publishing.drafting import SLUG, draft_of, edit

MOST_QUERIES = 15


def at(name: str, *args) -> str:
    return reverse(f"studio:{name}", args=args)


def text_of(response) -> str:
    return " ".join(html_of(response).one("main").text.split())


def hidden(response) -> dict[str, str]:
    names = ("number", "onto")
    boxes = [each for each in html_of(response).all("input") if each.attrs.get("name") in names]
    return {each.attrs["name"]: each.attrs.get("value", "") for each in boxes}


@pytest.fixture
def browser(omar):
    return browser_of(omar)


def test_what_is_different_and_whom_it_meets_stands_on_the_page(omar, alice, browser, monkeypatch):
    publish_small(omar)
    whole_draft(alice)
    draft_of(omar, with_question, without_pet_kind)
    page = browser.get(at("publish", SLUG))
    for words in (
        "“Do you pay rent?” is new", "“What kind?” is not there any more", "1 person on version 1",
        "1 question more", "1 of them has answered what is not asked any more",
    ):  # fmt: skip
        assert words in text_of(page)
    assert len(queries_of(lambda: browser.get(at("publish", SLUG)))) <= MOST_QUERIES
    monkeypatch.setattr(presenters, "MOST_LOOKED_AT", 0)
    said = text_of(browser.get(at("publish", SLUG)))
    assert "Of the 0 who began last, 1 has answered what is not asked any more" in said


def test_each_way_to_publish_says_what_it_means(omar, browser):
    publish_small(omar)
    draft_of(omar, with_question)
    page = text_of(browser.get(at("publish", SLUG)))
    assert "keeps every answer and is asked what is new" in page
    assert "finishes it as it was" in page


def test_the_list_of_forms_says_whether_a_draft_is_what_is_published(omar, browser):
    def listed() -> str:
        page = browser.get(reverse("studio:forms"))
        assert at("versions", SLUG) in {link.attrs["href"] for link in html_of(page).all("a")}
        return text_of(page)

    publish_small(omar)
    draft = draft_of(omar, with_question)
    assert "Draft, last changed by" in listed()
    version = FormVersion.objects.get(form__slug=SLUG)
    FormDraft.objects.update(edited_at=version.published_at)
    assert "As published" in listed()
    assert "Draft, last changed by" not in listed()
    FormDraft.objects.update(edited_at=version.published_at, based_on=None)
    assert "Draft, last changed by" in listed(), "begun from nothing that is published"
    FormDraft.objects.filter(pk=draft.pk).update(based_on=version, edited_at=timezone.now())
    assert "Draft, last changed by" in listed()


def test_the_list_of_forms_leads_to_bringing_in_and_to_the_settings(browser):
    links = {link.attrs["href"] for link in html_of(browser.get(reverse("studio:forms"))).all("a")}
    assert {reverse("studio:import"), reverse("studio:publishing_settings"), reverse("studio:start")} <= links


def test_nobody_chooses_for_the_admin_and_what_must_apply_says_why(omar, browser):
    publish_small(omar)
    draft_of(omar, with_question)
    shown = hidden(browser.get(at("publish", SLUG)))
    page = browser.get(at("publish", SLUG))
    assert not [
        each for each in html_of(page).all("input") if each.attrs.get("type") == "radio" and "checked" in each.attrs
    ]
    assert "Words only" not in text_of(page)
    for said in ({}, {"applies": "must"}, {"applies": "must", "because": "  "}, {"applies": "words"}):
        refused = browser.post(at("publish", SLUG), shown | said)
        assert refused.status_code == 422
    assert FormVersion.objects.count() == 1
    assert browser.post(at("publish", SLUG), shown | {"applies": "must", "because": WHY}).status_code == 302
    listed = text_of(browser.get(at("versions", SLUG)))
    assert WHY in listed
    assert "Version 2" in listed


def test_an_edit_meanwhile_is_told_and_what_was_typed_is_kept(omar, browser):
    publish_small(omar)
    draft = draft_of(omar, with_question)
    shown = hidden(browser.get(at("publish", SLUG)))
    edit(draft, in_other_words)
    late = browser.post(at("publish", SLUG), shown | {"applies": "must", "because": WHY})
    assert late.status_code == 422
    assert "Somebody has edited the draft" in late.content.decode()
    assert WHY in late.content.decode()
    assert hidden(late)["number"] == "1"
    assert FormVersion.objects.count() == 1


def test_what_does_not_compile_says_why_and_has_no_button(omar, browser):
    draft_of(omar, lambda source: source["sections"][0]["questions"][4].update(show_if={"q": "nowhere"}))
    page = browser.get(at("publish", SLUG))
    assert "cannot be published yet" in text_of(page)
    assert "“What kind?”: " in text_of(page)
    assert not hidden(page)


def test_versions_are_compared_saved_and_come_back(omar, browser):
    first = publish_small(omar)
    draft_of(omar, with_question)
    shown = hidden(browser.get(at("publish", SLUG)))
    browser.post(at("publish", SLUG), shown | {"applies": "may_wait"})
    second = FormVersion.objects.get(number=2)
    compared = browser.get(f"{at('compare', SLUG)}?from={second.pk}&to={first.pk}")
    assert "“Do you pay rent?” is new" in text_of(compared)
    assert browser.get(f"{at('compare', SLUG)}?from=x").status_code == 200
    saved = browser.get(at("export_version", SLUG, second.pk))
    assert saved.content.decode() == yaml_of(second.source) == browser.get(at("export_draft", SLUG)).content.decode()
    assert browser.get(at("export_version", SLUG, first.pk)).status_code == 404, "no source was kept of it"
    asked = browser.post(at("restore", SLUG, second.pk))
    assert asked.status_code == 200
    assert browser.post(at("restore", SLUG, second.pk), {"_sure": "yes", "number": "0"}).status_code == 302
    assert FormDraft.objects.get().number == 1
    told = browser.post(at("restore", SLUG, second.pk), {"_sure": "yes", "number": "0"})
    assert told["Location"] == at("versions", SLUG)
    assert len(queries_of(lambda: browser.get(at("versions", SLUG)))) <= MOST_QUERIES


def test_what_is_wrong_with_a_form_is_said_of_its_labels_and_not_of_their_keys(omar, browser):
    def shown_if(**test: str):
        return lambda source: source["sections"][0]["questions"][4].update(show_if={"q": "has_pets", **test})

    draft = draft_of(omar, lambda source: source["sections"][0]["questions"][3].update(evidence=["gone"]))
    assert "“Do you have pets?”: evidence gone is not in the form's list" in text_of(browser.get(at("publish", SLUG)))
    edit(draft, lambda source: source["sections"][0]["questions"][3].pop("evidence"))
    edit(draft, shown_if(op="like", value="yes"))
    page = text_of(browser.get(at("publish", SLUG)))
    assert '“What kind?”: the test on "Do you have pets?" has an unknown operator' in page


def upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("form.yaml", text.encode())


def test_a_file_becomes_a_draft_and_a_taken_name_is_asked_about(omar, browser):
    text = yaml_of(changed(with_question))
    assert browser.post(at("import"), {"file": upload(text), "where": "Ashdale"})["Location"] == at("publish", SLUG)
    taken = browser.post(at("import"), {"file": upload(text), "where": "Ashdale"})
    assert taken.status_code == 422
    assert "You have a form called small-form already" in taken.content.decode()
    other = browser.post(at("import"), {"file": upload(text), "where": "Ashdale", "into": "new"})
    assert other["Location"] == at("publish", "a-small-form")
    assert "from Ashdale" in text_of(browser.get(at("publish", "a-small-form")))


def test_a_draft_gives_way_to_a_file_only_as_it_was_shown_beside_it(omar, browser):
    publish_small(omar)
    draft = draft_of(omar, with_question)
    given = {"where": "Ashdale", "into": "draft"}
    text = yaml_of(changed(in_other_words))

    def bring(seen: str):
        return browser.post(at("import"), {"file": upload(text), "seen": seen} | given)

    def seen_on(response) -> str:
        [box] = [each for each in html_of(response).all("input") if each.attrs.get("name") == "seen"]
        return box.attrs["value"]

    def fish_too(source) -> None:
        source["title"] = "Fish too"

    def kept() -> FormDraft:
        return FormDraft.objects.get(form__slug=SLUG)

    asked = bring("")
    page = text_of(asked)
    assert (asked.status_code, kept().source) == (422, draft.source), "nobody has looked at what would go"
    for words in ("What is in the draft now", "Omar", "What your file would change in it", "Are there pets at home?"):
        assert words in page
    assert at("export_draft", SLUG) in asked.content.decode()
    seen = seen_on(asked)
    edit(draft, fish_too)
    clash = bring(seen)
    assert clash.status_code == 409
    assert ("Fish too" in text_of(clash), "Fish too" in str(kept().source)) == (True, True)
    assert bring(seen.replace(SLUG, "another")).status_code == 409, "what was shown was another form's"
    assert bring(seen_on(clash)).status_code == 302
    assert "Fish too" not in str(kept().source)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "no YAML"), ("x" * 5_000_000, "longer than"), ("slug: x", "sections"),
        ("slug: <script>alert(1)</script>", "script"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_form_is_refused_in_words(browser, text, words):
    refused = browser.post(at("import"), {"file": upload(text), "where": "Ashdale"})
    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert "<script>alert" not in refused.content.decode()
    assert "Ashdale" in refused.content.decode()
    assert not FormDraft.objects.exists()


def test_a_post_of_nothing_is_refused_on_every_page(omar, browser):
    publish_small(omar)
    draft_of(omar, with_question)
    for address in (at("publish", SLUG), at("import"), at("publishing_settings")):
        assert browser.post(address, {}).status_code == 422


def test_a_second_person_is_a_setting_and_approves_on_the_page(omar, browser, calderbrook):
    assert browser.post(at("publishing_settings"), {}).status_code == 422
    assert browser.post(at("publishing_settings"), {"second_person": "yes"}).status_code == 302
    draft_of(omar)
    page = browser.get(at("publish", SLUG))
    assert "must agree before" in text_of(page)
    assert "I agree" not in text_of(page), "who edited it cannot"
    refused = browser.post(at("publish", SLUG), hidden(page) | {"applies": "may_wait"})
    assert "A second person has to agree first" in refused.content.decode()
