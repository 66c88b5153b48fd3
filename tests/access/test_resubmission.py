"""Every form page of the platform: the session is gone when it is posted → the right sign-in → the words are
in the box. Walked by the access matrix: a new form page is in it because every address must be in the table.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import resolve, reverse

from accounts.keeping.form_owners import FIELD
from accounts.keeping.resubmission import BESIDE, MOST, NEVER
from accounts.keeping.way_back import COOKIE
from core.asking import SURE
from tests.access.forms import PageForm, buttons_of, filled_in, first_button, forms_of, kind_of, typed_into
from tests.access.table import ROWS
from tests.access.world import World, opened
from tests.core.html_tree import Element
from tests.people import Browser

SIGN_IN = {
    "visitor": "accounts:come_back", "owner": "accounts:sign_in", "other": "accounts:sign_in",
    "one_factor": "account_login", "advisor": "account_login", "admin": "account_login", "operator": "account_login",
    "jobcentre": "account_login",
}  # fmt: skip
# Whoever signs in the same way gets what was typed back the same way: a form that several see is walked once.
ALIKE = {way: [who for who in SIGN_IN if SIGN_IN[who] == way] for way in dict.fromkeys(SIGN_IN.values())}
# Whoever tries a form chooses its language by the address: these pages have no switch.
TRIES = "/try/"
# Fewer forms than this, and the walk went nowhere.
LEAST = {"accounts:come_back": 5, "accounts:sign_in": 10, "account_login": 100}
NOT_SAVED = "This is not saved yet."
NOT_DONE = "What you pressed was not done."


@pytest.fixture
def world(standing_world, db, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    with opened(standing_world) as world:
        yield world


@dataclass(frozen=True)
class Page:
    """A page as a person sees it."""

    path: str
    html: str

    @cached_property
    def forms(self) -> list[PageForm]:
        """Its forms, parsed once."""
        return forms_of(self.html, self.path)


def pages(world: World, persona: str) -> Iterator[Page]:
    """Every page that this person gets."""
    for row in ROWS:
        if row.method == "GET" and row.outcomes[persona] == "200":
            path = reverse(row.name, args=world.arguments[row.names])
            cache.clear()
            with transaction.atomic():
                answer = world.browser(persona).get(path)
                transaction.set_rollback(True)
            if answer.get("Content-Type", "").startswith("text/html"):
                yield Page(path, answer.content.decode())


DRAWN: dict[str, list[Page]] = {}


def drawn(world: World, persona: str) -> list[Page]:
    """Every page that this person gets, drawn once for all tests: it is the same whichever session they have."""
    if persona not in DRAWN:
        DRAWN[persona] = list(pages(world, persona))
    return DRAWN[persona]


def drawn_once(world: World, personas: list[str]) -> Iterator[tuple[str, Page]]:
    """Every page that one of these people gets, for the first who does; of the others only what has other forms."""
    seen = set()
    for persona in personas:
        for page in drawn(world, persona):
            shown = (page.path, tuple((form.action, tuple(sorted(typed_into(form)))) for form in page.forms))
            if shown not in seen:
                seen.add(shown)
                yield persona, page


def is_for_anybody(form: PageForm) -> bool:
    return getattr(resolve(form.action).func, "for_anybody", False)


def without_session(world: World, persona: str) -> Browser:
    """The person's browser when their session has ended: what else it holds is still there."""
    with transaction.atomic():
        before = world.browser(persona)
        before.get(reverse("home"))
        transaction.set_rollback(True)
    browser = world.browser("nobody")
    if COOKIE in before.client.cookies:
        browser.client.cookies[COOKIE] = before.client.cookies[COOKIE].value
    return browser


def sign_in(world: World, browser: Browser, persona: str, answer) -> None:
    """Sign in as this person does, in the browser's own session."""
    actor = world.actors[persona]
    if persona == "visitor":
        assert browser.post(answer["Location"], {"mine": "yes"}).status_code == 302
        return
    browser.client.force_login(actor.user)
    session = browser.client.session
    proofs = [{"method": "password", "at": time.time()}]
    proofs += [{"method": "mfa", "at": time.time(), "type": "totp"}] if actor.second_factor else []
    if SIGN_IN[persona] == "account_login":
        session["account_authentication_methods"] = proofs
        session["account_authentication_methods_user"] = str(actor.user.pk)
        session.save()


