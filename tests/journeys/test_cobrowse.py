"""A resident lets an adviser see a form, then fill it in with them, and stops: live, and with sockets blocked. They do
the same with an entry of the journal.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.person import PHONE, Person
from tests.journeys.phone import sign_in, wait_for
from tests.journeys.test_chat import LIVE, ask_for_help, on_duty, set_duty, take

pytestmark = pytest.mark.journey

NINO = "AB123456C"
# Forged from the adviser's own page, with its token: what a script of theirs could send at most.
FORGE = """async (raw) => {
  const form = document.querySelector("[data-shared-form]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const reply = await fetch(form.dataset.sharedForm, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ question: "anything_else", raw, base: 999999, id: "forged.1" }),
  });
  return reply.status;
}"""

# Whether the page is left without the browser asking.
MAY_LEAVE = 'dispatchEvent(new Event("beforeunload", { cancelable: true }))'


def begin(person: Person) -> str:
    """A fresh draft; the address of its task list."""
    person.go("/forms/hb-ctr-combined/")
    person.press("Start now")
    return person.page.url.removeprefix(person.base).partition("page/")[0]


def has(person: Person, words: str) -> None:
    """The box comes to hold these words without a page being turned."""
    expect(person.page.locator("[name=anything_else]")).to_have_value(words, timeout=15_000)


def share(person: Person, access: str) -> None:
    """Every step of consent, from the page of the conversation."""
    person.follow("Open the conversation")
    person.follow(re.compile("Let .* see my form"))
    person.page.locator(f"[name=access][value={access}]").check(force=True)
    person.press("Share the form")


@pytest.mark.parametrize(("sockets", "name"), [("open", "aisha"), ("blocked", "ben")])
def test_an_adviser_sees_a_form_fills_it_in_and_is_stopped(open_browser, sockets, name):
    adviser, phone = on_duty(open_browser, name), open_browser(viewport=PHONE)
    received: list[str] = []
    if sockets == "blocked":
        for person in (phone, adviser):
            person.page.route_web_socket(LIVE, lambda socket: socket.close(code=1006 + 3000, reason="blocked"))
    else:
        adviser.page.on(
            "websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(str(frame)))
        )
        # Only who has an account has a journal.
        sign_in(phone, "joan")
    form = begin(phone)
    ask_for_help(phone, f"I am stuck {sockets}")
    take(adviser, phone)
    adviser.page.get_by_text("They do not share a form with you.").wait_for()
    phone.go("/")
    share(phone, "view")

    # She types, and the adviser reads it without turning a page; what is masked is only said to be there.
    phone.go(f"{form}page/anything-else/")
    adviser.page.locator("[data-shared-title]").get_by_text("Anything else").wait_for()
    phone.page.locator("[name=anything_else]").press_sequentially("My rent went up")
    has(adviser, "My rent went up")
    assert adviser.page.locator("[name=anything_else]").is_disabled()
    assert adviser.page.evaluate(FORGE, "forged") == 403

    fill_in_what_is_masked(phone, adviser, form)

    # She lets them fill it in too. What they type comes into her box, and her caret stays where it was.
    phone.page.get_by_role("button", name="Stop sharing").click()
    reads_out(phone, "cannot see your form any more")
    adviser.page.get_by_text("They do not share a form with you.").wait_for()
    share(phone, "edit")
    phone.go(f"{form}page/anything-else/")
    box = adviser.page.locator("[name=anything_else]:enabled")
    box.wait_for()
    phone.page.locator("[name=anything_else]").focus()
    phone.page.evaluate("document.activeElement.setSelectionRange(3, 3)")
    box.fill("My rent went up in May")
    has(phone, "My rent went up in May")
    assert phone.page.evaluate("[document.activeElement.name, document.activeElement.selectionStart]") == [
        "anything_else",
        3,
    ]
    reads_out(phone, "changed: ")
    phone.check_still()
    both_type(phone, adviser)
    compose_a_word(phone, adviser)
    if sockets == "blocked":
        lose_the_line(phone, adviser)
        lose_the_advisers_line(phone, adviser)
    show_the_way(phone, adviser, form)

    # One press, and they only see; another, and they see nothing.
    phone.page.get_by_role("button", name="Stop editing").click()
    adviser.page.locator("[name=anything_else]:disabled").wait_for()
    assert adviser.page.evaluate(FORGE, "forged") == 403
    phone.page.get_by_role("button", name="Stop sharing").click()
    adviser.page.get_by_text("They do not share a form with you.").wait_for()
    assert adviser.page.locator("[name=anything_else]").count() == 0
    assert adviser.page.evaluate(FORGE, "forged") == 403
    phone.page.reload()
    assert phone.page.locator("[name=anything_else]").input_value() == "My weekly rent went up in May for us"

    # What they changed is listed, and taken back.
    phone.follow("Open the conversation")
    phone.follow("See what the adviser changed in my form")
    phone.press("Undo")
    phone.go(f"{form}page/anything-else/")
    assert phone.page.locator("[name=anything_else]").input_value() == "My weekly rent went up"
    if sockets == "open":
        fill_in_an_entry(phone, adviser)
    else:
        end_while_they_type(phone, adviser, form)
    say_nothing_of(received)
    adviser.complaints[:] = [said for said in adviser.complaints if "403" not in said]
    adviser.go("/staff/help/")
    set_duty(adviser, "off")


def both_type(phone: Person, adviser: Person) -> None:
    """Letter by letter in one box, she at its beginning and they at its end: no word is lost, and no caret jumps."""
    adviser.page.locator("[name=anything_else]").press("End")
    for hers, theirs in zip("weekly ", " for us", strict=True):
        phone.page.keyboard.type(hers)
        adviser.page.keyboard.type(theirs)
    for person in (phone, adviser):
        has(person, "My weekly rent went up in May for us")
    assert phone.page.evaluate("document.activeElement.selectionStart") == len("My weekly ")
    assert adviser.page.evaluate("document.activeElement.selectionStart") == len("My weekly rent went up in May for us")


def compose_a_word(phone: Person, adviser: Person) -> None:
    """What the adviser types waits for the word that she composes, and neither breaks the other."""
    line = phone.page.context.new_cdp_session(phone.page)
    ours = phone.page.locator("[name=anything_else]")
    line.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    adviser.page.keyboard.type("!")
    wait_for(phone, "() => fetch(location.href).then((page) => page.text()).then((text) => text.includes('for us!'))")
    line.send("Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2})
    assert ours.input_value() == "My weekly にほrent went up in May for us"
    line.send("Input.insertText", {"text": "日本 "})
    for person in (phone, adviser):
        has(person, "My weekly 日本 rent went up in May for us!")
    for _letter in "日本 ":
        phone.page.keyboard.press("Backspace")
    adviser.page.keyboard.press("Backspace")
    for person in (phone, adviser):
        has(person, "My weekly rent went up in May for us")


def lose_the_line(phone: Person, adviser: Person) -> None:
    """Her browser has no network for longer than anybody is taken for there: both are told, nothing is lost, and back
    again it goes on by itself. (Without a network Chromium leaves sockets open, so this is walked over polls.)
    """
    phone.page.context.set_offline(True)
    phone.page.keyboard.type("own ")
    reads_out(phone, "The connection is lost.")
    reads_out(adviser, "Not live")
    has(adviser, "My weekly rent went up in May for us")
    phone.page.context.set_offline(False)
    has(adviser, "My weekly own rent went up in May for us")
    expect(adviser.page.locator("[data-shared-not-live]")).to_be_hidden(timeout=15_000)
    expect(phone.page.locator("[data-sharing-state]")).not_to_contain_text("The connection is lost.", timeout=15_000)
    for _letter in "own ":
        phone.page.keyboard.press("Backspace")
    has(adviser, "My weekly rent went up in May for us")
    phone.complaints[:] = [said for said in phone.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def lose_the_advisers_line(phone: Person, adviser: Person) -> None:
    """Without a network the adviser is warned before the page with their unsaved words is closed; back again, it saves
    them by itself.
    """
    assert adviser.page.evaluate(MAY_LEAVE)
    adviser.page.context.set_offline(True)
    adviser.page.locator("[name=anything_else]").press("End")
    adviser.page.keyboard.type(", all of us")
    assert not adviser.page.evaluate(MAY_LEAVE)
    adviser.page.get_by_text("Not saved. What you typed is still in the box.").first.wait_for()
    assert not adviser.page.evaluate(MAY_LEAVE)
    reads_out(adviser, "Not saved. What you typed is still in the box.")
    adviser.page.context.set_offline(False)
    has(phone, "My weekly rent went up in May for us, all of us")
    adviser.page.get_by_text("Saved", exact=True).first.wait_for()
    assert adviser.page.evaluate(MAY_LEAVE)
    for _letter in ", all of us":
        adviser.page.keyboard.press("Backspace")
    has(phone, "My weekly rent went up in May for us")
    adviser.complaints[:] = [said for said in adviser.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def end_while_they_type(phone: Person, adviser: Person, form: str) -> None:
    """The grant ends while the adviser, whose line is cut, types into the open form: back again, nothing of it is saved
    and the form is gone.
    """
    phone.go("/")
    share(phone, "edit")
    phone.go(f"{form}page/anything-else/")
    box = adviser.page.locator("[name=anything_else]:enabled")
    box.wait_for()
    adviser.page.context.set_offline(True)
    box.press("End")
    adviser.page.keyboard.type(" and more")
    phone.page.get_by_role("button", name="Stop sharing").click()
    reads_out(phone, "cannot see your form any more")
    adviser.page.context.set_offline(False)
    adviser.page.get_by_text("They do not share a form with you.").wait_for()
    assert adviser.page.locator("[name=anything_else]").count() == 0
    phone.page.reload()
    assert phone.page.locator("[name=anything_else]").input_value() == "My weekly rent went up"
    adviser.complaints[:] = [said for said in adviser.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def reads_out(person: Person, words: str) -> None:
    """A screen reader says this by itself: it comes into a region that was there, and is one that is read out."""
    regions = person.page.locator("[role=status]:visible, [role=alert]:visible, [role=log]:visible")
    regions.filter(has_text=words).first.wait_for(timeout=20_000)


def sees_where(person: Person) -> None:
    """The box in which the other is has their name: they came to it once, and stay there."""
    person.page.locator(".bo-there [name=anything_else]").wait_for(timeout=20_000)


def show_the_way(phone: Person, adviser: Person, form: str) -> None:
    """Each sees in which box the other is, and the adviser shows another page, to which she goes when she likes."""
    for person in (phone, adviser):
        sees_where(person)
    adviser.page.get_by_label("Another page of their form").select_option("your-name")
    adviser.page.get_by_role("button", name="Show them the way to this page").click()
    reads_out(phone, "shows you another page of the form")
    phone.check_still()
    phone.page.get_by_role("link", name=re.compile("Go to the page that .* shows you")).click()
    adviser.page.locator("[data-shared-title]").get_by_text("Your name").wait_for()
    phone.go(f"{form}page/anything-else/")
    adviser.page.locator("[data-shared-title]").get_by_text("Anything else").wait_for()


def fill_in_what_is_masked(phone: Person, adviser: Person, form: str) -> None:
    """She gives her National Insurance number while the adviser looks on: that she gave it is all that they see."""
    phone.go(f"{form}page/your-national-insurance-number/")
    phone.page.locator("[name=nino]").press_sequentially(NINO)
    adviser.page.get_by_text("You cannot see this answer. It is filled in.").first.wait_for()
    assert NINO not in adviser.page.content()


def fill_in_an_entry(phone: Person, adviser: Person) -> None:
    """She begins an entry of her journal, shares it, and the adviser fills in a part; saved, it is shared no more."""
    phone.go("/journal/add/applied/?how=apply_email")
    phone.page.locator("[name=duration-m]").fill("40")
    phone.page.locator("[name=employer]").press_sequentially("Northgate Stores")
    phone.page.locator("[data-save-state]").get_by_text("Saved").wait_for()
    phone.follow("Open the conversation")
    phone.follow(re.compile("Let .* see my form"))
    phone.page.locator("[name=claim][value^='entry:']").check(force=True)
    phone.page.locator("[name=access][value=edit]").check(force=True)
    phone.press("Share the form")
    there = adviser.page.locator("[data-shared-form]")
    expect(there.locator("[name=employer]:enabled")).to_have_value("Northgate Stores", timeout=15_000)
    there.get_by_text("is kept for 14 days after somebody last wrote in it").wait_for()
    phone.page.get_by_text("is kept for 14 days after you last wrote in it").wait_for()
    phone.page.locator("[name=employer]").focus()
    phone.page.evaluate("document.activeElement.setSelectionRange(3, 3)")
    there.locator("[name=job_title]").fill("Shop assistant")
    expect(phone.page.locator("[name=job_title]")).to_have_value("Shop assistant", timeout=15_000)
    reads_out(phone, "changed: ")
    # What comes into another box leaves her where she is.
    where = phone.page.evaluate("[document.activeElement.name, document.activeElement.selectionStart]")
    assert where == ["employer", 3]
    phone.page.locator("[name=employer]").press("End")
    phone.page.locator("[name=employer]").press_sequentially(" in Leeds")
    expect(there.locator("[name=employer]")).to_have_value("Northgate Stores in Leeds", timeout=15_000)
    phone.page.locator("[data-save-now]").click()
    adviser.page.get_by_text("They do not share a form with you.").wait_for()
    assert adviser.page.locator("[name=job_title]").count() == 0
    phone.page.get_by_text("Shop assistant").first.wait_for()


def say_nothing_of(frames: list[str]) -> None:
    """No frame that came to the adviser holds what is masked."""
    assert not [frame for frame in frames if NINO in frame]
