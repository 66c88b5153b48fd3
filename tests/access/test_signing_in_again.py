"""Words of staff whose session ended, through the real pages: password, then second factor, then the words in the box.

One form of each app that staff have forms of, and the operator's on the platform's own host. Somebody else who signs in
in the same browser has none of it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from accounts.keeping.resubmission import KEY, NEVER
from accounts.keeping.session_life import STAFF_SEEN
from accounts.models import Membership
from accounts.permissions import Role
from jobjournal.models import Activity
from notifications.readers import mailbox
from tests.access.forms import PageForm, filled_in, forms_of, typed_into
from tests.access.test_resubmission import NOT_SAVED
from tests.access.world import World
from tests.accounts.test_second_factor import PASSWORD, code_of, with_app
from tests.people import Browser, make_staff

OPERATORS = "operator:"
ENDINGS = ["idle", "gone", "by code"]


@pytest.fixture
def world(calderbrook, southmere, operator, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    operator.user.set_password(PASSWORD)
    operator.user.save()
    return World(calderbrook, southmere, operator)


@pytest.fixture
def eve(calderbrook):
    """Somebody else who may do everything that an admin may, and is an operator too."""
    eve = make_staff(calderbrook, "Eve Else", "eve@calderbrook.example", Role.ADMIN)
    eve.user.is_superuser = True
    eve.user.save()
    with_app(eve)
    return eve


def url(name: str, *arguments: str) -> str:
    return reverse(name, urlconf_of(name), args=arguments)


def urlconf_of(name: str) -> str:
    return settings.PLATFORM_URLCONF if name.startswith(OPERATORS) else settings.ROOT_URLCONF


def forms(world: World) -> list[tuple[str, str, str]]:
    """Whose each form is, its page, and the address that it posts to."""
    [reference] = world.arguments["reference"]
    case = url("casework:staff_claim", reference)
    activity = url("jobjournal:activity", Activity.objects.order_by("pk")[0].key)
    passkey = url("mfa_edit_webauthn", *world.arguments["passkey"])
    return [
        ("advisor", case, url("casework:add_note", reference)),
        ("advisor", url("casework:set_status", reference), url("casework:set_status", reference)),
        ("admin", url("estimates:engine_settings"), url("estimates:engine_settings")),
        ("admin", activity, activity),
        ("advisor", passkey, passkey),
        ("operator", url("operator:council", "calderbrook"), url("operator:close", "calderbrook")),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
def test_words_of_staff_come_back_after_password_and_second_factor(world, eve, ending):
    wrong = []
    for persona, page, action in forms(world):
        if ending == "by code" and persona == "operator":
            # The platform's own host has no codes.
            continue
        cache.clear()
        with transaction.atomic():
            wrong += [f"{action} as {persona}: {said}" for said in problems(world, persona, page, action, ending, eve)]
            transaction.set_rollback(True)
    assert wrong == [], "\n".join(wrong)


def problems(world: World, persona: str, page: str, action: str, ending: str, eve: Actor) -> Iterator[str]:
    browser = world.browser(persona)
    if persona == "operator":
        browser = Browser(browser.client, settings.PLATFORM_HOSTS[0])
    drawn = [each for each in forms_at(browser, page) if each.action == action]
    if len(drawn) != 1:
        yield f"is {len(drawn)} times on its page"
        return
    [form] = drawn
    typed = typed_into(form)
    end_session(browser, ending)
    answer = browser.post(
        action, form.hidden() | typed, headers={"Referer": f"http://{browser.host}{page}"}, follow=True
    )
    if KEY not in browser.client.session:
        yield f"nothing is kept: {answer.status_code} {answer.redirect_chain}"
        return
    password_page = way_to_password(answer)
    with transaction.atomic():
        if world.actors[persona].membership:
            Membership.objects.filter(user=eve.user).update(roles=world.actors[persona].membership.roles)
        if holds(other_browser(browser, eve, password_page), page, typed):
            yield "somebody else has it"
        transaction.set_rollback(True)
    user = world.actors[persona].user
    if ending == "by code":
        by_code(browser, user.email, page)
        password_page = leave_for_password(browser)
    landed = sign_in(browser, user, password_page)
    if ending != "by code" and (landed.redirect_chain[-1][0], landed.status_code) != (page, 200):
        yield f"leads to {landed.redirect_chain} {landed.status_code}"
    if not holds(browser, page, typed):
        yield f"is not in the boxes: {[filled_in(each) for each in forms_at(browser, page) if each.action == action]}"


def end_session(browser: Browser, ending: str) -> None:
    if ending == "idle":
        session = browser.client.session
        session[STAFF_SEEN] = time.time() - settings.STAFF_IDLE_MINUTES * 60 - 60
        session.save()
    else:
        del browser.client.cookies[settings.SESSION_COOKIE_NAME]


def forms_at(browser: Browser, page: str) -> list[PageForm]:
    answer = browser.get(page)
    return forms_of(answer.content.decode(), page) if answer.status_code == 200 else []


def holds(browser: Browser, page: str, typed: dict[str, list[str]]) -> bool:
    html = browser.get(page).content.decode()
    wanted = {name: words for name, words in typed.items() if name not in NEVER}
    held = [
        {name: words for name, words in filled_in(each).items() if name not in NEVER} for each in forms_of(html, page)
    ]
    return NOT_SAVED in html and wanted in held


def way_to_password(answer) -> str:
    """The page of the password, with where to go afterwards: where the post led, or the button of the page there."""
    path = answer.redirect_chain[-1][0]
    if "sign-in/password/" in path:
        return path
    return re.search(r'href="([^"]*sign-in/password/[^"]*)"', answer.content.decode())[1].replace("&amp;", "&")


def sign_in(browser: Browser, user, password_page: str):
    """Through the pages: the password's form, as drawn, then the code of the app."""
    [form] = [each for each in forms_at(browser, password_page) if "sign-in/password/" in each.action]
    browser.post(form.action, form.hidden() | {"login": user.email, "password": PASSWORD})
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    step = url("mfa_authenticate")
    [form] = [each for each in forms_at(browser, step) if "code" in {box.attrs["name"] for box in each.visible()}]
    return browser.post(step, form.hidden() | {"code": code_of(get_adapter().decrypt(app.data["secret"]))}, follow=True)


def other_browser(browser: Browser, eve: Actor, password_page: str) -> Browser:
    """The same browser, in which somebody else signs in."""
    same = Browser(Client(), browser.host)
    for name, cookie in browser.client.cookies.items():
        same.client.cookies[name] = cookie.value
    assert sign_in(same, eve.user, password_page).status_code in (200, 404)
    assert same.client.session["_auth_user_id"] == str(eve.user.pk)
    return same


def by_code(browser: Browser, email: str, page: str) -> None:
    browser.post(url("accounts:sign_in"), {"contact": email, "next": page})
    browser.post(url("accounts:enter_code"), {"code": re.search(r"\b\d{6}\b", mailbox()[0].text)[0]})


def leave_for_password(browser: Browser) -> str:
    """Staff who came in by a code are told to sign in with the password, and press the button that says so."""
    path = url("accounts:second_factor")
    [form] = [each for each in forms_at(browser, path) if each.hidden().get("next") == url("account_login")]
    return browser.post(form.action, form.hidden())["Location"]
