// The adviser's desk: who waits, and which conversations have something new, without turning the page.
import { isLeaving } from "../core/leaving.js";
import { DeskWatch } from "./desk_watch.js";

// Another one each time, for the same page.
const TOKEN = /name="csrfmiddlewaretoken" value="[^"]*"/g;

export function startDesk() {
  const desk = document.querySelector("[data-help-desk]");
  if (!desk) return;
  const looker = { before: null, title: document.title };
  const url = new URL(desk.dataset.helpDeskLive, location.href).href.replace(/^http/, "ws");
  const watch = new DeskWatch({ look: () => look(desk, looker), open: () => new WebSocket(url) });
  watch.start();
  addEventListener("pagehide", () => watch.stop());
  addEventListener("pageshow", (event) => event.persisted && watch.start());
}

/** Whether something came that was not there: `before` is the state before, null on the first look. */
export function isNews(before, now) {
  if (!before) return false;
  return now.waiting > before.waiting || now.messages > before.messages || now.unread.some((id) => !before.unread.includes(id));
}

let sounds = null;

/** Two soft notes, made here. Browsers allow it once somebody has pressed something on the page. */
function ring() {
  sounds ??= new AudioContext();
  if (sounds.state !== "running") return sounds.resume();
  for (const [after, pitch] of [[0, 660], [0.15, 880]]) {
    const note = sounds.createOscillator();
    const volume = sounds.createGain();
    const at = sounds.currentTime + after;
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0.15, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
    note.connect(volume).connect(sounds.destination);
    note.start(at);
    note.stop(at + 0.3);
  }
}

/** Ask how the desk stands and show it; whether there was an answer. */
async function look(desk, looker) {
  let state = null;
  try {
    const headers = { Accept: "application/json" };
    const response = await fetch(desk.dataset.helpDeskState, { credentials: "same-origin", headers });
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.ok && isOurs) state = await response.json();
    // Signed out, or no adviser any more: the page says so.
    else if (response.status < 500 && response.status !== 429 && !isLeaving()) location.assign(location.pathname);
  } catch {
    // No connection: what is shown stays, and is asked for again later.
  }
  if (!state) return false;
  show(desk, state, looker.title);
  if ("helpDeskSounds" in desk.dataset && isNews(looker.before, state)) ring();
  looker.before = state;
  return true;
}

function show(desk, { markup, waiting, unread }, title) {
  const news = waiting + unread.length;
  document.title = news ? `(${news}) ${title}` : title;
  // A button that somebody is about to press must not move away under their hand.
  const drawn = markup.replace(TOKEN, "");
  if (desk.contains(document.activeElement) || desk.dataset.shown === drawn) return;
  desk.dataset.shown = drawn;
  desk.innerHTML = markup;
}
