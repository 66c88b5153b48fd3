"""What was posted too late or with an old token: how long it is kept, for whom, and what is never kept."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.keeping import resubmission
from accounts.keeping.form_owners import FIELD
from jobjournal.models import Job
from tests.accounts.test_sessions import seen_ago
from tests.core.html_tree import tree
from tests.people import Browser, browser_of

ADD_JOB, ACCOUNT = reverse("jobjournal:add_job"), reverse("accounts:home")
SIGN_IN = reverse("accounts:sign_in")
JOB = {"title": "Baker & Söhne <night>", "employer": "Warburtons", "status": "saved"}
TOKEN = "csrfmiddlewaretoken"


def fields_on(browser: Browser, path: str) -> dict[str, str]:
    html = browser.get(path).content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]+)"', html)[1] for name in (TOKEN, FIELD)}


def late(actor, more: dict | None = None) -> Browser:
    """A browser whose session ended before this person's new job was posted."""
    hidden = fields_on(browser_of(actor), ADD_JOB)
    browser = Browser(Client(), actor.council.host)
    assert browser.post(ADD_JOB, hidden | JOB | (more or {})).status_code == 302
    return browser


def title_in(browser: Browser) -> str:
    boxes = tree(browser.get(ADD_JOB).content.decode()).all("input")
    return next(each.attrs.get("value", "") for each in boxes if each.attrs.get("name") == "title")


@pytest.mark.slow
def test_it_stays_until_it_is_sent_and_then_it_is_gone(alice):
    browser = late(alice)
    browser.client.force_login(alice.user)
    for _ in range(2):
        assert title_in(browser) == JOB["title"], "a page that is loaded again still has it"
    assert browser.post(ADD_JOB, fields_on(browser, ADD_JOB) | JOB).status_code == 302
    assert title_in(browser) == ""
    assert Job.objects.count() == 1


def test_it_is_kept_for_an_hour(alice):
    browser = late(alice)
    browser.client.force_login(alice.user)
    assert dt.timedelta(hours=1).total_seconds() == resubmission.SECONDS
    session = browser.client.session
    rows = resubmission.decrypt(bytes.fromhex(session[resubmission.KEY]), context=resubmission.KEY)
    for age, title in ((resubmission.SECONDS - 60, JOB["title"]), (resubmission.SECONDS + 60, "")):
        aged = [row | {"at": row["at"] - age} for row in rows]
        session[resubmission.KEY] = resubmission.encrypt(aged, context=resubmission.KEY).hex()
        session.save()
        assert title_in(browser) == title


def test_it_can_be_thrown_away(alice):
    browser = late(alice)
    browser.client.force_login(alice.user)
    html = browser.get(ADD_JOB).content.decode()
    assert "This is not saved yet." in html
    assert browser.get(ADD_JOB)["Cache-Control"] == "no-store, private"
    thrown = browser.post(reverse("accounts:discard_resubmission"), {"next": ADD_JOB})
    assert thrown["Location"] == ADD_JOB
    assert title_in(browser) == ""


def test_nothing_long_is_kept_or_promised(alice):
    browser = late(alice, {"notes": "é" * resubmission.MAX_BYTES})
    assert resubmission.KEY not in browser.client.session
    page = browser.get(reverse("accounts:sign_in")).content.decode()
    assert "could not be kept" in page
    assert "is kept" not in page


def test_passwords_and_codes_are_never_kept(alice):
    secret = dict.fromkeys(resubmission.NEVER - {TOKEN, FIELD}, "s3cret-words")
    browser = late(alice, secret)
    rows = resubmission.decrypt(bytes.fromhex(browser.client.session[resubmission.KEY]), context=resubmission.KEY)
    assert "s3cret" not in str(rows)


def test_words_without_a_box_are_shown_beside_the_form(alice):
    browser = late(alice, {"another": "<b>my long story</b>"})
    browser.client.force_login(alice.user)
    assert "&lt;b&gt;my long story&lt;/b&gt;" in browser.get(ADD_JOB).content.decode()


