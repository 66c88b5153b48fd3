"""What can be measured of a page in a window of some width, and what of it is wrong. Each answers with sentences."""

from __future__ import annotations

from playwright.sync_api import Page

# The narrowest phone, and how large its owner may have made the text.
NARROW = {"width": 320, "height": 640}
LARGE_TEXT = "200%"
# Where on a phone the words of a journal's entry and the first box of a form's page begin at the latest, in pixels.
HEAD, FIRST_BOX = 200, 250

# Words beyond the window's edges or cut off by what they stand in. A table in its own frame, and what only screen
# readers read, may be wider.
_MISFITS = """() => {
  const width = document.documentElement.clientWidth, wrong = [];
  const unseen = ".govuk-visually-hidden, .bo-form-name, .govuk-skip-link, script, style, template";
  const aside = `${unseen}, .bo-scroll, svg, video`;
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

# Where the words of a journal's entry begin, below its title, and the first box of a form's page. What has to be read
# before it is agreed to comes before its box, and so do messages and the list of errors.
_HEAD = """() => {
  const before = ".bo-help-bar, .govuk-error-summary, .govuk-notification-banner, .bo-statements";
  if (document.querySelector(before)) return {};
  const below = (each) => window.scrollY + each.getBoundingClientRect().bottom;
  const title = document.querySelector("main:has(form[data-journal-entry]) h1");
  const isBox = (each) => each.checkVisibility() && !each.closest(".govuk-visually-hidden");
  const boxes = document.querySelectorAll(`form[data-claim-page]:not([data-journal-entry]) [data-question] :is(
    .govuk-input, .govuk-textarea, .govuk-select, .govuk-radios__item, .govuk-checkboxes__item, [type=file])`);
  const first = [...boxes].find(isBox);
  return { title: title && below(title), box: first && window.scrollY + first.getBoundingClientRect().top };
}"""

# Whatever moved since the page was opened (or looked at, below) without anybody having pressed just before.
_MOVED = """() => new Promise((done) => {
  const named = ({ node }) => node?.className || node?.nodeName;
  const moved = (entry) => `moved: ${entry.sources.map(named).join(", ")} (${entry.value.toFixed(3)})`;
  const isOwn = (entry) => !entry.hadRecentInput && entry.startTime > (window.lookedAt ?? 0);
  new PerformanceObserver((list) => done(list.getEntries().filter(isOwn).map(moved)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([]), 50);
})"""

# Two frames: in the first the page takes its new shape. A tab behind another draws none.
_SETTLED = """() => new Promise((done) => {
  let over = false;
  const settle = () => { if (!over) window.lookedAt = performance.now(); over = true; done(); };
  requestAnimationFrame(() => requestAnimationFrame(settle));
  setTimeout(settle, 1000);
})"""


def misfits(page: Page) -> list[str]:
    """What does not fit into the window as it is."""
    return page.evaluate(_MISFITS)


def misfits_enlarged(page: Page) -> list[str]:
    """What does not fit when somebody has made the text twice as large."""
    page.evaluate("size => { document.documentElement.style.fontSize = size }", LARGE_TEXT)
    wrong = misfits(page)
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    return wrong


def settled(page: Page) -> None:
    """After a look that changed the window and its text: what moved by that has moved, and does not count."""
    page.evaluate(_SETTLED)


def high_head(page: Page) -> list[str]:
    """Whether what stands above a question pushes it down, in the window of a phone."""
    found = page.evaluate(_HEAD)
    wrong = []
    if (found.get("title") or 0) > HEAD:
        wrong.append(f"its questions begin at {found['title']:.0f} px, and not by {HEAD}")
    if (found.get("box") or 0) > FIRST_BOX:
        wrong.append(f"its first box begins at {found['box']:.0f} px, and not by {FIRST_BOX}")
    return wrong


def moved(page: Page) -> list[str]:
    """What moved by itself since the page was opened."""
    return page.evaluate(_MOVED)
