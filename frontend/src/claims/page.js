// Claim pages: shows and hides questions as answers change, and saves each answer while the person types.
// The page works without it: everything here is also done by the server when the form is posted.
import { forConditions, readRaw } from "./answers.js";
import { AutosaveQueue } from "./autosave.js";
import { visibleQuestions } from "./conditions.js";
import { tidyPostcode } from "./postcodes.js";
import { revealedSayer } from "./revealed.js";
import { replyOf } from "../core/replies.js";
import { renewForms, sessionState } from "../core/session.js";
import { SaveState } from "./save_state.js";

const form = document.querySelector("form[data-claim-page]");
const questions = new Map([...(form?.querySelectorAll("[data-question]") ?? [])].map((el) => [el.dataset.question, el]));
const baseInput = (question) => question.querySelector("input[data-base-of]");
// One open page names itself in every change: it may follow up its own writing even when a reply is lost.
const pageId =
  globalThis.crypto?.randomUUID?.() ?? `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 12)}`;
let changes = 0;
const newId = () => `${pageId}.${(changes += 1)}`;

function namePage() {
  const input = Object.assign(document.createElement("input"), { type: "hidden", name: "_page_id", value: pageId });
  form.append(input);
}

function followConditions() {
  const script = document.getElementById(form.dataset.conditions || "page-conditions");
  if (!script) return () => {};
  const page = JSON.parse(script.textContent);
  const inRow = Boolean(page.row);
  const say = revealedSayer(document.querySelector("[data-revealed]"));
  return (event) => {
    const typed = {};
    for (const [key, el] of questions) {
      const raw = readRaw(el);
      if (raw !== undefined) typed[key] = forConditions(raw, el.dataset);
    }
    const context = {
      derived: page.derived,
      answers: inRow ? page.answers : { ...page.answers, ...typed },
      row: inRow ? { ...page.row, ...typed } : undefined,
    };
    const shown = visibleQuestions([...questions.keys()], page.conditions ?? {}, context);
    const revealed = [...questions].filter(([key, el]) => el.hidden && shown.has(key)).map(([, el]) => el);
    for (const [key, el] of questions) el.hidden = !shown.has(key);
    if (event) say(revealed);
  };
}

function tidyPostcodeOf({ target }) {
  if (target.autocomplete?.endsWith("postal-code") || target.name?.endsWith("-postcode")) target.value = tidyPostcode(target.value);
}

const tokenInput = (root) => root.querySelector("[name=csrfmiddlewaretoken]");

// Signing in again in another tab makes this page's token worthless: ask for a new one. False when the person is not here
// any more, or is another one by now: what is on the page is not theirs to send.
async function renewToken() {
  return renewForms(await sessionState(form.dataset.sessionUrl));
}

const SLOWEST_SAVE = 3000;
const DOUBLE_CLICK = 4000;
const after = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Browsers refuse a keepalive request with a longer body than this.
const KEEPALIVE_LIMIT = 60000;

async function send(change) {
  const reply = await post(change);
  if (reply.body.state !== "old_token") return reply;
  // The token is old, which is no reason to say that the person is signed out.
  const isHere = await renewToken().catch(() => false);
  return isHere ? post(change) : reply;
}

async function post(change) {
  const drawnFrom = { page: form.dataset.page ?? "", row: form.dataset.row ?? "", version: form.elements._version?.value };
  const body = JSON.stringify({ ...drawnFrom, ...change });
  const response = await fetch(form.dataset.autosaveUrl, {
    method: "POST",
    keepalive: body.length < KEEPALIVE_LIMIT,
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": tokenInput(form)?.value ?? "" },
    body,
  });
  return replyOf(response, ["saved"]);
}

function startAutosave(update) {
  const state = new SaveState(document.querySelector("[data-save-state]"), questions);
  const bases = Object.fromEntries([...questions].map(([key, el]) => [key, Number(el.dataset.base) || 0]));
  const queue = new AutosaveQueue({
    send,
    bases,
    newId,
    onState: (now) => {
      if (now.name === "saved") {
        const input = baseInput(questions.get(now.question));
        if (input) input.value = String(now.revision);
      }
      state.show(now, queue);
    },
  });
  const changed = (event, soon) => {
    const el = event.target.closest("[data-question]");
    const raw = el && readRaw(el);
    if (raw !== undefined && raw !== null) queue.change(el.dataset.question, raw, { soon });
  };
  form.addEventListener("input", (event) => changed(event, false));
  form.addEventListener("change", (event) => changed(event, true));
  window.addEventListener("online", () => queue.flush());
  window.addEventListener("focus", async () => {
    if (queue.signedOut) await renewToken().catch(() => {});
    if (queue.unsaved) queue.flush();
  });
  watchLeaving(queue);
  // Whoever shares the form has a script more on this page (help/sharing/resident.js).
  document.dispatchEvent(new CustomEvent("claim:autosave", { detail: { form, queue, questions, update } }));
}

/** What happens to unsaved answers when the page is hidden, closed or posted. */
function watchLeaving(queue) {
  let posting = false;
  let posted = false;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !posting) queue.flushAll();
  });
  window.addEventListener("beforeunload", (event) => {
    if (queue.atRisk && !posting) event.preventDefault();
  });
  // A save still on its way would make the posted page look stale: wait for it, then post once.
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    if (posted || (posting && queue.inFlight)) return event.preventDefault();
    posting = true;
    if (queue.inFlight) {
      event.preventDefault();
      await Promise.race([queue.stop(), after(SLOWEST_SAVE)]);
      queue.inFlight = null;
      return form.requestSubmit(event.submitter);
    }
    queue.stop();
    posted = true;
    // The person may have stopped the page from loading: let them press the button again.
    await after(DOUBLE_CLICK);
    posted = false;
  });
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}

/** One press is enough to hear a question: opening its line plays it, closing it stops. Without scripts the player has its own button. */
function listen({ target }) {
  const audio = target.matches(".bo-listening") && target.querySelector("audio");
  if (audio) target.open ? audio.play() : audio.pause();
}

if (form) {
  form.addEventListener("toggle", listen, true);
  const update = followConditions();
  // Before anything else reads the box.
  form.addEventListener("change", tidyPostcodeOf, { capture: true });
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  update();
  namePage();
  if (form.dataset.autosaveUrl) startAutosave(update);
}
