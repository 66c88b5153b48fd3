// Pages with a box for files: each file is sent by itself when the form is posted, with how far it has come, and goes on
// where it was when the line dropped. Then the form is posted as it always is. Without this all files go with the form.
import { LineDown, Refused, Sending, sizeWords } from "./parts.js";
import { renewForms, sessionState } from "./session.js";

const SLOWEST = 60000;
const HASH_IN_HEX = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

class Uploads {
  constructor(status) {
    this.status = status;
    this.form = status.closest("form");
    this.words = JSON.parse(status.dataset.words);
    this.list = status.querySelector("[data-upload-list]");
    this.said = status.querySelector("[data-upload-said]");
    this.again = status.querySelector("[data-upload-again]");
    this.done = new Set();
    this.rows = new Map();
    this.isSending = false;
    this.form.addEventListener("submit", (event) => this.submitted(event), { capture: true });
    this.form.addEventListener("change", (event) => event.target.type === "file" && this.forget());
    this.again.addEventListener("click", () => this.start(this.submitter));
    window.addEventListener("beforeunload", (event) => this.isSending && event.preventDefault());
  }

  chosen() {
    const boxes = [...this.form.querySelectorAll('input[type="file"]')];
    return boxes.flatMap((box) => [...box.files].map((file) => ({ box, file })));
  }