def test_the_oldest_of_many_goes(alice):
    hidden = fields_on(browser_of(alice), ADD_JOB)
    browser = Browser(Client(), alice.council.host)
    paths = [
        ADD_JOB,
        reverse("jobjournal:change_plan"),
        reverse("jobjournal:add_appointment"),
        reverse("jobjournal:export"),
    ]
    for path in paths:
        browser.post(path, hidden | {"title": "words"})
    rows = resubmission.decrypt(bytes.fromhex(browser.client.session[resubmission.KEY]), context=resubmission.KEY)
    assert [row["action"] for row in rows] == paths[1:]


# --- An old token -----------------------------------------------------------------------------------------------


def careful(actor) -> Browser:
    signed_in = browser_of(actor)
    browser = Browser(Client(enforce_csrf_checks=True), signed_in.host)
    browser.client.cookies = signed_in.client.cookies
    return browser


def test_a_form_with_an_old_token_is_not_sent_but_one_press_away(alice):
    browser = careful(alice)
    hidden = fields_on(browser, ADD_JOB)
    old = hidden | {TOKEN: "x" * 64}
    refused = browser.post(ADD_JOB, old | JOB, headers={"Referer": f"http://{browser.host}{ADD_JOB}"})
    assert refused.status_code == 403
    assert not Job.objects.exists()
    again = tree(refused.content.decode()).one("a", class_="govuk-button").attrs["href"]
    assert again == ADD_JOB
    assert title_in(browser) == JOB["title"]
    assert browser.post(ADD_JOB, fields_on(browser, ADD_JOB) | JOB).status_code == 302
    assert Job.objects.get().title == JOB["title"]


ASK = reverse("cobrowse:ask", args=["about"])


def test_a_visitors_page_that_is_too_old_speaks_of_no_signing_in(alice, visitor):
    for actor, signed_in in ((visitor, False), (alice, True)):
        browser = careful(actor)
        old = fields_on(browser, ASK) | {TOKEN: "x" * 64, "about-words": "My rent"}
        refused = browser.post(ASK, old, headers={"Referer": f"http://{browser.host}{ASK}"})
        page = " ".join(refused.content.decode().split())
        assert "nothing was saved or sent yet. What you typed is kept." in page
        assert ("You signed in again" in page) is signed_in


def test_what_nobody_in_particular_typed_is_for_who_has_the_page_that_says_so_before_them(calderbrook, alice):
    """Before, the next person in that browser found it in the boxes of the form."""
    for signs_in in (False, True):
        browser = Browser(Client(enforce_csrf_checks=True), calderbrook.host)
        old = fields_on(browser, SIGN_IN) | {TOKEN: "x" * 64, "contact": "zoe@example.org"}
        refused = browser.post(SIGN_IN, old, headers={"Referer": f"http://{browser.host}{SIGN_IN}?next=/help/"})
        assert "What you typed is kept." in " ".join(refused.content.decode().split())
        back_to = tree(refused.content.decode()).one("a", class_="govuk-button").attrs["href"]
        assert back_to.startswith(f"{SIGN_IN}?next=/help/&")
        if signs_in:
            browser.client.force_login(alice.user)
            assert resubmission.KEY not in browser.client.session, "signing in takes it away"
            continue
        for other in (SIGN_IN, f"{SIGN_IN}?next=/help/", f"{SIGN_IN}?{resubmission.TYPED}=", f"{back_to}x"):
            assert "zoe@example.org" not in browser.get(other).content.decode(), other
        assert "zoe@example.org" in browser.get(back_to).content.decode()
        assert "zoe@example.org" not in browser.get(back_to).content.decode(), "from the history of the browser"


