// Keys for the work list and a claim. Never while somebody types or holds another key; they can be switched off, which
// this browser remembers (WCAG 2.1.4).
const OFF = "bo-keys-off";
const TYPED_IN = "textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button])";

/** What a key leads to, or null: { move: 1 | -1 }, { tick: true }, { search: true }, { follow: "next" | "prev" | "back" }, { help: true }. */
export function meaning(event, isOff) {
  if (isOff || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return null;
  if (event.target?.matches?.(TYPED_IN)) return null;
  const means = {
    j: { move: 1 },
    k: { move: -1 },
    x: { tick: true },
    "/": { search: true },
    n: { follow: "next" },
    p: { follow: "prev" },
    u: { follow: "back" },
    "?": { help: true },
  };
  return means[event.key] ?? null;
}

/** The place of the row to go to from this one (-1: none), within so many. */
export function placeAfter(here, by, number) {
  if (!number) return -1;
  return here < 0 ? (by > 0 ? 0 : number - 1) : Math.min(Math.max(here + by, 0), number - 1);
}

function rows() {
  return [...document.querySelectorAll("[data-row] a[id^='row-']")];
}

function go(means) {
  if (means.move) {
    const all = rows();
    const here = all.findIndex((link) => link.closest("tr").contains(document.activeElement));
    all[placeAfter(here, means.move, all.length)]?.focus();
    return all.length > 0;
  }
  if (means.tick) {
    const box = document.activeElement.closest?.("tr")?.querySelector("input[type=checkbox]");
    box?.click();
    return Boolean(box);
  }
  const found = {
    search: () => document.querySelector("form[role=search] input[name=text]"),
    next: () => document.querySelector("a[rel=next]"),
    prev: () => document.querySelector("a[rel=prev]"),
    back: () => document.querySelector(".govuk-back-link"),
    help: () => document.querySelector("[data-keys] summary"),
  }[means.follow ?? Object.keys(means)[0]]();
  if (means.search) found?.focus();
  else found?.click();
  return Boolean(found);
}

function isOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

export function start() {
  const help = document.querySelector("[data-keys]");
  if (!help) return;
  const box = help.querySelector("input");
  help.hidden = false;
  box.checked = !isOff();
  box.addEventListener("change", () => {
    try {
      if (box.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch {
      // Without a memory it holds for this page.
    }
  });
  document.addEventListener("keydown", (event) => {
    const means = meaning(event, !box.checked);
    if (means && go(means)) event.preventDefault();
  });
}

if (typeof document !== "undefined") start();
