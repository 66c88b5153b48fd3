"""An admin who means harm: whatever they write in the studio is text wherever it is read, or refused at once."""

from __future__ import annotations

import copy
import io
import itertools
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from claims.actions.answering import start_claim
from claims.models import ClaimPdf
from formspec.actions.keeping_media import keep_media
from formspec.actions.opening import opening_values, save_opening
from formspec.actions.publishing import Change
from formspec.models import Form, FormMedium, FormVersion
from formspec.rules.media import SOUND, CleanMedium
from formspec.rules.media.captions import clean_captions
from formspec.rules.media.film import clean_film
from formspec.rules.sources.yaml_text import yaml_of
from notifications.wording.actions import set_words
from studio import urls
from studio.actions.editing import edit_draft
from studio.languages.rules import texts_of
from studio.models import FormDraft
from studio.publishing.actions import import_source, publish_draft
from studio.rules.finding import all_of, pages_of, question_of
from studio.trying.actions.trying import save_typed
from tests.claims.browsing import html_of
from tests.claims.making import make_statuses
from tests.claims.sent import ANSWERS, SOURCE
from tests.core.html_tree import tree
from tests.drawing import draw
from tests.formspec.films import film
from tests.people import browser_of
from tests.security.test_markup import EVERYTHING, PAYLOADS, assert_inert, everywhere
from tests.studio.test_operations import MOST_CALLS, calls_counted

SLUG = SOURCE["slug"]
MOST_OF_A_LINE, MOST_OF_WORDS = 250, 2000
SCRIPT = "<script>alert(1)</script>"
HARM = "<script>alert(1)</script> <img src=x onerror=alert(1)>"


def in_lines() -> Iterator[str]:
    """The payloads, as many together as a line has room for."""
    line = ""
    for payload in PAYLOADS:
        if len(line) + len(payload) >= MOST_OF_A_LINE:
            yield line
            line = ""
        line = f"{line} {payload}".strip()
    yield line


LINES = list(in_lines())
WORDS = EVERYTHING[:MOST_OF_WORDS]


@pytest.fixture(autouse=True)
def empty_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


def sound_and_film(by) -> dict[str, str]:
    """The names of a recording, a film and captions that have markup in them."""
    captions = clean_captions(f"WEBVTT\n\n00:00.000 --> 00:02.500\n{HARM}\n".encode())
    media = [CleanMedium(SOUND, b"ID3 of a test"), clean_film(film()), captions]
    keep_media(media=media, by=by)
    return dict(zip(("sound", "film", "captions"), (each.name for each in media), strict=True))


def harm_done(by) -> None:
    """Every text of the form, by the studio's own operations."""
    lines = itertools.cycle(LINES)

    def do(operation: str, **parameters: Any) -> None:
        edit_draft(slug=SLUG, operation=operation, parameters=parameters, by=by)

    media = sound_and_film(by)
    source = copy.deepcopy(FormDraft.objects.get().source)
    long = {"who_it_is_for": WORDS, "before_you_start": PAYLOADS, "after_you_send": PAYLOADS}
    do("change_words", words={"title": next(lines), "short_title": next(lines), **long})
    for section in source["sections"]:
        do("change_section", key=section["key"], title=next(lines), intro=WORDS)
    for page in pages_of(source):
        do("rename_page", key=page["key"], title=next(lines))
    for question, _section, _group in all_of(source):
        settings = {"label": next(lines), "hint": WORDS, "why_we_ask": WORDS, "guidance": EVERYTHING, "short": HARM}
        if "statements" in question:
            settings["statements"] = PAYLOADS
        if "rows" in question:
            settings["rows"] = {"row_title": "{pet_name} " + next(lines)[:200], "called": HARM}
        do("change_question", key=question["key"], settings=settings)
    for label, kind in (("Which colour?", "choice"), ("Anything of these?", "multi_choice")):
        do("add_question", page=last_page(), label=label, type=kind)
    for key in ("which_colour", "anything_of_these"):
        do("change_question", key=key, settings={"label": next(lines)})
        do("rename_option", key=key, value="yes", label=next(lines))
        do("add_option", key=key, label=next(lines))
    harm_around(do, next(lines), media)


def last_page() -> str:
    """The key of the page before the one that is signed."""
    return [page["key"] for page in pages_of(FormDraft.objects.get().source)][-2]


