// What goes with its page: a browser that keeps whole pages for "Back" must not keep this one's answer.
export function startGoing(page = document, events = globalThis) {
  const found = page.querySelectorAll("[data-goes-with-page]");
  if (found.length) events.addEventListener("pagehide", () => found.forEach((element) => element.replaceChildren()));
}
