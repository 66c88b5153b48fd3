"""Sound and films go along with a form: out of one council in a file, and into another through the same checks."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.tenancy import council_scope
from formspec.actions import keeping_media
from formspec.models import Form, FormMedium
from formspec.rules.media import SOUND, CleanMedium
from formspec.rules.sources.packed import files_named, pack, unpack
from formspec.rules.sources.yaml_text import yaml_of
from studio.models import FormDraft
from tests.claims.making import publish_small
from tests.formspec.films import CAPTIONS, film, tone
from tests.people import browser_of
from tests.studio.making import small_form
from tests.studio.media.test_views import add_film, add_sound, with_page_keys
from tests.studio.publishing.drafting import SLUG, draft_of

IMPORT = "/staff/studio/import/"


@pytest.fixture
def packed(omar) -> bytes:
    """The file of a form with a recording and a film of its own."""
    publish_small(omar)
    draft_of(omar, with_page_keys)
    browser = browser_of(omar)
    assert b"zip file" not in browser.get(reverse("studio:publish", args=[SLUG])).content
    add_sound(browser)
    add_film(browser)
    assert (
        "with its sound and films as a zip file" in browser.get(reverse("studio:publish", args=[SLUG])).content.decode()
    )
    page = browser.get(reverse("studio:pack_draft", args=[SLUG]))
    assert page["Content-Type"] == "application/zip"
    return page.content


def bring(browser, data: bytes, **more):
    file = SimpleUploadedFile("form.zip", data)
    return browser.post(IMPORT, {"file": file, "where": "Calderbrook", "into": "", **more})


def test_the_form_in_it_is_the_file_that_is_exported_alone(packed, omar):
    alone = browser_of(omar).get(reverse("studio:export_draft", args=[SLUG])).content
    found = unpack(packed)
    assert found.text == alone
    assert found.media.keys() == files_named(FormDraft.objects.get(form__slug=SLUG).source)
    assert len(found.media) == 3


def test_it_comes_into_another_council_with_all_that_it_names_made_anew(packed, sian):
    with council_scope(sian.council.pk):
        assert bring(browser_of(sian), packed).url == reverse("studio:publish", args=[SLUG])
        source = FormDraft.objects.get(form__slug=SLUG).source
        kept = {row.name: bytes(row.content) for row in FormMedium.objects.all()}
        assert files_named(source) == kept.keys()
        for name, content in kept.items():
            assert CleanMedium(name.rpartition(".")[2], content).name == name
        pictures = {name for name in kept if not name.endswith(SOUND)}
        assert pictures <= unpack(packed).media.keys(), "a film that was clean stays what it was"
        (sound,) = kept.keys() - pictures
        assert kept[sound] not in unpack(packed).media.values()


def test_what_the_council_has_already_is_not_made_again_and_the_name_of_the_form_is_a_choice(packed, omar):
    before = set(FormMedium.objects.values_list("name", flat=True))
    browser = browser_of(omar)
    asked = bring(browser, packed)
    assert asked.status_code == 422
    assert "Say what becomes of it" in asked.content.decode()
    assert bring(browser, packed, into="new").status_code == 302
    assert set(FormMedium.objects.values_list("name", flat=True)) == before
    assert Form.objects.count() == 2
    bring(browser, packed, into="draft", seen=f"{SLUG}:{FormDraft.objects.get(form__slug=SLUG).number}")
    again = browser.get(reverse("studio:pack_draft", args=[SLUG])).content
    assert again == packed, "the round trip is byte-equal"


def hostile(content: bytes, ending: str = SOUND) -> bytes:
    """A form that names a file by what is in it, which is not what its name says."""
    medium = CleanMedium(ending, content)
    source = small_form()
    source["sections"][0]["questions"][0]["audio"] = {"en": {"file": medium.name, "transcript": "Hello"}}
    return pack(yaml_of(source), {medium.name: content})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<script>alert(1)</script>", "This is not an MP3 or WAV file"),
        (b"ID3" + b"\0" * 6_000_000, "The recording must be smaller than 5 MB"),
        (b"", "The file is empty"),
    ],
)
def test_files_that_no_upload_would_be_taken_of_are_refused_by_name_and_nothing_is_kept(omar, content, words):
    page = bring(browser_of(omar), hostile(content))
    assert page.status_code == 422
    assert f"{CleanMedium(SOUND, content).name}: {words}" in page.content.decode()
    assert not FormMedium.objects.exists()
    assert not Form.objects.exists()


def test_files_that_the_form_does_not_name_are_left_and_room_is_counted(omar, monkeypatch):
    stray = CleanMedium("vtt", CAPTIONS)
    data = pack(yaml_of(small_form()), {stray.name: CAPTIONS, CleanMedium("mp4", film()).name: film()})
    assert bring(browser_of(omar), data).status_code == 302
    assert not FormMedium.objects.exists()
    monkeypatch.setattr(keeping_media, "MOST_OF_A_COUNCIL", 100)
    page = bring(browser_of(omar), hostile(tone()), into="draft", seen=f"{small_form()['slug']}:0")
    assert "There is no room for more sound and films" in page.content.decode()
    assert not FormMedium.objects.exists()
    page = bring(browser_of(omar), b"PK\x03\x04" + b"x" * 50)
    assert "cannot be opened" in page.content.decode()