  submitted(event) {
    if (this.isReady || event.submitter?.matches("[data-switches]") || (!this.isSending && !this.chosen().length)) return;
    const { pageUrl } = this.status.dataset;
    if (pageUrl && event.submitter?.getAttribute("formaction") !== pageUrl) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.isSending) this.start(event.submitter);
  }

  /** Other files were chosen: what was said of those before is over. */
  forget() {
    if (this.isSending) return;
    this.list.replaceChildren();
    this.rows.clear();
    this.again.hidden = true;
  }

  async start(submitter) {
    this.submitter = submitter;
    this.isSending = true;
    this.status.hidden = false;
    this.again.hidden = true;
    const files = this.chosen().filter(({ file }) => !this.done.has(file));
    this.say(this.words.sending.replace("{number}", files.length));
    for (const { file } of files) this.row(file);
    await this.renew();
    const outcomes = [];
    // One after the other: on a slow line several at once would all be late.
    for (const each of files) outcomes.push(await this.send(each));
    this.isSending = false;
    if (outcomes.every((outcome) => outcome === "kept")) return this.post();
    this.stopped(outcomes);
  }

  /** Signing in again in another tab makes the token of this page worthless. */
  async renew() {
    const url = document.querySelector("dialog[data-session]")?.dataset.stateUrl;
    if (url) await sessionState(url).then((state) => renewForms(state)).catch(() => {});
  }

  async send({ box, file }) {
    const row = this.row(file);
    const { name } = file;
    try {
      row.sending ??= await this.sending(box, file, row);
      const { problems, had } = await row.sending.run();
      if (problems.length) {
        // The page's own sentence: another file has to be chosen.
        this.show(row, problems.join(" "), true);
        return "refused";
      }
      this.done.add(file);
      this.show(row, had[0] ?? this.words.kept);
      this.say(`${name}: ${had[0] ?? this.words.kept}`);
      return "kept";
    } catch (problem) {
      this.show(row, this.why(problem, row, file), true);
      return "stopped";
    }
  }

  why(problem, row, file) {
    if (problem instanceof Refused && problem.message) return problem.message;
    if (problem instanceof Refused) return this.words.failed;
    if (!(problem instanceof LineDown)) return this.words.unreadable;
    return this.words.dropped.replace("{sent}", this.size(row.sending?.sent ?? 0)).replace("{size}", this.size(file.size));
  }

  async sending(box, file, row) {
    // A conversation knows by it what it has been given already.
    row.clientId = this.form.querySelector('input[name="client_id"]')?.value;
    const subtle = globalThis.crypto?.subtle;
    const hash = subtle ? HASH_IN_HEX(await subtle.digest("SHA-256", await file.arrayBuffer())) : null;
    return new Sending({
      file,
      hash,
      post: (step, fields, id) => this.reply(step, fields, id, box, file, row),
      onState: ({ sent, waits }) => this.progress(row, file, sent, waits),
      pause: (milliseconds) => pauseOrOnline(milliseconds),
    });
  }

  async reply(step, fields, id, box, file, row) {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "_drawn_for"]) {
      const input = this.form.querySelector(`input[name="${name}"]`);
      if (input) body.append(name, input.value);
    }
    const { beginUrl, pageUrl } = this.status.dataset;
    if (row.clientId) body.append("client_id", row.clientId);
    if (step !== "page") for (const [name, value] of Object.entries(fields)) body.append(name, value);
    else if (fields.id) body.append(`_arrived-${box.name}`, `${fields.id} ${file.name}`);
    else body.append(box.name, file);
    const url = { begin: beginUrl, part: `${beginUrl}${id}/`, page: pageUrl || this.form.getAttribute("action") || location.href }[step];
    const aborter = new AbortController();
    const timer = setTimeout(() => aborter.abort(), SLOWEST);
    try {
      const response = await fetch(url, {
        method: "POST", credentials: "same-origin", headers: { Accept: "application/json" }, body, signal: aborter.signal,
      });
      const isOurs = (response.headers.get("Content-Type") ?? "").includes("json");
      return { status: response.status, body: isOurs ? ((await response.json()) ?? {}) : {} };
    } finally {
      clearTimeout(timer);
    }
  }

  row(file) {
    if (this.rows.has(file)) return this.rows.get(file);
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { textContent: file.name, id: `upload-${this.rows.size}` });
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0, className: "govuk-!-width-full" });
    bar.setAttribute("aria-labelledby", name.id);
    const text = document.createElement("p");
    text.className = "govuk-hint govuk-!-margin-bottom-0";
    item.append(name, bar, text);
    this.list.append(item);
    const row = { item, bar, text, half: false };
    this.rows.set(file, row);
    return row;
  }

  progress(row, file, sent, waits) {
    const percent = Math.floor((100 * sent) / (file.size || 1));
    row.bar.value = percent;
    const how = this.words.progress.replace("{percent}", `${percent}%`).replace("{sent}", this.size(sent)).replace("{size}", this.size(file.size));
    row.text.textContent = waits ? `${how} ${this.words.waits}` : how;
    // Said aloud at the half and when the line drops, not at every step.
    if (waits && !row.waits) this.say(`${file.name}: ${this.words.waits}`);
    else if (!waits && percent >= 50 && percent < 100 && !row.half) {
      row.half = true;
      this.say(`${file.name}: ${how}`);
    }
    row.waits = waits;
  }

  show(row, words, isWrong = false) {
    row.bar.hidden = true;
    row.text.textContent = words;
    row.text.className = isWrong ? "govuk-error-message" : "govuk-hint govuk-!-margin-bottom-0";
  }

  /** Some are not there: those that came stay out of what is sent again, the others stay chosen. */
  stopped(outcomes) {
    const kept = outcomes.filter((outcome) => outcome === "kept").length;
    this.say(this.words.stopped.replace("{kept}", kept).replace("{number}", outcomes.length));
    this.again.hidden = !outcomes.includes("stopped");
    if (outcomes.includes("stopped")) return this.again.focus();
    // What the server does not take is no longer chosen, so that the form can go on without it.
    this.unchoose();
  }

  unchoose() {
    for (const box of this.form.querySelectorAll('input[type="file"]')) box.value = "";
  }

  /** Everything is kept: the form itself, without the files; or the page goes on as it is. */
  post() {
    if (this.status.dataset.pageUrl) return this.unchoose();
    for (const box of this.form.querySelectorAll('input[type="file"]')) box.disabled = true;
    const marker = Object.assign(document.createElement("input"), { type: "hidden", name: "_files_sent", value: "yes" });
    this.form.append(marker);
    this.isReady = true;
    this.form.requestSubmit(this.submitter ?? undefined);
  }

  say(words) {
    this.said.textContent = words;
  }

  size(bytes) {
    return sizeWords(bytes, document.documentElement.lang);
  }
}

/** Until it is time to try again, or the network says that it is back. */
function pauseOrOnline(milliseconds) {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, milliseconds);
    window.addEventListener("online", go);
  });
}

const canWork = typeof HTMLFormElement.prototype.requestSubmit === "function";
for (const status of document.querySelectorAll("[data-uploads]")) if (canWork) new Uploads(status);
// A page that comes back from the browser's memory has posted its files.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[data-uploads]")) window.location.reload();
});
