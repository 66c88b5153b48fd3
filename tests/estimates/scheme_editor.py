"""The editor of schemes as a browser without scripts has it: what stands in its boxes is what a press sends."""

from __future__ import annotations

from typing import Any

from estimates.forms.scheme import initial_of
from tests.core.html_tree import tree

ADDRESS = "/staff/settings/council-tax/"
Sent = dict[str, Any]
# Boxes that a first scheme begins with something in, which a council that does not want it empties.
BEGINS_WITH = {"pension_percent", "others-hours"}


class Editor:
    """The editor of a year, on one shape or on what the year begins with."""

    def __init__(self, browser: Any, year: int, shape: str = "") -> None:
        self.browser, self.address = browser, f"{ADDRESS}{year}/edit/"
        self.page = self._read(browser.get(f"{self.address}?shape={shape}" if shape else self.address))

    def _read(self, response: Any) -> Any:
        self.response = response
        return tree(response.content.decode())

    @property
    def boxes(self) -> Sent:
        """What the form sends as it stands, without its buttons and its token."""
        form = next(each for each in self.page.all("form", method="post") if each.all("input", id="id_based_on"))
        sent: Sent = {}
        for box in [*form.all("input"), *form.all("select"), *form.all("textarea")]:
            name = box.attrs.get("name", "")
            if not name or name in ("csrfmiddlewaretoken", "form_owner"):
                continue
            if box.name == "select":
                chosen = [each for each in box.all("option") if "selected" in each.attrs] or box.all("option")[:1]
                sent[name] = chosen[0].attrs["value"]
            elif box.attrs.get("type") in ("checkbox", "radio"):
                if "checked" in box.attrs:
                    value = box.attrs.get("value", "on")
                    sent[name] = [*sent.get(name, []), value] if box.attrs["type"] == "checkbox" else value
                else:
                    sent.setdefault(name, []) if box.attrs["type"] == "checkbox" else None
            else:
                sent[name] = box.text if box.name == "textarea" else box.attrs.get("value", "")
        return {name: value for name, value in sent.items() if value != []}

    @property
    def names(self) -> set[str]:
        """The names of all boxes that the page has."""
        return {
            each.attrs["name"] for kind in ("input", "select") for each in self.page.all(kind) if "name" in each.attrs
        }

    def press(self, sent: Sent, **button: str) -> Any:
        """Send what is given with a button, read the page that comes, and return the response."""
        self.page = self._read(self.browser.post(self.address, {**sent, **button}))
        return self.response

    def enter(self, rules: dict[str, Any], name: str) -> Any:
        """Fill in a scheme, asking for rows and tables as long as it has no box for something, and save it."""
        wanted = {
            key: value for key, value in initial_of(rules, name).items() if value is not None and value is not False
        }
        while lacking := sorted(set(wanted) - self.names):
            before = self.names
            is_group = lacking[0].endswith("-group")
            more = lacking[0].removesuffix("group") + "bands" if is_group else lacking[0].rsplit("-", 2)[0]
            self.press(self.boxes, more=more)
            assert self.names > before, f"no box for {lacking}"
        typed = {key: value if isinstance(value, list) else _typed(value) for key, value in wanted.items()}
        left = {
            key: value if isinstance(value, str) and key not in BEGINS_WITH else "" for key, value in self.boxes.items()
        }
        return self.press({**left, **typed})


def _typed(value: Any) -> str:
    return "on" if value is True else str(value)
