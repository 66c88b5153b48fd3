// The bar of the journal: what is kept on this phone, whether it is on its way, and what stands in its way.
// Its words come translated from the page (templates/jobjournal/_offline.html).
import { onChange, queueOf } from "./connection.js";
import { adviceToKeep } from "./home.js";
import { isKept, JournalStore } from "./store.js";

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

const MARKS = { waiting: "govuk-tag--blue", sent: "govuk-tag--green", refused: "govuk-tag--yellow" };

export class Device {
  /**
   * @param {HTMLElement} root the bar, with data-owner and data-device from the server, or data-shell
   * @param {{mend?: (entry: object) => void}} [page] what else the page can do with an entry
   */
  constructor(root, page = {}) {
    this.root = root;
    this.page = page;
    this.words = JSON.parse(document.getElementById("journal-offline-words").textContent);
    this.store = new JournalStore();
    this.queue = queueOf(this.store, (state) => this.#changed(state));
    this.owner = root.dataset.owner || null;
    this.sent = [];
    this.drawing = null;
    this.state = { name: "idle" };
  }

  /** Resolves with whether this device keeps anything for the person of the page. */
  async start() {
    onChange((state) => this.#heard(state));
    try {
      return "shell" in this.root.dataset ? await this.#startShell() : await this.#startPage();
    } catch (problem) {
      if (!this.words[problem.code]) throw problem;
      this.#show(this.words.needs_connection, "refused");
      return false;
    }
  }

  async #startShell() {
    this.owner = (await isKept()) ? await this.store.owner() : null;
    if (this.owner !== null) await this.#follow();
    return this.owner !== null;
  }

  async #startPage() {
    const own = this.root.dataset.device === "own";
    const question = this.root.querySelector("[data-offline-question]");
    if (question) question.hidden = !navigator.serviceWorker;
    if (own) {
      await this.store.setOwner(this.owner);
      await this.#install();
    } else if (!(await isKept())) {
      return false;
    } else if ((await this.store.owner()) !== this.owner) {
      // Somebody else uses this device now: without a connection it opens nobody's journal.
      await this.store.setOwner(null);
    }
    await this.#follow();
    return own;
  }

