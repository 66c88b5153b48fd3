"""What can be measured of a page in a window of some width, and what of it is wrong. Each answers with sentences."""

from __future__ import annotations

from playwright.sync_api import Page

# The narrowest phone, and how large its owner may have made the text.
NARROW = {"width": 320, "height": 640}
LARGE_TEXT = "200%"
# Where a page's own words begin at the latest on a phone, in pixels: a question of one line then has its box above 250.
HEAD = 200

# Words beyond the window's edges or cut off by what they stand in. A table in its own frame, and what only screen
# readers read, may be wider.
_MISFITS = """() => {
  const width = document.documentElement.clientWidth, wrong = [];
  const aside = ".govuk-visually-hidden, .govuk-skip-link, .bo-scroll, svg, video, script, style, template";
  const over = document.documentElement.scrollWidth - width;
  if (over > 0) wrong.push(`scrolls sideways by ${over} px`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement, range = document.createRange();
    if (!node.textContent.trim() || parent.closest(aside) || !parent.checkVisibility()) continue;
    range.selectNodeContents(node);
    const isOut = [...range.getClientRects()].some((box) => box.width > 1 && (box.right > width + 1 || box.left < -1));
    if (isOut) wrong.push(`“${node.textContent.trim().slice(0, 30)}” is beyond the edge`);
  }
  for (const each of document.querySelectorAll("body *")) {
    // What is typed scrolls in its box.
    const words = each.matches("textarea") ? "" : each.textContent.trim();
    if (!words || each.closest(aside) || !/hidden|clip/.test(getComputedStyle(each).overflow)) continue;
    const isCut = each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1;
    if (isCut && each.clientWidth > 1 && each.checkVisibility()) wrong.push(`“${words.slice(0, 30)}” is cut off`);
  }
  return wrong;
}"""

# Where the words of a page with questions begin: below its title, or with it where the title is the question.
_HEAD = """() => {
  if (document.querySelector(".bo-help-bar, .govuk-error-summary, .govuk-notification-banner")) return 0;
  const title = document.querySelector("main:has(form[data-claim-page], form[data-journal-entry]) h1");
  if (!title) return 0;
  const box = title.getBoundingClientRect();
  return window.scrollY + (title.closest("[data-question]") ? box.top : box.bottom);
}"""

# Whatever moved since the page was opened (or its text enlarged, below) without anybody having pressed just before.
_MOVED = """() => new Promise((done) => {
  const named = ({ node }) => node?.className || node?.nodeName;
  const moved = (entry) => `moved: ${entry.sources.map(named).join(", ")} (${entry.value.toFixed(3)})`;
  const isOwn = (entry) => !entry.hadRecentInput && entry.startTime > (window.enlargedAt ?? 0) + 200;
  new PerformanceObserver((list) => done(list.getEntries().filter(isOwn).map(moved)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([]), 50);
})"""


def misfits(page: Page) -> list[str]:
    """What does not fit into the window as it is."""
    return page.evaluate(_MISFITS)


def misfits_enlarged(page: Page) -> list[str]:
    """What does not fit when somebody has made the text twice as large."""
    page.evaluate("size => { document.documentElement.style.fontSize = size }", LARGE_TEXT)
    wrong = misfits(page)
    page.evaluate("() => { document.documentElement.style.fontSize = ''; window.enlargedAt = performance.now() }")
    return wrong


def high_head(page: Page) -> list[str]:
    """Whether what stands above a question pushes it down, in the window of a phone."""
    top = page.evaluate(_HEAD)
    return [f"its questions begin at {top:.0f} px, and not by {HEAD}"] if top > HEAD else []


def moved(page: Page) -> list[str]:
    """What moved by itself since the page was opened."""
    return page.evaluate(_MOVED)