def target_of(answer) -> str:
    return answer.wsgi_request.GET.get("next", "") or answer["Location"].partition("next=")[2]


@pytest.mark.slow
@pytest.mark.parametrize("way", ALIKE)
def test_what_was_posted_after_the_session_ended_comes_back(world, way):
    wrong, walked = [], 0
    for persona, page in drawn_once(world, ALIKE[way]):
        for form in page.forms:
            if is_for_anybody(form):
                continue
            walked += 1
            cache.clear()
            with transaction.atomic():
                wrong += [f"{page.path} → {form.action}: {said}" for said in problems(world, persona, page, form)]
                transaction.set_rollback(True)
    assert wrong == [], "\n".join(wrong)
    assert walked > LEAST[way], walked


def problems(world: World, persona: str, page: Page, form: PageForm) -> Iterator[str]:
    typed, browser = typed_into(form), without_session(world, persona)
    answer = browser.post(form.action, form.hidden() | typed, headers={"Referer": f"http://{browser.host}{page.path}"})
    if answer.status_code != 302 or resolve(answer["Location"].partition("?")[0]).view_name != SIGN_IN[persona]:
        yield f"answers {answer.status_code} {answer.get('Location', '')}"
        return
    kept = dict(browser.client.session)
    if any(word in str(kept) for words in typed.values() for word in words if "Zoë" in word):
        yield "is kept in plain text"
    yield from seen_by_somebody_else(world, persona, page, browser.client.cookies[settings.SESSION_COOKIE_NAME].value)
    sign_in(world, browser, persona, answer)
    back = browser.get(page.path)
    html = back.content.decode()
    wanted = {name: words for name, words in typed.items() if name not in NEVER}
    if back.status_code != 200 or (NOT_SAVED if wanted else NOT_DONE) not in html:
        yield f"comes back to {back.status_code} without a word"
        return
    same = [each for each in forms_of(html, page.path) if each.action == form.action]
    held = [{name: words for name, words in filled_in(each).items() if name not in NEVER} for each in same]
    if wanted and wanted not in held:
        yield f"holds {held}, not {wanted}"


def seen_by_somebody_else(world: World, persona: str, page: Page, session_key: str) -> Iterator[str]:
    """In the very same browser: another person signs in and opens the same page."""
    other = "other" if persona == "owner" else "owner"
    browser = world.browser("nobody")
    browser.client.cookies[settings.SESSION_COOKIE_NAME] = session_key
    with transaction.atomic():
        sign_in(world, browser, other, None)
        html = browser.get(page.path).content.decode()
        transaction.set_rollback(True)
    if "Zoë" in html or NOT_SAVED in html or NOT_DONE in html:
        yield f"shows it to {other}"


@pytest.mark.slow
@pytest.mark.parametrize("personas", [*ALIKE.values(), ["nobody"]], ids=[*ALIKE, "nobody"])
def test_changing_the_language_keeps_what_is_typed(world, personas):
    wrong, walked = [], 0
    for persona, page in drawn_once(world, personas):
        forms = [form for form in page.forms if form.element.attrs.get("class") != "bo-language" and form.visible()]
        if not forms or TRIES in page.path:
            continue
        walked += 1
        cache.clear()
        with transaction.atomic():
            wrong += [f"{page.path}: {said}" for said in not_kept_by_language(world, persona, page, forms)]
            transaction.set_rollback(True)
    assert wrong == [], "\n".join(wrong)
    assert walked > 0


def not_kept_by_language(world: World, persona: str, page: Page, forms: list[PageForm]) -> Iterator[str]:
    tied = [form for form in forms if any("data-switches" in each.attrs for each in language_buttons(form))]
    if len(tied) != 1:
        yield f"the language belongs to {len(tied)} forms"
        return
    form = tied[0]
    others = [each for each in forms if each != form and SURE not in each.hidden()]
    yield from not_kept_by_press(world, persona, page, form, others[: MOST - 1])
    # Without scripts a button sends its own form and no other.
    for other in others:
        if "hidden" in other.element.attrs:
            # Scripts show it.
            continue
        with transaction.atomic():
            if language_buttons(other):
                yield from not_kept_by_press(world, persona, page, other, [])
            else:
                yield f"{other.action} has no button for the language"
            transaction.set_rollback(True)


def language_buttons(form: PageForm) -> list[Element]:
    return [each for each in buttons_of(form) if each.attrs.get("name") == "_language"]