def harm_around(do: Any, line: str, media: dict[str, str]) -> None:
    """What stands around the questions: conditions, the eligibility check, sound, film, translations, examples."""
    has_pets = {"q": "has_pets", "op": "equals", "value": "yes"}
    do("add_named", name=line, tests=[has_pets])
    [named] = FormDraft.objects.get().source["conditions"]
    do("set_condition", on="question", key="which_colour", tests=[{"named": named["key"]}, has_pets], how="any")
    do("add_eligibility_question", label=line, choices=[line, HARM])
    [asked] = FormDraft.objects.get().source["eligibility"]["questions"]
    do(
        "change_eligibility_question", key=asked["key"], label=line, choices=[line, HARM],
        may_not=[asked["options"][0]["value"]], because=WORDS,
    )  # fmt: skip
    do("change_eligibility", intro=WORDS, fine=WORDS)
    for language in ("en", "cy"):
        do("set_sound", key="name", language=language, file=media["sound"], transcript=EVERYTHING)
    do("set_film", key="name", file=media["film"], captions=media["captions"], transcript=EVERYTHING)
    label = next(all_of(FormDraft.objects.get().source))[0]["label"]
    do("set_translations", language="cy", translations={label: line})
    do("set_translations", language="ar", translations={label: line})
    do("change_question", key="name", settings={"label": f"{SCRIPT} again"})
    do("set_signature", shows=["story"], question="has_pets", answer="yes")
    example = {"name": line, "today": "2026-11-30", "answers": {"story": WORDS}, "expect": {"shown": ["pets"]}}
    do("add_example", example=example)


# A question of each kind that the studio draws in its own way.
SOME = ("name", "pets", "pet_name", "which_colour", "declaration")


def addresses(source: dict[str, Any]) -> dict[str, list[list[str]]]:
    """By the names of the studio's addresses, what they are about in this form."""
    pages = [page["key"] for page in pages_of(source)]
    options = [["which_colour", option["value"]] for option in question_of(source, "which_colour")["options"]]
    sections = [section["key"] for section in source["sections"]]
    [named], [asked] = source["conditions"], source["eligibility"]["questions"]
    of_form = (
        "map", "delete", "words", "signature", "add_section", "named_list", "eligibility", "eligibility_words", "try",
        "add_eligibility_question", "languages", "form_settings", "opening", "close", "publish", "versions", "compare",
        "try_check", "examples",
    )  # fmt: skip
    return {
        **{name: [[]] for name in of_form},
        **{name: [[key] for key in sections] for name in ("section", "add_page")},
        **{name: [[key] for key in pages] for name in ("page", "add_question", "bank", "try_page")},
        **{name: [[key] for key in SOME] for name in ("question", "question_type", "question_media")},
        "name_condition": [["which_colour"]],
        "add_field": [["pets"]],
        "add_option": [["which_colour"]],
        "option": options,
        "option_condition": options,
        "condition": [*(["question", key] for key in SOME), *(["section", key] for key in sections)],
        "named": [[named["key"]]],
        "named_condition": [[named["key"]]],
        "eligibility_question": [[asked["key"]]],
        "remove_eligibility_question": [[asked["key"]]],
        **{name: [["cy"], ["ar"]] for name in ("language", "bring_translations")},
        "language_part": [[code, part.key] for code in ("cy", "ar") for part in texts_of(source, code)],
        "remove_media": [],
        "try_row": [],
        "restore": [],
    }


# Addresses that need no form, those of files, and those that only take something.
WITHOUT_FORM = ("forms", "start", "media", "import", "publishing_settings")
FILES = ("export_version", "export_draft", "pack_version", "pack_draft", "translations")
FRAMES = ("try_beside",)
ONLY_POST = (
    "begin", "move", "undo", "remove", "remove_unused_media", "add_sound", "speak", "add_film", "approve", "try_again",
    "remove_example",
)  # fmt: skip
# Where a version that is published is read about.
OF_VERSIONS = ("publish", "versions", "compare")


