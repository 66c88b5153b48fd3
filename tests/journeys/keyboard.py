"""Somebody without a mouse: keys alone, as a keyboard or a switch sends them."""

from __future__ import annotations

import re

from playwright.sync_api import Locator

from tests.journeys.person import Person

# More stops than any page of the desk or the studio has.
MOST_STOPS = 400
HERE = "(there) => there === document.activeElement"
# Whether whoever looks can tell where the focus is.
SEEN = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const drawn = (each) => { const style = getComputedStyle(each);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none"; };
  const label = here.labels?.[0];
  const inner = label ? getComputedStyle(label, "::before").boxShadow !== "none" : false;
  return box.width > 0 && box.height > 0 && (drawn(here) || inner);
}"""


class Keyboard:
    """A person's keys."""

    def __init__(self, person: Person):
        self.person = person

    def key(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for each in keys:
            self.person.page.keyboard.press(each)

    def tab_to(self, there: Locator) -> None:
        """Press Tab until the focus is there; wherever it stops on the way, it must be seen at the end."""
        # Found once: to look for it by its name at every stop takes far longer than the stops.
        element = there.element_handle()
        for _ in range(MOST_STOPS):
            if element.evaluate(HERE):
                assert self.person.page.evaluate(SEEN), f"{there}: nobody sees that the focus is here"
                return
            self.key("Tab")
        raise AssertionError(f"{there}: no number of tabs leads there")

    def open(self, key: str = "Enter") -> None:
        """Press a key that leads to another page."""
        with self.person.page.expect_navigation():
            self.key(key)
        self.person.look()

    def link(self, name: str | re.Pattern) -> None:
        """Tab to a link and follow it."""
        self.tab_to(self.person.page.get_by_role("link", name=name).first)
        self.open()

    def button(self, name: str | re.Pattern) -> None:
        """Tab to a button (or a link that looks like one) and press it."""
        self.tab_to(self.person.page.get_by_role("button", name=name).first)
        self.open()

    def choose(self, name: str) -> None:
        """Tab to the radios that this one is among, and go to it by the arrows."""
        wanted = self.person.page.get_by_label(name, exact=True).first
        group = self.person.page.locator(f"input[type=radio][name='{wanted.get_attribute('name')}']")
        self.tab_to(group.first)
        for _ in range(group.count()):
            if wanted.evaluate(HERE):
                break
            self.key("ArrowDown")
        self.key("Space")
        assert wanted.is_checked()

    def tick(self, box: Locator) -> None:
        """Tab to a checkbox and tick it."""
        self.tab_to(box)
        self.key("Space")
        assert box.is_checked()

    def pick(self, name: str, value: str) -> None:
        """Tab to a list to choose from, and go down it to this value."""
        choices = self.person.page.locator(f"select[name={name}]")
        self.tab_to(choices)
        for _ in range(choices.locator("option").count()):
            if choices.input_value() == value:
                return
            self.key("ArrowDown")
        assert choices.input_value() == value

    def write(self, box: str, words: str) -> None:
        """Tab to a box and type."""
        self.tab_to(self.person.page.locator(f"[name={box}]"))
        self.person.page.keyboard.type(words)
