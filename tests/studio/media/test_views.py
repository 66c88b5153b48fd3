"""Sound and films of questions: from the admin's page to the resident's, and no longer kept than they are used."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.actions.answering import start_claim
from formspec.actions import speaking
from formspec.actions.publishing import Change
from formspec.models import FormMedium, FormVersion
from studio.actions.editing import edit_draft, undo_edit
from studio.media import actions
from studio.media.actions import remove_unused_media
from studio.media.readers import media_in_use
from studio.models import DraftEdit, FormDraft
from studio.publishing.actions import NotReady, publish_draft
from studio.rules.finding import question_of
from tests.claims.making import publish_small
from tests.claims.test_page_queries import queries_of
from tests.formspec.films import CAPTIONS, film, tone
from tests.people import browser_of
from tests.studio.publishing.drafting import SLUG, draft_of

KEY, SAID = "name", "Write your **full** name."


def with_page_keys(source) -> None:
    """The keys that the studio gives to pages; and one text in Welsh."""
    source["translations"] = {"cy": {"A small form": "Ffurflen fach"}}
    for page in source["sections"][0]["pages"]:
        page["key"] = page["title"].lower().replace(" ", "-")


@pytest.fixture
def browser(omar):
    publish_small(omar)
    draft_of(omar, with_page_keys)
    return browser_of(omar)


def url(name: str, *args: str) -> str:
    return reverse(f"studio:{name}", args=[SLUG, KEY, *args])


def question() -> dict:
    return question_of(FormDraft.objects.get(form__slug=SLUG).source, KEY)


def said(page) -> str:
    return " ".join(page.content.decode().split())


def add_sound(browser, **more):
    sound = SimpleUploadedFile("omar at home.wav", tone(), "text/html")
    return browser.post(url("add_sound"), {"language": "en", "sound": sound, "transcript": SAID, **more})


def add_film(browser, **more):
    files = {"film": SimpleUploadedFile("a.mp4", film()), "captions": SimpleUploadedFile("a.vtt", CAPTIONS)}
    return browser.post(url("add_film"), {**files, "transcript": SAID, **more})


def publish(by) -> FormVersion:
    draft = FormDraft.objects.get(form__slug=SLUG)
    onto = FormVersion.objects.get(form__slug=SLUG, state="published").pk
    words = Change("words", "", "")
    return publish_draft(slug=SLUG, number=draft.number, onto=onto, change=words, by=by)


def test_a_recording_goes_from_the_admin_to_the_resident(browser, omar, alice):
    assert url("question_media") in said(browser.get(url("question")))
    assert "Add a recording" in said(browser.get(url("question_media")))
    assert add_sound(browser).status_code == 302
    name = question()["audio"]["en"]["file"]
    assert "omar" not in FormMedium.objects.get(name=name).name
    door = reverse("formspec:medium", args=[name])
    assert f'src="{door}"' in said(browser.get(url("question_media")))
    publish(omar)
    claim = start_claim(slug=SLUG, language="en", by=alice)
    page = said(browser_of(alice).get(reverse("claims:page", args=[claim.public_id, "who-you-are"])))
    assert f'controls preload="none" src="{door}"' in page
    assert "<p>Write your <strong>full</strong> name.</p>" in page
    welsh = said(
        browser_of(alice).get(reverse("claims:page", args=[claim.public_id, "who-you-are"]), HTTP_ACCEPT_LANGUAGE="cy")
    )
    assert door in welsh, "the question stands there in English, so it is heard in English"


def test_a_film_goes_to_the_resident_with_its_captions_and_words(browser, omar, alice):
    assert add_film(browser).status_code == 302
    doors = [reverse("formspec:medium", args=[question()["video"][part]]) for part in ("file", "captions")]
    assert all(door in said(browser.get(url("question_media"))) for door in doors)
    publish(omar)
    claim = start_claim(slug=SLUG, language="en", by=alice)
    page = said(browser_of(alice).get(reverse("claims:page", args=[claim.public_id, "who-you-are"])))
    assert f'<track kind="captions" src="{doors[1]}" default>' in page
    assert doors[0] in page
    assert "<p>Write your <strong>full</strong> name.</p>" in page
    assert [browser_of(alice).get(door)["Content-Type"] for door in doors] == ["video/mp4", "text/vtt"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"sound": SimpleUploadedFile("a.mp3", b"<html>")}, "This is not an MP3 or WAV file."),
        ({"sound": ""}, "Choose the recording"),
        ({"sound": SimpleUploadedFile("a.mp3", b"ID3" + bytes(5 * 1024 * 1024))}, "must be smaller than 5 MB"),
        ({"transcript": " "}, "Write what is said in it, for people who cannot hear it"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
)
def test_what_is_no_recording_is_refused_and_the_words_stay(browser, more, words):
    answer = add_sound(browser, **more)
    assert answer.status_code == 422
    assert words in said(answer)
    assert more.get("transcript") == " " or SAID in said(answer)
    assert "audio" not in question()
    assert not FormMedium.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"film": SimpleUploadedFile("a.mp4", b"<html>")}, "The film could not be opened."),
        ({"captions": SimpleUploadedFile("a.vtt", b"1\n00:01 --> 00:02")}, "This is not a WebVTT file"),
        ({"captions": ""}, "Choose the captions"),
        ({"transcript": ""}, "Write what is said in it, for people who cannot hear it"),
    ],
)
def test_a_film_without_captions_or_words_is_refused(browser, more, words):
    answer = add_film(browser, **more)
    assert answer.status_code == 422
    assert words in said(answer)
    assert "video" not in question()
    assert not FormMedium.objects.exists()


def test_the_speech_program_says_the_words_of_the_draft_and_nobody_hears_other_words(browser, omar):
    answer = browser.post(url("speak"), {"language": "en"}, follow=True)
    assert "Listen to it before you publish." in said(answer)
    sound = question()["audio"]["en"]
    assert sound["transcript"] == "Your full name."
    assert "Out of date" not in said(answer)
    edit_draft(slug=SLUG, operation="change_question", parameters={"key": KEY, "settings": {"hint": "All"}}, by=omar)
    assert "Out of date" in said(browser.get(url("question_media")))
    publish(omar)
    claim = start_claim(slug=SLUG, language="en", by=omar)
    page = said(browser.get(reverse("claims:page", args=[claim.public_id, "who-you-are"])))
    assert sound["file"] not in page
    assert browser.post(url("speak"), {"language": "xx"}).status_code == 404


def test_a_machine_that_cannot_speak_offers_it_not(browser, monkeypatch):
    monkeypatch.setattr(speaking, "SPEECH", "no-such-program")
    assert "Have it spoken" not in said(browser.get(url("question_media")))
    assert browser.post(url("speak"), {"language": "en"}).status_code == 404


def test_sound_and_film_are_removed_after_a_question(browser):
    add_sound(browser)
    add_film(browser)
    for what in ("en", "film"):
        page = said(browser.get(f"{url('remove_media')}?what={what}"))
        assert "Versions that are published keep it." in page
        assert browser.post(url("remove_media"), {"what": what, "_sure": "yes"}).status_code == 302
    assert not {"audio", "video"} & question().keys()
    assert "not in the form any more" in said(
        browser.post(url("remove_media"), {"what": "film", "_sure": "yes"}, follow=True)
    )
    assert browser.get(f"{url('remove_media')}?what=nothing").status_code == 404


@pytest.mark.usefixtures("browser")
def test_what_has_no_words_or_is_not_here_stops_publishing(omar):
    def without_words(source):
        source["sections"][0]["questions"][0]["audio"] = {"en": {"file": f"own-{'0' * 40}.mp3"}}

    draft_of(omar, with_page_keys, without_words)
    with pytest.raises(NotReady):
        publish(omar)
    page = said(browser_of(omar).get(reverse("studio:publish", args=[SLUG])))
    assert "Sound or a film without its words" in page
    assert "Sound or a film that is not here" in page


def test_a_file_stays_as_long_as_anything_names_it(browser, omar):
    add_sound(browser)
    add_film(browser)
    publish(omar)
    for operation, more in (("remove_sound", {"language": "en"}), ("remove_film", {})):
        edit_draft(slug=SLUG, operation=operation, parameters={"key": KEY, **more}, by=omar)
    DraftEdit.objects.all().delete()
    publish(omar)
    assert remove_unused_media(by=omar) == 0, "an earlier version names them"
    page = said(browser.get(reverse("studio:media")))
    assert "Not used" not in page
    assert page.count(reverse("formspec:medium", args=["x"])[:-1] + "own-") == 3


def test_what_nothing_names_is_deleted_and_what_can_be_undone_is_not(browser, omar):
    add_sound(browser)
    edit_draft(slug=SLUG, operation="remove_sound", parameters={"key": KEY, "language": "en"}, by=omar)
    assert remove_unused_media(by=omar) == 0
    number = FormDraft.objects.get(form__slug=SLUG).number
    undo_edit(slug=SLUG, number=number, by=omar)
    assert "audio" in question()
    edit_draft(slug=SLUG, operation="remove_sound", parameters={"key": KEY, "language": "en"}, by=omar)
    DraftEdit.objects.all().delete()
    unused = reverse("studio:remove_unused_media")
    assert "Not used" in said(browser.get(reverse("studio:media")))
    assert "Delete the files that no form uses?" in said(browser.post(unused))
    assert "1 file is deleted." in said(browser.post(unused, {"_sure": "yes"}, follow=True))
    assert not FormMedium.objects.exists()


def test_the_pages_take_few_queries(browser):
    add_sound(browser)
    assert len(queries_of(lambda: browser.get(url("question_media")))) <= 15
    assert len(queries_of(lambda: browser.get(reverse("studio:media")))) <= 15


def test_only_who_manages_forms_adds_removes_and_sees_what_is_used(browser, aisha):
    add_sound(browser)
    asked = {"slug": SLUG, "key": KEY, "transcript": SAID, "by": aisha}
    with pytest.raises(PermissionDenied):
        actions.add_sound(**asked, language="en", data=b"not even looked at")
    with pytest.raises(PermissionDenied):
        actions.add_film(**asked, film=b"not even looked at", captions=b"")
    with pytest.raises(PermissionDenied):
        actions.speak_question(**asked, language="en", pieces=[("en", "Hello")], of="x")
    with pytest.raises(PermissionDenied):
        remove_unused_media(by=aisha)
    with pytest.raises(PermissionDenied):
        media_in_use(aisha)


def test_where_there_is_a_scanner_it_sees_the_file_before_it_is_kept(browser, settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "no-such-scanner")
    for add in (add_sound, add_film):
        assert "could not be checked for viruses" in said(add(browser))
    assert not FormMedium.objects.exists()
