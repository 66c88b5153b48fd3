"""Filling in form pages the way a person does: by the controls on the page, from raw answers."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page


def fill_question(page: Page, question: dict[str, Any], raw: Any) -> None:
    """Type or pick one raw answer."""
    key, kind = question["key"], question["type"]
    if kind in ("yes_no", "yes_no_unsure", "choice"):
        page.locator(f"input[name='{key}'][value='{raw}']").check()
    elif kind == "multi_choice":
        for value in raw:
            page.locator(f"input[name='{key}'][value='{value}']").check()
    elif kind == "declaration":
        page.locator(f"input[name='{key}']").check()
    elif isinstance(raw, dict):
        for part, value in raw.items():
            control = page.locator(f"[name='{key}-{part}']")
            if control.count() == 0:
                continue
            if control.evaluate("control => control.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)
    else:
        page.locator(f"[name='{key}']").fill(str(raw))


def visible_keys(page: Page) -> list[str]:
    """The keys of the questions that are shown and can be answered."""
    return page.locator("[data-question]:not([hidden])").evaluate_all("all => all.map(q => q.dataset.question)")