def test_what_nobody_in_particular_typed_is_there_for_ten_minutes(calderbrook):
    browser = Browser(Client(enforce_csrf_checks=True), calderbrook.host)
    old = fields_on(browser, SIGN_IN) | {TOKEN: "x" * 64, "contact": "zoe@example.org"}
    refused = browser.post(SIGN_IN, old, headers={"Referer": f"http://{browser.host}{SIGN_IN}"})
    back_to = tree(refused.content.decode()).one("a", class_="govuk-button").attrs["href"]
    session = browser.client.session
    [row] = resubmission.decrypt(bytes.fromhex(session[resubmission.KEY]), context=resubmission.KEY)
    session[resubmission.KEY] = resubmission.encrypt([row | {"at": row["at"] - 601}], context=resubmission.KEY).hex()
    session.save()
    assert "zoe@example.org" not in browser.get(back_to).content.decode()


def test_what_staff_posted_too_late_is_theirs_though_its_form_was_drawn_before_they_signed_in(aisha, calderbrook):
    browser, work_list = browser_of(aisha), reverse("casework:work_list")
    drawn_for_nobody = fields_on(Browser(Client(), calderbrook.host), reverse("accounts:sign_in"))
    seen_ago(browser, seconds=31 * 60)
    browser.post(work_list, drawn_for_nobody | {"text": "Zoë O’Brien"})
    [row] = resubmission.decrypt(bytes.fromhex(browser.client.session[resubmission.KEY]), context=resubmission.KEY)
    assert row["owner"], "for nobody else at this computer"


@pytest.mark.parametrize("mark", ["", "resident.forged:signature"])
def test_what_another_site_posts_is_neither_taken_nor_kept(alice, mark):
    """It cannot know the person's mark: nothing of it is ever put into their boxes."""
    browser = careful(alice)
    forged = JOB | {FIELD: mark, TOKEN: "x" * 64}
    refused = browser.post(ADD_JOB, forged, headers={"Referer": "https://evil.example/"})
    assert refused.status_code == 403
    assert resubmission.KEY not in browser.client.session
    assert title_in(browser) == ""
    assert not Job.objects.exists()


def test_a_mark_of_somebody_else_keeps_nothing_in_this_persons_boxes(alice, bob):
    browser = careful(alice)
    theirs = fields_on(browser_of(bob), ADD_JOB)
    assert browser.post(ADD_JOB, JOB | theirs | {TOKEN: "x" * 64}).status_code == 409
    assert title_in(browser) == ""


def test_the_page_to_come_back_to_is_of_this_host(alice):
    hidden = fields_on(browser_of(alice), ADD_JOB)
    for came_from in ("https://evil.example/steal/", "javascript:alert(1)", "//evil.example/", ""):
        browser = Browser(Client(), alice.council.host)
        answer = browser.post(ADD_JOB, hidden | JOB, headers={"Referer": came_from})
        assert answer["Location"] == f"{reverse('accounts:sign_in')}?next={ADD_JOB}"


def test_staff_who_were_silent_too_long_get_their_words_back(aisha):
    browser = browser_of(aisha)
    work_list = reverse("casework:work_list")
    hidden = fields_on(browser, work_list)
    seen_ago(browser, seconds=31 * 60)
    ended = browser.post(work_list, hidden | {"text": "Zoë O’Brien"}, follow=True)
    html = ended.content.decode()
    assert "kept for 60 minutes" in html
    assert f"{reverse('account_login')}?next={work_list}" in html
    assert resubmission.KEY in browser.client.session


def test_it_is_encrypted_not_merely_written_another_way(alice):
    held = late(alice).client.session[resubmission.KEY]
    for text in (held, bytes.fromhex(held).decode(errors="replace")):
        assert "Baker" not in text
        assert "Warburtons" not in text


def test_somebody_else_who_signs_in_in_the_same_browser_never_sees_it(alice, bob):
    browser = late(alice)
    browser.client.force_login(bob.user)
    assert resubmission.KEY in browser.client.session, "it is the same session"
    assert title_in(browser) == ""
