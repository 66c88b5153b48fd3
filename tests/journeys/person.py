"""Somebody at a browser: goes to pages, presses buttons, and has every page checked for accessibility."""

from __future__ import annotations

import re
import time
from contextlib import closing
from http.client import HTTPConnection

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from betteroff.demo.people import PASSWORD
from betteroff.demo.sign_ins import STEP_SECONDS, authenticator_code
from tests.core.html_tree import tree
from tests.journeys.looking import LARGE_TEXT, NARROW, high_head, misfits, misfits_enlarged, moved, settled

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# How often an address is typed again while the page that is open turns by itself.
TURNS = 5
CODE = re.compile(r"\b(\d{6})\b")

# What tells one drawing of a page from another: its language and elements, without words, ids and addresses.
SKELETON = """() => Array.from(document.querySelectorAll("*"), (each) => [
  each.tagName, each.lang, each.className, each.getAttribute("role"), each.getAttribute("type"), each.checkVisibility(),
].join()).join("\\n")"""

# Which elements a page shows: each with all that it stands in, since that decides what is painted on what. With an
# element's own style or state, which may colour it too.
SHOWN = """() => {
  const own = (each) => [each.tagName, each.className, each.getAttribute("style"), each.matches(":disabled")].join();
  const within = new Map();
  const chain = (each) => {
    if (!each) return "";
    if (!within.has(each)) within.set(each, `${chain(each.parentElement)} ${own(each)}`);
    return within.get(each);
  };
  return [...new Set([...document.body.querySelectorAll("*")].filter((each) => each.checkVisibility()).map(chain))];
}"""

used_codes: set[tuple[str, str]] = set()
# (kind of page, sizes of window, skeleton) of all pages that somebody has looked at: the same is not looked at again.
looked_at: set[tuple[str, str, str]] = set()
# (width of window, element within its elements) of all whose contrast somebody has had measured: more than half of the
# time that axe takes.
contrasted: set[tuple[int, str]] = set()


def unused_code(email: str) -> str:
    """A code of somebody's authenticator that no story has used: each works once, and a step early or late too."""
    now = time.time()
    shown = (authenticator_code(now + step) for step in (0, STEP_SECONDS, -STEP_SECONDS))
    code = next(each for each in shown if (email, each) not in used_codes)
    used_codes.add((email, code))
    return code