def not_kept_by_press(world: World, persona: str, page: Page, form: PageForm, others: list[PageForm]) -> Iterator[str]:
    """The language changed by a form's button, with what a script sends along of others."""
    browser, typed = world.browser(persona), typed_into(form)
    browser.get(page.path)
    along = [(each, words) for each in others if (words := typed_into(each))]
    beside = [json.dumps([each.action, urlencode(each.hidden() | words, doseq=True)]) for each, words in along]
    answer = browser.post(
        form.action,
        form.hidden() | typed | {"_language": "cy"} | ({BESIDE: beside} if beside else {}),
        headers={"Referer": f"http://{browser.host}{page.path}"},
    )
    if answer.status_code != 302 or answer["Location"].partition("?")[0] != page.path:
        yield f"{form.action} answers {answer.status_code} {answer.get('Location', '')}"
        return
    html = browser.get(answer["Location"]).content.decode()
    if '<html lang="cy"' not in html:
        yield "is not in Welsh"
    held = [
        {name: words for name, words in filled_in(each).items() if name not in NEVER}
        for each in forms_of(html, page.path)
    ]
    for words in (typed, *(words for _each, words in along)):
        wanted = {name: values for name, values in words.items() if name not in NEVER}
        if wanted not in held:
            yield f"holds {held}, not {wanted}"


@pytest.mark.slow
def test_boxes_for_secrets_have_names_that_are_never_kept(world):
    secret = set()
    for persona in (*SIGN_IN, "nobody", "pin"):
        for page in drawn(world, persona):
            for form in page.forms:
                for box in form.visible():
                    if kind_of(box) == "password" or "one-time-code" in box.attrs.get("autocomplete", ""):
                        secret.add(box.attrs["name"])
    assert secret
    assert secret - NEVER == set(), "Add them to accounts/keeping/resubmission.py."


@pytest.mark.slow
def test_every_form_of_somebody_says_for_whom_it_was_drawn(world):
    for persona in SIGN_IN:
        for page in drawn(world, persona):
            for form in page.forms:
                assert form.hidden().get(FIELD), f"{page.path} → {form.action} as {persona}"


@pytest.mark.slow
def test_nobody_comes_back_to_an_address_that_only_takes_posts(world):
    """The address of an action, opened in a browser (a sign-in led there, or a page was reloaded), leads to a page."""
    listed = {(row.name, row.method) for row in ROWS}
    for row in ROWS:
        if row.method == "GET" or (row.name, "GET") in listed or row.name.startswith("api"):
            continue
        for persona, outcome in row.outcomes.items():
            # Whose device it is, staff may say too; they have no journal to come back to.
            not_theirs = row.name.startswith("jobjournal:") and persona not in ("owner", "other", "pin")
            if not_theirs or outcome in ("in", "2f", "401", "403", "404"):
                continue
            path = reverse(row.name, args=world.arguments[row.names])
            answer = world.browser(persona).get(path, headers={"Accept": "text/html"}, follow=True)
            assert answer.redirect_chain, f"{path} as {persona}"
            assert answer.status_code == 200, f"{path} as {persona} leads to {answer.redirect_chain}"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["home", "contact", "cobrowse:mine"])
def test_what_is_sent_to_a_page_that_takes_nothing_is_told_so(world, name):
    browser, path = world.browser("owner"), reverse(name)
    page = browser.post(path, {"x": "y"}, headers={"Accept": "text/html"})
    assert (page.status_code, page["Allow"]) == (405, "GET")
    assert "takes no answers" in page.content.decode()
    told = browser.post(path, {"x": "y"}, headers={"Accept": "application/json"})
    assert (told.status_code, told.json()["state"]) == (405, "refused")


@pytest.mark.slow
def test_the_first_button_of_every_form_goes_on(world):
    """Enter presses the first one: it never removes anything, and where it is the only one, its form is about that."""
    wrong = set()
    for persona in (*SIGN_IN, "nobody", "pin"):
        for page in drawn(world, persona):
            for form in page.forms:
                button = first_button(form)
                if button is not None and len(buttons_of(form)) > 1 and is_removing(button):
                    wrong.add((page.path, form.action, persona))
    assert wrong == set()


def is_removing(button) -> bool:
    name = button.attrs.get("name", "")
    return name.startswith(("_remove", "_clear")) or "warning" in button.attrs.get("class", "")
