// On the pages of live help for staff: while one is open, the server hears that somebody is at the desk.

// The server waits a minute.
const EVERY_MS = 20000;

/**
 * Say so now and every so often, also after a failure, until it is refused: signed out, or no adviser any more.
 * @param {() => Promise<{status: number, redirected: boolean}>} say
 * @param {{set: Function}} timers
 */
export async function sayHere(say, timers) {
  let answer = null;
  try {
    answer = await say();
  } catch {
    // No connection just now.
  }
  const refused = answer && (answer.redirected || [401, 403, 404].includes(answer.status));
  if (!refused) timers.set(() => sayHere(say, timers), EVERY_MS);
}

const there = globalThis.document?.querySelector("[data-at-desk]");
if (there) {
  const headers = { Accept: "application/json" };
  const say = () => fetch(there.dataset.atDesk, { credentials: "same-origin", headers });
  sayHere(say, { set: setTimeout.bind(globalThis) });
}
