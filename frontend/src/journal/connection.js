// The journal's ways to the server, for pages and for the worker: who is signed in, and sending one entry.
import { JournalQueue } from "./queue.js";

const LONGEST_WAIT = 30000;

async function ask(url, options = {}) {
  const response = await fetch(url, {
    credentials: "same-origin",
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout?.(LONGEST_WAIT),
    ...options,
  });
  const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
  return { status: response.status, body: isJson ? await response.json() : {} };
}

async function identify() {
  const { status, body } = await ask("/journal/who/");
  if (status !== 200 || typeof body.token !== "string") throw new TypeError(`who: ${status}`);
  return body;
}

const send = (entry, token) =>
  ask("/journal/entries/", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify(entry),
  });

// Browsers without locks keep the order too: an entry is only sent once the one before it is answered.
const lock = (work) => (navigator.locks ? navigator.locks.request("journal-send", work) : work());

// Pages hear of what another tab or the worker did.
const channel = globalThis.BroadcastChannel ? new BroadcastChannel("journal") : null;
const CHANGES = ["waiting", "sent", "refused"];

export const onChange = (work) => channel?.addEventListener("message", ({ data }) => work(data));

export function queueOf(store, onState, timers) {
  const told = (state) => {
    onState(state);
    if (CHANGES.includes(state.name)) channel?.postMessage({ name: state.name, entry: state.entry });
  };
  return new JournalQueue({ store, identify, send, lock, onState: told, timers });
}