def studio_pages(browser, source: dict[str, Any], version: FormVersion) -> Iterator[tuple[str, HttpResponse]]:
    """Every page of the studio about the form: (where, response)."""

    def at(name: str, *args: str) -> str:
        return reverse(f"studio:{name}", args=[SLUG, *args])

    for name in WITHOUT_FORM:
        yield name, browser.get(reverse(f"studio:{name}"))
    for name, every in addresses(source).items():
        for args in every:
            yield f"{name} {args}", browser.get(at(name, *args))
    named = source["conditions"][0]["key"]
    for ask in ("q:has_pets", f"named:{named}", "q:which_colour"):
        yield f"condition on {ask}", browser.get(f"{at('condition', 'question', 'anything_of_these')}?ask={ask}")
    yield "bank, searched", browser.get(f"{at('bank', last_page())}?q={SCRIPT}")
    yield "examples, run", browser.get(f"{at('examples')}?run=1")
    yield "tried in Arabic", browser.get(f"{at('try_page', last_page())}?in=ar")
    yield "remove sound", browser.get(f"{at('remove_media', 'name')}?what=en")
    yield "row", browser.get(at("try_row", row_page(source), "1"))
    for what in ("question:has_pets", f"named:{named}", "option:which_colour:yes", "section:you"):
        yield f"remove {what}", browser.post(at("remove"), {"remove": what})
    for key in ("name", "pets"):
        yield f"wrong {key}", browser.post(at("question", key), {"label": "", "hint": EVERYTHING, "guidance": HARM})
    yield "wrong words", browser.post(at("words"), {"title": HARM * 9, "who_it_is_for": EVERYTHING})
    yield "wrong part", browser.post(at("add_question", last_page()), {"label": SCRIPT, "type": "<b>"})
    yield "wrong recording", browser.post(at("add_sound", "name"), {"language": SCRIPT, "transcript": EVERYTHING})
    sheet = f'id,translation,seen,language\r\na,b,c,"{SCRIPT}"\r\n'.encode()
    yield "wrong sheet", browser.post(at("bring_translations", "cy"), {"file": SimpleUploadedFile("w.csv", sheet)})
    yield "remove example", browser.post(at("remove_example"), {"name": source["tests"][0]["name"]})
    yield "restore", browser.post(at("restore", str(version.pk)))
    yield "wrong reason", browser.post(at("publish"), {"applies": SCRIPT, "because": EVERYTHING})
    yield "history", browser.get(reverse("council:history"))


def row_page(source: dict[str, Any]) -> str:
    """The page of the pets."""
    return next(page["key"] for page in pages_of(source) if "pets" in page["questions"])


def publish(by, change: Change) -> FormVersion:
    current = FormVersion.objects.filter(form__slug=SLUG, state=FormVersion.State.PUBLISHED).first()
    draft = FormDraft.objects.get(form__slug=SLUG)
    change = Change(change.applies, change.because, change.because_cy, despite=HARM)
    onto = current.pk if current else None
    return publish_draft(slug=SLUG, number=draft.number, onto=onto, change=change, by=by)


@pytest.fixture
def begun(omar):
    """The form as a draft, with papers."""
    make_statuses()
    source = copy.deepcopy(SOURCE) | {"evidence": [{"id": "identity", "name": HARM}]}
    source["sections"][0]["questions"][0]["evidence"] = ["identity"]
    return import_source(source=source, where=HARM, into="", by=omar)


MUST = Change(FormVersion.Applies.MUST, HARM, HARM)


@pytest.mark.slow
@pytest.mark.usefixtures("begun")
def test_whatever_an_admin_writes_is_text_in_the_studio(omar):
    first, browser = publish(omar, Change(FormVersion.Applies.MAY_WAIT)), browser_of(omar)
    harm_done(omar)
    save_typed(slug=SLUG, answers={("has_pets", ""): "yes", ("pets", ""): ["1"]}, page=last_page(), by=omar)
    form = Form.objects.get(slug=SLUG)
    save_opening(slug=SLUG, values=opening_values(form) | {"reason": HARM, "reason_cy": HARM}, by=omar)
    source = FormDraft.objects.get().source
    walked = {*addresses(source), *WITHOUT_FORM, *FILES, *FRAMES, *ONLY_POST}
    assert {pattern.name for pattern in urls.urlpatterns} == walked
    seen = {where for where, response in studio_pages(browser, source, first) if is_inert(where, response)}
    assert len(seen) > 50, "the payloads were there, as text"
    assert {"publish []", "opening []", "examples, run", "row", "history", "question_media ['name']"} <= seen
    publish(omar, MUST)
    for name in OF_VERSIONS:
        assert is_inert(name, browser.get(reverse(f"studio:{name}", args=[SLUG])))
    beside = tree(browser.get(reverse("studio:try_beside", args=[SLUG])).content.decode())
    assert len(beside.all("iframe")) == 2
    assert all(frame.attrs["src"].startswith("/staff/studio/") for frame in beside.all("iframe"))
    assert all("nonce" in script.attrs for script in beside.all("script"))


def is_inert(where: str, response: HttpResponse) -> bool:
    """Whether a payload stands on a page, as text; fails where it is more than that."""
    assert response.status_code in (200, 409, 422), f"{where}: {response.status_code}"
    assert_inert(html_of(response))
    return "alert(1)" in response.content.decode()


