"""Forms read in a language that the site's pages do not speak: every word says in its markup which language it is."""

from __future__ import annotations

import copy
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from accounts.keeping.reading import KEY, PER_NETWORK
from accounts.throttling import seconds_to_wait
from betteroff.demo.claims import answer_everything
from claims.actions.answering import start_claim
from claims.actions.sending import submit_claim
from claims.readers.answer_store import localised_spec
from formspec.actions.publishing import publish_spec
from formspec.models import Form
from formspec.presenters import media
from formspec.presenters.spoken import name_of, spoken_in
from formspec.rules.compile import compile_library_form
from formspec.rules.form_spec import FormSpec
from formspec.rules.translation import other_languages, translatable_texts
from tests.accounts.test_kiosk import machine, wait
from tests.claims.making import make_statuses, small_draft
from tests.people import browser_of

SLUG = "hb-ctr-combined"
# A letter of the language, and what markup has to be careful about.
SIGN, ODD = "ع", "ع <b>\"'&"
VOID = {"meta", "link", "input", "img", "br", "hr", "path", "source", "track"}
# They hold no other elements, so their words stand as they are.
PLAIN = {"title", "option", "script", "template", "textarea"}


class Languages(HTMLParser):
    """Of a page, the words of the language that are not marked as of it, and attributes with markup in them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "en")]
        self.unmarked: list[str] = []
        self.found = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.unmarked += [f"{tag}[{name}]" for name, value in attrs if "<span" in (value or "")]
        if tag not in VOID:
            self.open.append((tag, given.get("lang") or self.open[-1][1]))

    def handle_endtag(self, tag):
        while tag not in VOID and len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, language = self.open[-1]
        if SIGN not in data or tag in PLAIN:
            return
        self.found += 1
        if language != "ar" or "<span" in data:
            self.unmarked.append(data)


def looked_at(markup: str) -> Languages:
    page = Languages()
    page.feed(markup)
    return page


@pytest.fixture
def draft(alice):
    make_statuses()
    document = copy.deepcopy(compile_library_form(SLUG))
    document["translations"]["ar"] = {text: f"{ODD} {text}" for _kind, text in translatable_texts(document)}
    publish_spec(form=Form.objects.create(slug=SLUG, is_open=True), spec=document, by=alice)
    return start_claim(slug=SLUG, language="en-gb", by=alice)


def read_in(browser, language, path="/"):
    return browser.post(reverse("accounts:read_in"), {"language": language, "next": path})


def test_every_page_of_a_form_is_read_in_the_language_that_was_chosen(draft, alice):
    browser = browser_of(alice)
    start, tasks = reverse("claims:start", args=[SLUG]), reverse("claims:task_list", args=[draft.public_id])
    page = browser.get(start).content.decode()
    assert SIGN not in looked_at(page).rawdata.replace("العربيّة", "")
    assert read_in(browser, "ar", start).url == start
    answer_everything(draft, alice)
    pages = [reverse("claims:page", args=[draft.public_id, key]) for key in localised_spec(draft).pages]
    for path in (start, tasks, *pages, reverse("claims:check_answers", args=[draft.public_id])):
        shown = looked_at(browser.get(path).content.decode())
        assert shown.found, path
        assert shown.unmarked == [], path


def test_what_was_sent_is_read_in_it_too(draft, alice):
    browser = browser_of(alice)
    answer_everything(draft, alice)
    submit_claim(public_id=draft.public_id, for_whom="self", by=alice)
    read_in(browser, "ar")
    shown = looked_at(browser.get(reverse("claims:sent", args=[draft.public_id])).content.decode())
    assert shown.found
    assert shown.unmarked == []


def test_what_is_typed_in_the_middle_of_a_page_is_kept_and_the_site_goes_on_in_english(draft, alice):
    browser = browser_of(alice)
    page = reverse("claims:page", args=[draft.public_id, "anything-else"])
    typed = {"_reads_in": "ar", "anything_else": "My words", "_base-anything_else": "0"}
    assert browser.post(page, typed).url == page
    shown = browser.get(page).content.decode()
    assert "My words" in shown
    assert "Save and continue" in shown
    assert 'lang="ar" dir="rtl"' in shown
    read_in(browser, "en-gb")
    assert "<b>" not in browser.get(page).content.decode().replace("&lt;b&gt;", "<b>")


def test_what_is_no_language_changes_nothing_and_leads_nowhere_else(draft, alice):
    browser = browser_of(alice)
    assert read_in(browser, "<script>", "https://elsewhere.example/").url == "/"
    # No address is looked for by the name of a page.
    assert read_in(browser, "ar!", "no such page").url == "no%20such%20page"
    assert SIGN not in browser.get(reverse("claims:task_list", args=[draft.public_id])).content.decode().replace(
        "العربيّة", ""
    )


def test_staff_read_it_in_the_language_of_their_pages(draft, aisha, alice):
    browser = browser_of(aisha)
    read_in(browser, "ar")
    answer_everything(draft, alice)
    sent = submit_claim(public_id=draft.public_id, for_whom="self", by=alice)
    page = browser.get(reverse("casework:staff_claim", args=[sent.reference]))
    assert page.status_code == 200
    assert SIGN not in page.content.decode()
    assert other_languages(localised_spec(sent).data) == ["ar"]


@pytest.mark.parametrize("how", ["signs out", "signs out everywhere", "is idle on a public computer"])
def test_whoever_comes_next_reads_in_the_language_of_the_pages(draft, alice, how):
    browser, start = browser_of(alice), reverse("claims:start", args=[SLUG])
    if how == "is idle on a public computer":
        browser = machine(browser)
        browser.client.force_login(alice.user)
        browser.get("/")
    read_in(browser, "ar")
    assert looked_at(browser.get(start).content.decode()).found > 1
    if how == "signs out":
        browser.post(reverse("accounts:sign_out"))
    elif how == "signs out everywhere":
        browser.post(reverse("accounts:sign_out_everywhere"))
    else:
        wait(browser, 10.1)
        browser.get("/")
    assert KEY not in browser.client.session
    assert "<p" in (shown := browser.get(start).content.decode())
    assert SIGN not in shown.replace("العربيّة", "")


@pytest.mark.parametrize("door", ["its own", "any page"])
def test_an_address_makes_only_so_many_sessions_by_it(draft, visitor, calderbrook, door):
    def chosen() -> bool:
        browser = browser_of(visitor)
        if door == "its own":
            read_in(browser, "ar")
        else:
            browser.post(reverse("claims:start", args=[SLUG]), {"_reads_in": "ar"})
        return KEY in browser.client.session

    known = browser_of(visitor)
    read_in(known, "ar")
    assert chosen()
    for _each in range(300):
        seconds_to_wait(group="reads-in", rate=PER_NETWORK, value="127.0.0.1", council=calderbrook.pk)
    assert not chosen()
    # Who has a session changes it as before.
    read_in(known, "pl")
    assert known.client.session[KEY] == "pl"


def test_a_language_that_the_platform_has_no_name_for_is_offered_by_its_code(alice):
    make_statuses()
    document = copy.deepcopy(compile_library_form("free-school-meals"))
    document["translations"]["xx"] = {document["title"]: "Xx"}
    publish_spec(form=Form.objects.create(slug="free-school-meals", is_open=True), spec=document, by=alice)
    start, browser = reverse("claims:start", args=["free-school-meals"]), browser_of(alice)
    page = browser.get(start)
    assert page.status_code == 200
    assert 'lang="xx" dir="ltr">xx</button>' in page.content.decode()
    # Chosen for another form, Arabic is none of this one's languages.
    read_in(browser, "ar", start)
    page = browser.get(start).content.decode()
    assert 'aria-current="true">English</button>' in page
    assert "Buttons and messages stay" not in page


def test_a_form_without_welsh_is_heard_in_english_on_welsh_pages_and_marked_so(alice, tmp_path, monkeypatch):
    claim = small_draft(alice)
    (asked, *_rest) = spoken_in(FormSpec(claim.form_version.spec), ("en",))
    (tmp_path / f"{name_of(asked)}.mp3").touch()
    monkeypatch.setattr(media, "SPOKEN", tmp_path)
    media._files.cache_clear()
    browser = browser_of(alice)
    browser.client.cookies["django_language"] = "cy"
    first = claim.form_version.spec["pages"][0]["key"]
    page = browser.get(reverse("claims:page", args=[claim.public_id, first])).content.decode()
    media._files.cache_clear()
    assert f'src="/spoken/{name_of(asked)}.mp3"' in page
    assert "Gwrando ar y cwestiwn hwn yn Saesneg" in page
    assert page.count('lang="en"') >= 3