  async #install() {
    // Where it is granted without asking, the browser does not clear entries away to make room.
    navigator.storage?.persist?.().catch(() => false);
    const { worker } = this.root.dataset;
    await navigator.serviceWorker?.register(worker, { scope: "/journal/", updateViaCache: "none" });
  }

  async #follow() {
    await this.refresh();
    this.queue.run();
    window.addEventListener("online", () => this.queue.hurry());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.queue.hurry());
  }

  /** Keep an entry (or `mended` in its place) here and send it when possible. Resolves with whether it is kept. */
  async add(body, said, mended = null) {
    try {
      await (mended ? this.queue.mend(mended, body, said) : this.queue.add(this.owner, body, said));
    } catch (problem) {
      this.say(problem);
      return false;
    }
    const worker = await navigator.serviceWorker?.getRegistration();
    worker?.sync?.register("journal-send").catch(() => {});
    this.queue.hurry();
    return true;
  }

  /** A StorageProblem in plain words; anything else is a fault of ours and is raised. */
  say(problem) {
    if (!this.words[problem.code]) throw problem;
    this.#show(this.words[problem.code], "refused");
  }

  async #changed(state) {
    this.state = state;
    if (state.name === "sent") this.#wasSent(state.entry);
    if (state.name === "storage" && !this.store.gone) return this.#show(this.words.needs_connection, "refused");
    await this.refresh();
  }

  /** Another tab or the worker did something, perhaps before this page has looked at what waits. */
  #heard({ name, entry }) {
    if (this.owner === null || entry.owner !== this.owner) return;
    if (name === "sent") this.#wasSent(entry);
    this.refresh();
  }

  #wasSent(entry) {
    if (this.sent.some(({ client_id }) => client_id === entry.client_id)) return;
    this.sent.push({ ...entry, state: "sent", problems: [] });
  }

  /** Draw the state as it is now. Called often: one drawing at a time, and one more if something changes meanwhile. */
  refresh() {
    this.stale = true;
    this.drawing ??= this.#draws().finally(() => (this.drawing = null));
    return this.drawing;
  }

  async #draws() {
    while (this.stale) {
      this.stale = false;
      try {
        await this.#draw();
      } catch (problem) {
        // Signed out elsewhere: there is nothing left to draw.
        if (!this.store.gone) throw problem;
      }
    }
  }

  async #draw() {
    const entries = this.owner === null ? [] : await this.store.entriesOf(this.owner);
    const others = await this.store.countOthers(this.owner);
    const count = (name) => entries.filter(({ state }) => state === name).length;
    this.#bar(count("waiting"), count("refused"), others);
    this.#list([...entries, ...this.sent]);
    this.#leaving(entries.length);
  }

  #bar(waiting, refused, others) {
    const { name } = this.state;
    const texts = [];
    const put = (key, number) => texts.push(this.words[key].replace("{number}", number));
    if (waiting > 0) put({ offline: "waiting", signed_out: "signed_out", sending: "sending" }[name] ?? "waiting", waiting);
    if (waiting > 0) texts.push(...adviceToKeep(navigator, this.words.keep_at_home));
    if (refused > 0) put("refused", refused);
    if (others > 0) put("others", others);
    if (texts.length === 0 && this.sent.length > 0) put("all_sent", this.sent.length);
    this.#show(texts.join(" "), refused > 0 ? "refused" : waiting > 0 ? "waiting" : "sent");
    if (name === "signed_out" && waiting > 0) this.#signIn(this.state.url);
  }

  #show(text, state) {
    const line = this.root.querySelector("[data-offline-text]");
    this.root.querySelector("[data-offline-sign-in]")?.remove();
    this.root.dataset.state = state;
    line.hidden = text === "";
    if (line.textContent !== text) line.textContent = text;
  }

  #signIn(url) {
    // The server sends a path on this site; anything else is ignored.
    const href = url.startsWith("/") && !url.startsWith("//") ? url : "/";
    const link = element("a", { className: "govuk-link", href, textContent: this.words.sign_in });
    link.dataset.offlineSignIn = "";
    this.root.querySelector("[data-offline-text]").after(link);
  }

  #list(entries) {
    const list = this.root.querySelector("[data-offline-list]");
    list.hidden = entries.length === 0;
    list.replaceChildren(...entries.map((entry) => this.#item(entry)));
  }

  #item(entry) {
    const mark = element("strong", { className: `govuk-tag ${MARKS[entry.state]}`, textContent: this.words[`mark_${entry.state}`] });
    const text = element("span", { className: "bo-offline__said", textContent: entry.said, lang: "en" });
    const item = element("li", { className: "bo-offline__entry" }, mark, " ", text);
    item.dataset.state = entry.state;
    for (const problem of entry.problems ?? []) {
      item.append(element("p", { className: "govuk-error-message", textContent: problem.text ?? this.words[problem.code] }));
    }
    if (entry.state === "refused") item.append(this.#mend(entry), " ", this.#remove(entry));
    return item;
  }

  #mend(entry) {
    if (!this.page.mend) {
      return element("a", { className: "govuk-link", href: `/journal/offline/#${entry.order}`, textContent: this.words.mend });
    }
    return this.#button(this.words.mend, () => this.page.mend(entry));
  }

  #remove(entry) {
    return this.#button(this.words.remove, async () => {
      await this.store.remove(entry.order);
      await this.refresh();
    });
  }

  #button(textContent, onclick) {
    return element("button", { type: "button", className: "bo-link-button", textContent, onclick });
  }

  /** "?leaving": the person wants to sign out while something is not sent. */
  #leaving(waiting) {
    const box = this.root.querySelector("[data-offline-leaving]");
    if (!box) return;
    box.hidden = !new URLSearchParams(window.location.search).has("leaving");
    const words = waiting > 0 ? this.words.leaving.replace("{number}", waiting) : this.words.leaving_sent;
    box.querySelector("[data-offline-leaving-text]").textContent = words;
  }
}
