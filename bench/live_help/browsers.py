"""`python -m bench.live_help.browsers`: two Chromiums on one form; a plan (JSON) in, figures (JSON) out.

From a key pressed in one page to its letter in the box of the other, on one clock. Somebody who types at 50 words a
minute presses a key every quarter of a second.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.live_help.lines import TOKEN
from scripts.setup import browser_path

KEYS, WARM_KEYS, KEY_MS, SETTLE_MS = 60, 8, 240, 2000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
# When each length of the text was first there, in milliseconds of the machine's clock.
WATCH = """name => {
  window.came = {};
  const look = () => {
    const box = document.querySelector(`[name="${name}"]`);
    if (box && !(box.value in window.came)) window.came[box.value] = performance.timeOrigin + performance.now();
    setTimeout(look, 1);
  };
  look();
}"""


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Keys pressed by the resident, and then by the adviser; what each page has loaded; what a page loads alone."""
    pair = plan["pair"]
    site = f"http://{plan['site']['host']}:{plan['site']['port']}"
    with sync_playwright() as playwright:
        browsers = [playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS) for _ in range(2)]
        # The page of the conversation tells her browser what she shares.
        resident = _page(browsers[0], site, pair["resident"]["session"], pair["resident"]["path"])
        resident.goto(f"{site}{pair['address']}")
        adviser = _page(browsers[1], site, pair["adviser"]["session"], f"{pair['adviser']['path']}form/")
        # Both sides are on one page of the form as soon as the adviser's has followed.
        adviser.locator(f"[name='{pair['field']}']:enabled").wait_for()
        times = {
            "resident": _typed(resident, adviser, pair["field"]), "adviser": _typed(adviser, resident, pair["field"]),
        }  # fmt: skip
        for browser in browsers:
            browser.close()
    return {"times": times}


def _page(browser: Browser, site: str, session: str, path: str) -> Page:
    context = browser.new_context(locale="en-GB")
    values = {"sessionid": session, "csrftoken": TOKEN}
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in values.items()])
    page = context.new_page()
    page.goto(f"{site}{path}")
    return page


def _typed(typist: Page, reader: Page, field: str) -> list[float]:
    """Seconds from each key to the other page; the first ones open what is opened once."""
    box = typist.locator(f"[name='{field}']")
    box.fill("")
    reader.wait_for_timeout(SETTLE_MS)
    for page in (typist, reader):
        page.evaluate(WATCH, field)
    box.press_sequentially("".join(chr(ord("a") + number % 26) for number in range(KEYS)), delay=KEY_MS)
    reader.wait_for_timeout(SETTLE_MS)
    pressed, came = typist.evaluate("window.came"), reader.evaluate("window.came")
    texts = sorted((text for text in pressed if text), key=len)
    # What went off together with the next key came with it.
    arrivals = {len(text): when for text, when in came.items()}
    found = []
    for text in texts[WARM_KEYS:]:
        later = [when for length, when in arrivals.items() if length >= len(text)]
        found.append((min(later) - pressed[text]) / 1000 if later else float("inf"))
    return found


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
