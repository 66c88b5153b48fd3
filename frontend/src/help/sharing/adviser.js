// A shared form on the adviser's page: it follows the person's page, and each answer is saved as it is typed. Without this script each
// question has a button of its own.
import { readRaw } from "../../claims/answers.js";
import { AutosaveQueue } from "../../claims/autosave.js";
import { replyOf } from "../../core/replies.js";
import { Line } from "../line.js";
import { putText } from "./boxes.js";
import { lineFor, say, sendInTurn, TAB } from "./common.js";
import { keepFocus } from "./focus.js";
import { withLines } from "./lines.js";
import { Saves } from "./saves.js";
import { LongTexts } from "./texts.js";
import { Typing } from "./typing.js";
import { There, Where } from "./where.js";

// What is typed goes off at once, and the next this many milliseconds after it.
const PACE = 200;
const SILENT = 423;
// Browsers refuse a keepalive request with a longer body than this.
const KEEPALIVE_LIMIT = 60000;
const pageId = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 12)}`;

export class SharedForm {
  constructor(root) {
    this.root = root;
    this.words = root.dataset;
    this.state = root.querySelector("[data-shared-state]");
    this.seen = root.querySelector("[data-shared-seen]");
    this.unheard = new Set();
    this.pageOf = root.querySelector("[data-shared-page]");
    this.typing = new Typing();
    this.later = new Map();
    this.html = new Map();
    this.access = root.dataset.access;
    this.token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    this.there = new There(root.dataset.there);
    this.where = new Where((at) => this.line.tell({ at }), (at) => this.post({ at }));
    this.go = root.querySelector("[data-shared-go]");
    this.changes = 0;
    this.saves = new Saves((message) => this.line.tell(message));
    this.startQueue();
    this.line = lineFor(Line, root, {
      upto: Number(root.dataset.upto),
      onNews: (news) => this.show(news),
      onPassing: ({ at }) => at !== undefined && this.showWhere(at),
      onReply: (reply) => this.saves.take(reply),
      onLost: () => this.saves.lost(),
      onState: (state) => this.showLine(state),
    });
    this.line.known = root.dataset.known;
  }

  start() {
    this.dress();
    const parts = this.pageOf;
    parts.addEventListener("input", (event) => this.changed(event, false));
    parts.addEventListener("change", (event) => this.changed(event, true));
    parts.addEventListener("focusin", (event) => this.where.tell(idOf(event)));
    parts.addEventListener("focusout", (event) => parts.contains(event.relatedTarget) || this.where.tell(""));
    this.where.start();
    this.go.addEventListener("submit", (event) => this.showWay(event));
    parts.addEventListener("compositionstart", (event) => this.typing.compose(idOf(event)));
    parts.addEventListener("compositionend", (event) => this.composed(idOf(event)));
    parts.addEventListener("submit", (event) => {
      event.preventDefault();
      this.changed(event, true);
      this.queue.flush();
    });
    parts.addEventListener("click", (event) => {
      const key = event.target.closest("[data-part-show]")?.dataset.partShow;
      if (key) this.post({ show: key }).catch(() => say(this.state, this.words.away));
    });
    addEventListener("pagehide", () => {
      this.where.leave();
      this.queue.flushAll();
      this.saves.leave(this.queue, (change) => this.post(change));
      this.line.stop();
    });
    addEventListener("beforeunload", (event) => this.losesWords() && event.preventDefault());
    addEventListener("online", () => this.comeBack());
    this.line.start();
  }

  /** Whether closing the page loses what was typed: no line carries it, saving it fails, or nobody is there to hear it. */
  losesWords() {
    const noLine = this.isAway || !navigator.onLine;
    return this.queue.atRisk || (noLine && this.queue.unsaved) || [...this.unheard].some((id) => this.part(id));
  }

  /** There is a network again: what is not saved yet does not wait for its next try. */
  comeBack() {
    this.line.hurry();
    if (this.queue.unsaved) this.queue.flush();
  }

  /** A fresh queue: what was not saved under another leave is never sent under a new one. */
  startQueue() {
    this.queue?.stop();
    const texts = (this.texts = new LongTexts({
      read: (id) => (this.part(id) ? readRaw(this.part(id).querySelector("[data-question]")) : undefined),
      write: (id, text) => putText(this.part(id).querySelector("textarea"), text),
      isComposing: (id) => this.typing.isComposing(id),
      know: (id, revision, text) => {
        this.part(id).querySelector("[data-base-of]").value = revision;
        wasIn(this.part(id)).value = `${revision}:${text}`;
      },
      save: (id) => this.queue.waiting.has(id) || this.queue.change(id, texts.page.read(id), { soon: true }),
    }));
    for (const part of this.pageOf.querySelectorAll("[data-shared-part]")) {
      if (wasIn(part)) texts.start(part.dataset.sharedPart, wasIn(part).value);
    }
    const queue = (this.queue = new AutosaveQueue({
      send: async (change, last) => {
        const dressed = texts.dress(change);
        const reply = await sendInTurn(queue, dressed, (each) => this.send(each, last));
        return this.texts === texts ? texts.settle(dressed, reply) : reply;
      },
      onState: (now) => this.showSaving(now),
      bases: this.bases(),
      newId: () => `${pageId}.${(this.changes += 1)}`,
      pace: PACE,
    }));
  }

  bases() {
    const found = [...this.pageOf.querySelectorAll("[data-shared-part]")];
    return Object.fromEntries(found.map((part) => [part.dataset.sharedPart, baseIn(part)]));
  }

  part(id) {
    return this.pageOf.querySelector(`[data-shared-part="${CSS.escape(id)}"]`);
  }

  /** With the script nobody needs the buttons that save. */
  dress(root = this.pageOf) {
    for (const button of root.querySelectorAll("[data-part-save]")) button.hidden = true;
    for (const button of root.querySelectorAll("[data-part-show]")) button.hidden = false;
  }

  changed(event, soon) {
    const part = event.target.closest("[data-shared-part]");
    const question = part?.querySelector("[data-question]");
    const raw = question && readRaw(question);
    if (raw === undefined || raw === null) return;
    const id = part.dataset.sharedPart;
    this.typing.typed(id);
    this.queue.conflicts.delete(id);
    this.queue.change(id, raw, { soon });
    this.where.tell(id);
  }

  /** The way to another page, on the person's own. */
  async showWay(event) {
    event.preventDefault();
    const go = this.go.elements.go.value;
    const reply = await this.post({ go }).catch(() => ({ status: 0 }));
    say(this.state, reply.status === 200 ? this.words.goneTo : this.words.away);
  }

  setPages(pages) {
    this.go.hidden = pages.length === 0;
    const { go } = this.go.elements;
    if (JSON.stringify([...go.options].map((each) => [each.value, each.text])) === JSON.stringify(pages)) return;
    const chosen = go.value;
    go.replaceChildren(...pages.map(([key, title]) => new Option(title, key, false, key === chosen)));
  }

  async send({ question: id, raw, base, id: change, known }, last) {
    const [question, row = ""] = id.split(".");
    const asked = { question, row, raw, base, id: change, known, version: versionIn(this.part(id)) };
    const reply = await ((!last && this.saves.send(asked, id)) || this.post(asked));
    // Not allowed any more, or not while they are gone: dropped, so that it does not come back by itself when it is allowed again.
    if (reply.status === SILENT) this.unheard.add(id);
    else this.unheard.delete(id);
    return reply.status === SILENT || reply.status === 403 || reply.status === 404 ? { status: 400, body: {} } : reply;
  }

  async post(asked) {
    const body = JSON.stringify(asked);
    const response = await fetch(`${this.words.sharedForm}?tab=${TAB}`, {
      method: "POST",
      keepalive: body.length < KEEPALIVE_LIMIT,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
      body,
    });
    return replyOf(response, ["saved", "shown"]);
  }

  showSaving(now) {
    const words = this.part(now.question)?.querySelector("[data-part-state]");
    if (!words) return;
    const texts = { saving: this.words.saving, saved: this.words.saved, refused: this.words.refused, conflict: this.words.conflict };
    const unheard = now.name === "refused" && this.unheard.has(now.question);
    if (unheard) texts.refused = this.words.silent;
    this.part(now.question).querySelector("[data-part-save]").hidden = !unheard;
    if (now.name === "conflict") {
      // The next key is an answer to what they have read here.
      this.queue.bases[now.question] = this.queue.conflicts.get(now.question).revision;
      this.queue.conflicts.delete(now.question);
    }
    say(words, (texts[now.name] ?? this.words.lost).replace("{saved}", now.savedDisplay ?? ""));
    this.sayAloud(now.name, texts, words.textContent);
  }

  /** What is not saved is heard too, and then that it is: the words beside a box are in no region that is read out. */
  sayAloud(name, texts, words) {
    const isLost = !(name in texts);
    if (isLost || name === "refused" || name === "conflict") say(this.state, words);
    else if (name === "saved" && this.state.textContent === this.words.lost) say(this.state, words);
  }

  /** Whoever was in a box that is gone is at the title of the page that they see, or at the words that they see none. */
  show(news) {
    const place = () => this.pageOf.querySelector("[data-shared-title]") ?? this.root.querySelector("[data-shared-none]");
    keepFocus(this.root, place, () => this.draw(news));
  }

  draw({ now, form, at }) {
    const changed = now.access !== this.access;
    this.access = now.access;
    const may = now.live === false && now.access === "edit" ? "" : now.access;
    for (const words of this.root.querySelectorAll("[data-shared-words]")) words.hidden = words.dataset.sharedWords !== may;
    this.root.querySelector("[data-shared-none]").hidden = now.shared;
    this.showPresence(now);
    if (!now.shared) {
      this.queue.stop();
      this.html.clear();
      this.pageOf.dataset.sharedPage = "";
      this.pageOf.removeAttribute("tabindex");
      this.pageOf.replaceChildren();
      this.setPages([]);
    } else if (form && (changed || form.place !== this.pageOf.dataset.sharedPage)) {
      this.drawPage(form);
    } else if (form) {
      this.updatePage(form);
    }
    if (form?.pages) this.setPages(form.pages);
    if (at !== undefined) this.showWhere(at);
  }

  /** That they are gone, or back, is read out; for how long is not. */
  showPresence({ live = true, seen = "" }) {
    this.root.querySelector("[data-shared-not-live]").hidden = live;
    if (live && this.state.textContent === this.words.silent) say(this.state, "");
    say(this.seen, seen);
  }

  drawPage(form) {
    if (this.access === "edit") this.queue.flushAll();
    const title = element("h3", "govuk-heading-m", "data-shared-title");
    const parts = element("div", "", "data-shared-parts");
    const rest = element("div", "", "data-shared-rest");
    title.textContent = form.title;
    for (const [id, html] of form.parts) parts.append(this.newPart(id, html));
    rest.innerHTML = form.rest;
    this.html = new Map(form.parts);
    this.later.clear();
    this.pageOf.dataset.sharedPage = form.place;
    // It may be longer than its window: the arrow keys scroll it.
    this.pageOf.tabIndex = 0;
    this.pageOf.replaceChildren(title, parts, rest);
    this.startQueue();
    this.dress();
  }

  newPart(id, html) {
    const part = element("form", "", "data-shared-part");
    part.dataset.sharedPart = id;
    part.method = "post";
    part.innerHTML = html;
    return part;
  }

  updatePage(form) {
    const parts = this.pageOf.querySelector("[data-shared-parts]");
    // Over a socket, null is what this screen was sent before.
    if (form.rest !== null) this.pageOf.querySelector("[data-shared-rest]").innerHTML = form.rest;
    const wanted = new Set(form.parts.map(([id]) => id));
    for (const part of [...parts.children]) if (!wanted.has(part.dataset.sharedPart)) part.remove();
    let before = null;
    for (const [id, sent] of form.parts) {
      let part = this.part(id);
      if (sent === null) {
        before = part ?? before;
        continue;
      }
      const html = withLines(this.html.get(id), sent);
      if (!part) {
        part = this.newPart(id, html);
        if (before) before.after(part);
        else parts.prepend(part);
      } else if (this.html.get(id) !== html) {
        this.updatePart(part, html);
      }
      this.html.set(id, html);
      before = part;
    }
    this.dress();
  }

  /** One question has another answer: where somebody types, theirs stays, and they are told. */
  updatePart(part, html) {
    const id = part.dataset.sharedPart;
    if (this.typing.isComposing(id)) return this.later.set(id, html);
    const fresh = this.newPart(id, html);
    const base = baseIn(fresh);
    if (this.texts.has(id) && wasIn(fresh)) return this.takeText(id, base, wasIn(fresh).value);
    if (base <= (this.queue.bases[id] ?? 0) && this.typing.isIn(id)) return;
    // Not saved while they were gone: it stays, and saving it shows what they have now.
    if (this.unheard.has(id)) return;
    if (this.queue.isUnsaved(id)) return say(part.querySelector("[data-part-state]") ?? this.state, this.words.theirs);
    this.queue.bases[id] = Math.max(base, this.queue.bases[id] ?? 0);
    if (!part.contains(document.activeElement)) return part.replaceChildren(...fresh.childNodes);
    for (const box of fresh.querySelectorAll("input, textarea, select")) {
      for (const there of part.querySelectorAll(`[name="${CSS.escape(box.name)}"]`)) {
        if (there.type !== "radio" && there.type !== "checkbox") putText(there, box.value);
        else if (there.value === box.value) there.checked = box.checked;
      }
    }
    if (this.typing.isIn(id)) say(part.querySelector("[data-part-state]"), this.words.theirs);
  }

  /** Long words: what both write is kept. */
  takeText(id, revision, was) {
    if (this.texts.take(id, revision, was.slice(was.indexOf(":") + 1)) !== "known") this.queue.conflicts.delete(id);
  }

  composed(id) {
    this.typing.typed(id);
    this.typing.compose("");
    this.texts.catchUp(id);
    for (const [each, html] of this.later) if (this.part(each)) this.updatePart(this.part(each), html);
    this.later.clear();
  }

  showWhere(at) {
    const there = at ? (this.part(at) ?? this.pageOf.querySelector(`[data-question="${CSS.escape(at)}"]`)) : null;
    const isNew = there !== this.there.element;
    this.there.show(there);
    // Followed, unless the adviser is at work on a question of their own.
    if (isNew && !this.pageOf.contains(document.activeElement)) there?.scrollIntoView({ block: "nearest" });
  }

  /** Signed out, or no right any more: nothing of the form stays on this screen, and nothing typed goes off. */
  close() {
    this.queue.stop();
    this.html.clear();
    say(this.state, this.words.closed);
    keepFocus(this.root, () => this.state, () => {
      this.pageOf.replaceChildren();
      for (const words of this.root.querySelectorAll("[data-shared-words], [data-shared-none]")) words.hidden = true;
    });
  }

  showLine(state) {
    if (state === "refused") return this.close();
    const wasAway = this.isAway;
    this.isAway = state === "away";
    if (wasAway && !this.isAway && this.queue.unsaved) this.queue.flush();
    if (state === "away") say(this.state, this.words.away);
    else if (this.state.textContent === this.words.away) say(this.state, "");
  }
}

const idOf = (event) => event.target.closest("[data-shared-part]")?.dataset.sharedPart ?? "";
const wasIn = (part) => part.querySelector("[data-was-of]");
// The version of the form that a question was drawn from; of another page than a form's there is none.
const versionIn = (part) => part?.querySelector("[name=_version]")?.value;
const baseIn = (part) => Number(part.querySelector("[data-base]")?.dataset.base) || 0;

function element(name, className, mark) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.setAttribute(mark, "");
  return made;
}

const root = document.querySelector("[data-shared-form]");
if (root) new SharedForm(root).start();
