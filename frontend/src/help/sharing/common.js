// What both sides of a shared form need.

/** Only what is new is read out. */
export function say(region, words) {
  if (region.textContent !== words) region.textContent = words;
}

async function ask(url) {
  const response = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } });
  return { status: response.status, body: response.status === 200 ? await response.json() : {} };
}

/** The line that an element names: data-live, data-wait, data-changes. */
export function lineFor(Line, element, options) {
  const { live, wait, changes } = element.dataset;
  return new Line({
    socketUrl: new URL(live, location.href).href.replace(/^http/, "ws"),
    pollUrl: wait,
    plainUrl: changes,
    onTyping: () => {},
    open: (url) => new WebSocket(url),
    ask,
    ...options,
  });
}
