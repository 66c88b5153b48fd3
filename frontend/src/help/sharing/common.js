// What both sides of a shared form need.

/** Only what is new is read out. */
export function say(region, words) {
  if (region.textContent !== words) region.textContent = words;
}

// A line on which somebody types carries no more bytes in a second, however long the answer is.
const MOST_A_SECOND = 2000;

/**
 * Sends a change, and has the queue rest afterwards for as long as a slow line takes for it. Long words go off with the text that they were
 * made of, so a long answer is sent every few seconds, not with every key; a short one never waits for it.
 * @param {object} queue AutosaveQueue  @param {object} change  @param {(change: object) => Promise} send
 */
export function sendInTurn(queue, change, send) {
  const bytes = new TextEncoder().encode(JSON.stringify(change)).length;
  queue.rest((bytes / MOST_A_SECOND) * 1000);
  return send(change);
}

async function ask(url) {
  const response = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } });
  return { status: response.status, body: response.status === 200 ? await response.json() : {} };
}

// This page, of the several that one side may have open: leaving it does not say that they left another one.
export const TAB = 1 + Math.floor(Math.random() * 999);

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
    tab: TAB,
    ...options,
  });
}
