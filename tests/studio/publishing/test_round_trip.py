"""A form that has everything a form can have goes to a file and comes back: the same bytes, the same version."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formspec.actions.keeping_media import keep_media
from formspec.actions.publishing import Change
from formspec.models import Form, FormSource, FormVersion
from formspec.rules.media import CAPTIONS, FILM, SOUND, CleanMedium
from formspec.rules.sources.own_form import compile_own, library_copy, with_page_keys
from formspec.rules.sources.yaml_text import read_source, sha256_of, yaml_of
from studio.models import FormDraft
from studio.publishing.actions import import_source, publish_draft
from tests.people import browser_of
from tests.studio.making import small_form

RENTS = {"q": "rents", "op": "equals", "value": "yes"}
MEDIA = [CleanMedium(ending, b"of a test") for ending in (SOUND, FILM, CAPTIONS)]
HEARD, WATCHED, CAPTIONED = (medium.name for medium in MEDIA)
WAITS = Change(FormVersion.Applies.MAY_WAIT)
# What has broken files of this kind: line ends of all kinds, what YAML would read as something else than words, and
# letters of other scripts.
AWKWARD = [
    "no", "1e3", "2026-11-30", "null", "~", "- a", "a: b", "a #b", "'", '"', "{a}", "[a", "&a", "*a", "!a", "%a", "@a",
    "a\nb", "a\n\nb\n", " a ", "a\tb", "a\r\nb", "a\u0085b", "a\u2028b", "\ufeffa", "a\u200fb", "مرحبا", "🏠",
    "a  b" * 40, "a \n b", "\n a", "a\n ", "x" * 240, "...", "---", "|", ">", "é e\u0301",
]  # fmt: skip


def audio(words: str) -> dict[str, Any]:
    return {"en": {"file": HEARD, "transcript": words, "of": "0" * 24}, "cy": {"file": HEARD, "transcript": words}}


def _on_question(name: str, value: Any, source: dict[str, Any]) -> None:
    source["sections"][0]["questions"][0][name] = value


def _eligibility(words: str) -> dict[str, Any]:
    options = [{"value": "a", "label": words}, {"value": "b", "label": "B"}]
    asked = {"key": "where", "label": words, "type": "choice", "options": options, "may_not": ["a"], "because": words}
    return {"intro": words, "fine": words, "questions": [asked, {"key": "well", "label": "Well?", "type": "yes_no"}]}


def _example(words: str) -> dict[str, Any]:
    expected = {"shown": ["landlord"], "papers": [], "errors": []}
    return {"name": words, "today": "2026-11-30", "answers": {"rents": "yes", "more": words}, "expect": expected}


# What a form can have beside its questions: the words are put wherever words can stand in it.
PARTS = {
    "eligibility": lambda source, words: source.update(eligibility=_eligibility(words)),
    "an example": lambda source, words: source.update(tests=[_example(words)]),
    "a paper": lambda source, words: source.update(evidence=[{"id": "lease", "name": words, "unless": {"not": RENTS}}]),
    "a condition": lambda source, words: source.update(conditions=[{"key": "renter", "name": words, "when": RENTS}]),
    "a signature": lambda source, _words: source.update(second_signature={"when": RENTS, "shows": ["more"]}),
    "a target": lambda source, words: source.update(
        decide_within={"days": 14, "unit": "working_days", "begins": "complete", "law": words}
    ),
    "sound": lambda source, words: _on_question("audio", audio(words), source),
    "a film": lambda source, words: _on_question(
        "video", {"file": WATCHED, "captions": CAPTIONED, "transcript": words}, source
    ),
    "help": lambda source, words: _on_question("guidance", words, source),
    "languages": lambda source, words: source.update(
        translations={"cy": {"Do you rent?": words}, "ar": {"Do you rent?": words, "Rooms": "غرف"}},
        outdated={"ar": {"More": words}},
    ),
    "a copy": lambda source, _words: _on_question(
        "copied_from", {"form": "housing-benefit", "key": "rents", "words": "0" * 24}, source
    ),
    "words": lambda source, words: source.update(
        title=words, who_it_is_for=words, note=words, before_you_start=[words, words], after_you_send=[words]
    ),
}


def form_with(parts: list[str], words: str) -> dict[str, Any]:
    source = copy.deepcopy(small_form())
    for part in parts:
        PARTS[part](source, words)
    return source


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(list(PARTS)), unique=True),
    st.sampled_from(AWKWARD) | st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=80),
)
def test_whatever_a_form_has_its_file_is_read_as_what_was_written(parts, words):
    source = form_with(parts, words)
    text = yaml_of(source)
    again = read_source(text.encode().decode())
    assert again == source
    assert yaml_of(again) == text


@pytest.mark.parametrize("words", AWKWARD)
def test_of_a_form_with_everything_every_awkward_word_comes_back(words):
    source = form_with(list(PARTS), words)
    again = read_source(yaml_of(source))
    assert again == source
    assert compile_own(again) == compile_own(source)


def publish(form: Form, by) -> FormVersion:
    current = FormVersion.objects.filter(form=form, state=FormVersion.State.PUBLISHED).first()
    draft = FormDraft.objects.get(form=form)
    return publish_draft(slug=form.slug, number=draft.number, onto=current.pk if current else None, change=WAITS, by=by)


def bring_in(browser, file: bytes) -> None:
    draft = FormDraft.objects.select_related("form").get()
    seen = f"{draft.form.slug}:{draft.number}"
    posted = {"file": SimpleUploadedFile("form.yaml", file), "where": "Ourselves", "into": "draft", "seen": seen}
    answer = browser.post(reverse("studio:import"), posted)
    assert answer.status_code == 302, answer.content.decode()


FORMS = {
    "everything": lambda: form_with(list(PARTS), "An answer: “yes”\n\n- or no #1"),
    "everything, in another script": lambda: form_with(list(PARTS), "مرحبا"),
    "nothing": small_form,
    "of the library": lambda: library_copy("hb-ctr-combined"),
    "of the library, for everything": lambda: library_copy("check-what-you-can-get"),
}


@pytest.mark.parametrize("name", FORMS)
def test_published_exported_brought_in_and_published_it_is_the_same(omar, name):
    source, browser = with_page_keys(FORMS[name]()), browser_of(omar)
    keep_media(media=MEDIA, by=omar)
    form = import_source(source=source, where="A test", into="", by=omar).form
    first = publish(form, omar)
    file = browser.get(reverse("studio:export_version", args=[form.slug, first.pk])).content
    other = source | {"title": "Another form"}
    import_source(source=other, where="A test", into="draft", number=0, by=omar)
    assert publish(form, omar).sha256 != first.sha256
    bring_in(browser, file)
    assert FormDraft.objects.get(form=form).copied_from["sha256"] == sha256_of(file.decode())
    third = publish(form, omar)
    assert (third.number, third.sha256) == (3, first.sha256)
    assert third.spec == first.spec
    again = browser.get(reverse("studio:export_version", args=[form.slug, third.pk])).content
    assert again == file
    assert browser.get(reverse("studio:export_draft", args=[form.slug])).content == file
    kept = FormSource.objects.get(version=third).content
    assert kept == source