@pytest.mark.slow
@pytest.mark.usefixtures("begun")
def test_whatever_an_admin_publishes_is_text_for_residents_at_the_desk_in_mail_and_on_paper(omar, alice, aisha):
    publish(omar, Change(FormVersion.Applies.MAY_WAIT))
    part_way = start_claim(slug=SLUG, language="en-gb", by=alice)
    harm_done(omar)
    for language in ("en-gb", "cy"):
        set_words(
            template="claim_submitted", language=language, subject=HARM[:100], body=f"{{council}} {HARM}", by=omar
        )
    version = publish(omar, MUST)
    moved = browser_of(alice).get(reverse("claims:task_list", args=[part_way.public_id]))
    assert SCRIPT in html_of(moved).text, "why it has changed"
    assert_inert(html_of(moved))
    before = browser_of(alice).get(reverse("claims:start", args=[SLUG]))
    assert_inert(html_of(before))
    seen = 0
    for name, response in everywhere(alice, aisha, version.spec, ANSWERS | {"story": "x"}, ("Rex", "Mog")):
        assert response.status_code in (200, 422) or name.endswith("wrong"), name
        assert_inert(html_of(response))
        seen += "alert(1)" in response.content.decode()
    assert seen > 10, "the payloads were there, as text"
    paper = ClaimPdf.objects.get()
    draw(paper)
    paper.refresh_from_db()
    read = pypdf.PdfReader(io.BytesIO(paper.content))
    assert "alert(1)" in "".join(page.extract_text() for page in read.pages), "as text"
    links = [note.get_object() for page in read.pages for note in page.get("/Annots", ())]
    assert not [link for link in links if "x.example" in str(link) or "javascript" in str(link).lower()]
    assert not {"/OpenAction", "/AA", "/JavaScript"} & read.trailer["/Root"].keys()
    captions = FormMedium.objects.get(name__endswith=".vtt").name
    answer = browser_of(alice).get(reverse("formspec:medium", args=[captions]))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("text/vtt", "nosniff")


@pytest.mark.slow
def test_a_file_with_the_same_is_text_too_and_names_nothing_that_is_harmful(omar, begun):
    harm_done(omar)
    text, browser = yaml_of(FormDraft.objects.get().source), browser_of(omar)
    posted = {"file": SimpleUploadedFile("a.yaml", text.encode()), "where": HARM, "into": "new"}
    answer = browser.post(reverse("studio:import"), posted, follow=True)
    assert answer.redirect_chain
    assert_inert(html_of(answer))
    assert SCRIPT in html_of(answer).text
    taken = FormDraft.objects.exclude(form=begun.form).get()
    assert yaml_of(taken.source | {"slug": SLUG}) == text


def test_where_a_file_names_something_it_has_no_words_of_its_own(omar):
    browser = browser_of(omar)
    for path, where in NAMED.items():
        source = copy.deepcopy(SOURCE)
        where(source)
        file = SimpleUploadedFile("<img src=x onerror=alert(1)>.yaml", yaml_of(source).encode())
        answer = browser.post(reverse("studio:import"), {"file": file, "where": "x", "into": "new"})
        assert answer.status_code == 422, path
        assert_inert(html_of(answer))
    assert not FormDraft.objects.exists()


def _first(source: dict[str, Any], **more: Any) -> None:
    source["sections"][0]["questions"][0].update(more)


NAMED = {
    "slug": lambda source: source.update(slug=HARM),
    "kind": lambda source: source.update(kind=HARM),
    "section": lambda source: source["sections"][0].update(key=HARM),
    "key": lambda source: _first(source, key=HARM),
    "type": lambda source: _first(source, type=HARM),
    "fact": lambda source: _first(source, fact=HARM),
    "check": lambda source: _first(source, validation="(a+)+$"),
    "sound": lambda source: _first(source, audio={"en": {"file": "//x.example/a.mp3", "transcript": "x"}}),
    "film": lambda source: _first(source, video={"file": HARM, "captions": "a.vtt", "transcript": "x"}),
    "language": lambda source: source.update(translations={HARM: {"A full form": "x"}}),
    "style": lambda source: _first(source, style="position:fixed"),
    "outside": lambda source: _first(source, outside="https://x.example/"),
}


def nested(depth: int) -> str:
    return "show_if: " + "{not: " * depth + "{q: a}" + "}" * depth


MONSTERS = {
    "depth 10,000": nested(10_000),
    "lists in lists": "a: " + "[" * 10_000 + "]" * 10_000,
    "references": "\n".join(["a0: &a0 [x, x]", *(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}, *a{n}]" for n in range(30))]),
    "five megabytes": "title: " + "a" * 5_000_000,
    "five megabytes in many letters": "title: " + "é" * 5_000_000,
    "a long number": "estimated_minutes: " + "9" * 100_000,
    "a pattern": "validation: " + "(a+)+$" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monstrous_file_is_refused_without_much_work(omar, name):
    browser = browser_of(omar)
    browser.get(reverse("studio:import"))
    file = SimpleUploadedFile("a.yaml", MONSTERS[name].encode())
    with calls_counted() as number:
        answer = browser.post(reverse("studio:import"), {"file": file, "where": "x", "into": "new"})
    assert answer.status_code == 422
    assert sum(number) < MOST_CALLS
    assert len(answer.content) < 100_000
    assert not FormDraft.objects.exists()
