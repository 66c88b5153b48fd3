// The end of a session: a warning in good time, with a button that keeps the person signed in. Without scripts nothing is
// lost either: what is posted too late is kept, and put back into its boxes (accounts/keeping/resubmission.py).

const WARN_SECONDS = 300;
const OWNER = "_drawn_for";
const TOKEN = "csrfmiddlewaretoken";

const inputs = (name) => document.querySelectorAll(`input[name="${name}"]`);

/** How long the session lives, for whom forms are drawn now, and a fresh token. Asking does not renew the session. */
export async function sessionState(url, options = {}) {
  const response = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" }, ...options });
  if (!response.ok || response.redirected) throw new Error(`session: ${response.status}`);
  const state = await response.json();
  if (typeof state?.token !== "string") throw new Error("session: no answer of ours");
  return state;
}

/**
 * Give every form of this page a fresh token, if it is the same person's still.
 * @returns {boolean} false for somebody else, or nobody: what is on the page is not theirs to send
 */
export function renewForms(state, root = document) {
  const owners = new Set([...root.querySelectorAll(`input[name="${OWNER}"]`)].map((input) => input.value));
  if (!state.somebody || (owners.size > 0 && !owners.has(state.mark))) return false;
  for (const input of root.querySelectorAll(`input[name="${TOKEN}"]`)) input.value = state.token;
  return true;
}

/** When to look again: seconds until the warning, or 0 when it is time. */
export const untilWarning = (left, warn = WARN_SECONDS) => Math.max(0, left - warn);

export function startSession() {
  const dialog = document.querySelector("dialog[data-session]");
  if (!dialog || typeof dialog.showModal !== "function") return;
  const { stateUrl, stayUrl, left, endedUrl } = dialog.dataset;
  const warn = Number(dialog.dataset.warn ?? WARN_SECONDS);
  const ended = dialog.querySelector("[data-session-ended]");
  const soon = dialog.querySelector("[data-session-soon]");
  const countdown = dialog.querySelector("[data-session-countdown]");
  // Timers stop while a computer sleeps: the clock says what is left.
  let ends = Date.now() + Number(left) * 1000;
  const seconds = () => (ends - Date.now()) / 1000;
  const show = (isOver) => {
    showHalf(dialog, soon, ended, isOver);
    if (!dialog.open) dialog.showModal();
  };
  const over = () => {
    if (!endedUrl) return show(true);
    // A public computer: nothing of the page may be seen, whatever becomes of the request.
    document.body.replaceChildren();
    window.location.replace(endedUrl);
  };
  const heard = (state) => {
    if (state.left === null || (endedUrl && state.left <= 0) || !renewForms(state)) return over();
    ends = Date.now() + state.left * 1000;
    if (untilWarning(state.left, warn) > 0) dialog.close();
    else show(false);
    return undefined;
  };
  const look = async () => {
    if (untilWarning(seconds(), warn) > 0) return;
    const whole = Math.ceil(seconds());
    if (countdown && dialog.open && whole > 0) return count(dialog, countdown, whole);
    // Another tab may have used the session meanwhile.
    await sessionState(stateUrl).then(heard, () => seconds() < 0 && over());
  };
  dialog.querySelector("[data-session-stay]").addEventListener("click", async () => {
    const token = inputs(TOKEN)[0]?.value ?? "";
    await sessionState(stayUrl, { method: "POST", headers: { "X-CSRFToken": token } }).then(heard, over);
  });
  for (const close of dialog.querySelectorAll("[data-session-close]")) close.addEventListener("click", () => dialog.close());
  setInterval(look, countdown ? 1000 : 20000);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  if (endedUrl) window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}

/** One half of the box, under its own heading: that is what a screen reader calls the box. */
export function showHalf(dialog, soon, ended, isOver) {
  soon.hidden = isOver;
  ended.hidden = !isOver;
  dialog.setAttribute("aria-labelledby", (isOver ? ended : soon).querySelector("h2").id);
}

/** The seconds for the eye, each; for the ear, a few. */
function count(dialog, countdown, left) {
  countdown.querySelector("strong").textContent = left;
  if ([60, 30, 10].includes(left)) dialog.querySelector("[data-session-announced]").textContent = countdown.textContent;
}