class Person:
    """One browser context at one council's address."""

    def __init__(self, browser: Browser, base: str, viewport: dict, javascript: bool, also: dict | None = None):
        """`also`: a second size of window at which every page is checked."""
        self.base = base
        self.sizes = [viewport, also] if also else [viewport]
        self.javascript = javascript
        self.context = browser.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
            accept_downloads=True,
        )
        self.complaints: list[str] = []
        self._seen: set[str] = set()
        self.page = self._watch(self.context.new_page())

    def _watch(self, page: Page) -> Page:
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", self._heard)
        return page

    def _heard(self, message) -> None:
        # A page drawn again with errors answers 422, and what has ended 410: Chromium logs both as failed resources.
        # Without a socket, a page that leaves a box as its person stops sharing says so to nobody any more: 403.
        too_late = "403" in message.text and message.location["url"].endswith("/form/changes/")
        if message.type == "error" and not too_late and not re.search("422|410", message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def shows(self) -> str:
        """The address and the words of the page that is open; of somebody who has closed their browser, the address."""
        if self.page.is_closed():
            return f"{self.page.url}, closed"
        return f"{self.page.url}\n{self.page.inner_text('body')}"

    def close(self) -> None:
        """Close the browser: only what the server holds is left."""
        self.context.close()

    # --- going about ---------------------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """Type an address, and again when the page that was open turned by itself meanwhile."""
        for _ in range(TURNS):
            if not (turned := self._turned_instead(path)):
                break
            self.page.wait_for_load_state()
        else:
            raise turned
        self.look()

    def _turned_instead(self, path: str) -> PlaywrightError | None:
        """Type an address once. Pages turn by themselves which wait for a result, and those that a dead line left."""
        try:
            self.page.goto(self.base + path)
        except PlaywrightError as error:
            if not re.search("net::ERR_ABORTED|interrupted by another navigation", error.message):
                raise
            return error
        return None

    def press(self, name: str) -> None:
        """Press a button (or a link that looks like one) by the beginning of its name."""
        # Every button leads somewhere; scripts may wait for a save under way before they let the form go.
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first.click()
        self.look()

    def follow(self, name: str | re.Pattern) -> None:
        """Follow a link."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()
        self.look()

    def submit(self, form: str = "main form") -> None:
        """Press the first button of a form."""
        with self.page.expect_navigation():
            self.page.locator(f"{form} button:not([type=button])").first.click()
        self.look()

    def fetch(self, path: str) -> tuple[str, bytes]:
        """Content type and body of an address, with this person's cookies."""
        host, _, port = self.base.removeprefix("http://").partition(":")
        cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in self.context.cookies(self.base))
        with closing(HTTPConnection("127.0.0.1", int(port), timeout=30)) as connection:
            connection.request("GET", path, headers={"Host": host, "Cookie": cookies})
            response = connection.getresponse()
            return response.headers["Content-Type"], response.read()

    def look(self, *, again: bool = False) -> None:
        """Check the page: its kind once a person, again when it shows errors, and none that somebody else had alike.
        `again`: also a kind that this person had, of which something else is shown now.
        """
        if again:
            self._seen.clear()
        try:
            self._look()
        except PlaywrightError as error:
            # A page that waits for a result gave way to the next meanwhile.
            if "because of a navigation" not in error.message:
                raise
            self._look()

    def _look(self) -> None:
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{3}-\w{4}-\w{4}", "*", self.page.url.partition("?")[0])
        kind += " with errors" if self.page.locator(".govuk-error-summary").count() else ""
        if kind in self._seen or not self.javascript:
            return
        self._seen.add(kind)
        alike = kind, str(self.sizes), self.page.evaluate(SKELETON)
        if alike in looked_at:
            return
        looked_at.add(alike)
        if self.sizes[0] == PHONE:
            self._resize(NARROW)
            self._complain(f"{kind} at 320 px", misfits(self.page))
            self._complain(f"{kind} at 320 px and {LARGE_TEXT}", misfits_enlarged(self.page))
        # The size at which the person goes on comes last.
        for size in reversed(self.sizes):
            self._resize(size)
            self._check_accessibility(f"{kind} at {size['width']} px", size["width"])
            self._complain(f"{kind} at {size['width']} px", misfits(self.page))
            if size == PHONE:
                self._complain(kind, high_head(self.page))
        settled(self.page)

    def _resize(self, size: dict) -> None:
        """Give the window another size, and its page the time to take it: menus fold when they hear of it."""
        self.page.set_viewport_size(size)
        settled(self.page)

    def _complain(self, where: str, wrong: list[str]) -> None:
        self.complaints += [f"{where}: {each}" for each in wrong]

    def check_still(self) -> None:
        """Nothing has moved by itself since the page was opened."""
        if self.javascript:
            self._complain(self.page.url, moved(self.page))

    def _check_accessibility(self, kind: str, width: int) -> None:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(Axe().axe_script)
        shown = {(width, each) for each in self.page.evaluate(SHOWN)}
        contrast = {"color-contrast": {"enabled": not shown <= contrasted}}
        contrasted.update(shown)
        options = AXE_OPTIONS | {"rules": contrast}
        # What axe found nothing in is most of what it would tell.
        for violation in self.page.evaluate("options => axe.run(options).then((said) => said.violations)", options):
            targets = [node["target"] for node in violation["nodes"]]
            self.complaints.append(f"{kind}: {violation['id']} ({violation['impact']}) {targets}")

    def check_error_links(self) -> None:
        """Every link of the error summary puts the focus into the field it names."""
        links = self.page.locator(".govuk-error-summary a")
        assert links.count() > 0
        for number in range(links.count()):
            target = links.nth(number).get_attribute("href")
            links.nth(number).click()
            focused = self.page.evaluate("'#' + document.activeElement.id")
            if focused != target:
                self.complaints.append(f"{self.page.url}: the error link {target} focuses {focused}")

    # --- signing in ------------------------------------------------------------------------------------------------

    def sign_in_by_code(self, contact: str) -> None:
        """On the sign-in page: ask for a code, read it in the demo's mailbox, type it."""
        self.page.locator("[name=contact]").fill(contact)
        self.submit()
        self.enter_code(contact)

    def enter_code(self, contact: str) -> None:
        """Where a code is asked for: type the newest that was sent to this contact."""
        self.page.locator("[name=code]").fill(CODE.search(self.letter_to(contact))[1])
        self.submit()

    def letter_to(self, contact: str) -> str:
        """The newest letter to this contact in the demo's mailbox, "" when there is none."""
        _, page = self.fetch("/mailbox/")
        letters = (letter.text for letter in tree(page.decode()).all("section"))
        return next((letter for letter in letters if contact in letter), "")

    def sign_in_staff(self, email: str) -> None:
        """Password, then the code of the authenticator app."""
        self.go("/account/sign-in/password/")
        self.page.locator("[name=login]").fill(email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.submit()
        self.page.locator("[name=code]").fill(unused_code(email))
        self.submit()
