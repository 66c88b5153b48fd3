// The pages of a resident who shares a form: the bar follows what is shared, the adviser's answers come into the boxes, and
// what is typed is saved sooner. It loads with the bar, so on no other page.
import { readRaw } from "../../claims/answers.js";
import { replyOf } from "../../core/replies.js";
import { Line } from "../line.js";
import { writeRaw } from "./boxes.js";
import { lineFor, say, sendInTurn, TAB } from "./common.js";
import { keepFocus } from "./focus.js";
import { takeAnswer } from "./remote.js";
import { Saves } from "./saves.js";
import { LongTexts } from "./texts.js";
import { Typing } from "./typing.js";
import { There, Where } from "./where.js";

// What is typed goes off at once, and the next this many milliseconds after it.
const PACE = 200;
// An answer to the server says that this page is here (cobrowse/sharing/rules/presence.py); not more often than this.
const HERE_EVERY = 2000;

export class Sharing {
  constructor(bar) {
    this.bar = bar;
    this.words = bar.dataset;
    this.sentence = bar.querySelector(".bo-help-bar__words");
    // What goes from the bar later leaves its room, so that nothing below moves.
    bar.style.minHeight = `${bar.offsetHeight}px`;
    this.state = bar.querySelector("[data-sharing-state]");
    this.typing = new Typing();
    this.later = new Map();
    this.here = Date.now();
    this.there = new There(bar.dataset.there);
    this.saves = new Saves((message) => this.line.tell(message));
    this.line = lineFor(Line, bar, {
      upto: Number(bar.dataset.upto),
      onNews: (news) => this.show(news),
      onPassing: (said) => this.pass(said),
      onBeat: () => this.tellHere(),
      onReply: (reply) => this.saves.take(reply),
      onLost: () => this.saves.lost(),
      onState: (state) => this.showLine(state),
    });
  }

  start() {
    this.where = new Where((at) => this.line.tell({ at }), (at) => this.postWhere(at));
    this.where.start();
    document.addEventListener("claim:autosave", ({ detail }) => this.follow(detail));
    for (const form of this.bar.querySelectorAll("form")) form.querySelector("button").addEventListener("click", (event) => this.stop(event, form));
    this.line.start();
    addEventListener("online", () => this.line.hurry());
    addEventListener("pagehide", () => {
      this.where.leave();
      this.line.stop();
    });
    // Out of the browser's memory it says what was shared then.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  /** The form's own script is there: answers go off sooner, and come in. */
  follow({ form, queue, questions, update }) {
    if (!form.dataset.autosaveUrl.includes(this.words.claim)) return;
    queue.pace = PACE;
    this.form = form;
    this.page = {
      queue,
      typing: this.typing,
      row: form.dataset.row ?? "",
      read: (key) => (questions.has(key) ? readRaw(questions.get(key)) : undefined),
      write: (key, raw) => {
        writeRaw(questions.get(key), raw);
        update();
        form.dispatchEvent(new CustomEvent("shared:written"));
      },
      setBase: (key, revision) => {
        const question = questions.get(key);
        question.querySelector(".bo-conflict")?.remove();
        const base = question.querySelector("input[data-base-of]");
        if (base) base.value = String(revision);
      },
    };
    this.questions = questions;
    this.startTexts(queue);
    this.watch();
  }

  /** Long words of this page: what both write is kept. */
  startTexts(queue) {
    const { read, write, setBase } = this.page;
    this.texts = new LongTexts({
      read,
      write,
      isComposing: (key) => this.typing.isComposing(key),
      know: (key, revision, text) => {
        setBase(key, revision);
        this.form.querySelector(`[data-was-of="${CSS.escape(key)}"]`).value = `${revision}:${text}`;
      },
      save: (key) => queue.waiting.has(key) || queue.change(key, read(key), { soon: true }),
    });
    for (const input of this.form.querySelectorAll("[data-was-of]")) this.texts.start(input.dataset.wasOf, input.value);
    const send = queue.send;
    queue.send = async (change, last) => {
      const dressed = this.texts.dress(change);
      return this.texts.settle(dressed, await sendInTurn(queue, dressed, (each) => (!last && this.overLine(each)) || send(each)));
    };
    addEventListener("pagehide", () => this.saves.leave(queue, send), { once: true });
  }

  /** An answer of a form, while there is a socket; other pages have ways of their own to save. */
  overLine(change) {
    const { saves: claim } = this.words;
    const version = this.form?.elements._version?.value;
    return claim ? this.saves.send({ ...change, claim, row: this.page.row, version }) : null;
  }

  watch() {
    const keyOf = (event) => event.target.closest("[data-question]")?.dataset.question ?? "";
    this.form.addEventListener("input", (event) => {
      this.typing.typed(keyOf(event));
      this.where.tell(keyOf(event));
    });
    this.form.addEventListener("focusin", (event) => this.where.tell(keyOf(event)));
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.where.tell("");
      if (this.page.queue.waiting.size) this.page.queue.flush();
    });
    this.form.addEventListener("compositionstart", (event) => this.typing.compose(keyOf(event)));
    this.form.addEventListener("compositionend", (event) => {
      this.typing.typed(keyOf(event));
      this.typing.compose("");
      this.texts.catchUp(keyOf(event));
      for (const answer of this.later.values()) this.take(answer);
      this.later.clear();
    });
    for (const answer of this.early ?? []) this.take(answer);
    this.showWhere();
  }

  /** Where a network blocks sockets. */
  postWhere(at) {
    const body = new FormData(this.bar.querySelector("form"));
    body.set("at", at);
    return fetch(`${this.words.changes}?tab=${TAB}`, { method: "POST", body, keepalive: true, headers: { Accept: "application/json" } });
  }

  /** No timer of ours: a page in the background has none, and one whose line is lost is asked nothing. */
  tellHere() {
    if (Date.now() - this.here < HERE_EVERY) return;
    this.here = Date.now();
    this.line.tell({ here: true });
  }

  show(news) {
    if (!news.now.shared) return this.end();
    this.setAccess(news.now.access);
    this.showWay(news.now.go ?? "");
    for (const answer of news.answers) this.take(answer);
    if (news.at !== undefined) this.pass({ at: news.at });
  }

  take(answer) {
    if (!this.page) {
      this.early = [...(this.early ?? []), answer];
      return;
    }
    const { question, row, raw, revision } = answer;
    const isLong = row === this.page.row && this.texts.has(question);
    const became = isLong ? this.texts.take(question, revision, raw) : takeAnswer(answer, this.page);
    if (became === "later" && !isLong) this.later.set(question, answer);
    if (became === "put" || (isLong && became !== "known")) {
      this.tell(this.words.changed.replace("{label}", answer.label));
      this.mark(question);
    }
  }

  pass({ at, show }) {
    if (show !== undefined && this.mark(show)) {
      this.tell(this.words.shows.replace("{label}", this.labelOf(show)));
      this.questions.get(show).scrollIntoView({ block: "center" });
    }
    if (at === undefined) return;
    this.at = at;
    this.showWhere();
  }

  showWhere() {
    this.there.show(this.questions?.get((this.at ?? "").split(".")[0]) ?? null);
  }

  /** Of a way that stands there, words are only read out. */
  tell(words) {
    this.state.classList.toggle("govuk-visually-hidden", words === this.words.goes);
    say(this.state, words);
  }

  /** The way to another page: theirs to go, with what is typed here saved. */
  showWay(page) {
    const way = this.bar.querySelector("[data-sharing-go]");
    const address = this.words.pages.replace("page-key", page);
    const isKnown = !way.hidden && way.querySelector("a").getAttribute("href") === address;
    keepFocus(way, () => this.sentence, () => {
      way.hidden = !page || address === location.pathname;
    });
    way.querySelector("a").setAttribute("href", address);
    if (!way.hidden && !isKnown) this.tell(this.words.goes);
  }

  labelOf(key) {
    const words = this.questions.get(key).querySelector("legend, label");
    return words?.textContent.trim() ?? "";
  }

  /** A frame around a question for a while. */
  mark(key) {
    const question = this.questions?.get(key.split(".")[0]);
    if (!question) return false;
    question.classList.add("bo-shown");
    setTimeout(() => question.classList.remove("bo-shown"), 4000);
    return true;
  }

  setAccess(access) {
    this.bar.dataset.sharing = access;
    for (const words of this.bar.querySelectorAll("[data-sharing-words]")) words.hidden = words.dataset.sharingWords !== access;
    keepFocus(this.bar, () => this.sentence, () => {
      this.bar.querySelector("[data-sharing-less]").hidden = access !== "edit";
    });
  }

  /** Stopping turns no page, so that nothing that is typed is lost; should it fail, the button does what it does without scripts. */
  async stop(event, form) {
    if (this.failed) return;
    const button = event.currentTarget;
    event.preventDefault();
    try {
      const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      if ((await replyOf(response, ["stopped"])).status !== 200) throw new Error("not stopped");
      if (form.matches("[data-sharing-less]")) this.setAccess("view");
      else this.end();
    } catch {
      this.failed = true;
      button.click();
    }
  }

  end() {
    this.line.stop();
    this.there.show(null);
    this.tell(this.words.stopped);
    keepFocus(this.bar, () => this.state, () => {
      this.bar.querySelector("[data-sharing-go]").hidden = true;
      for (const each of this.bar.querySelectorAll("form, [data-sharing-words]")) each.hidden = true;
    });
  }

  showLine(state) {
    if (state === "refused") return this.end();
    if (state === "away") this.tell(this.words.away);
    else if (this.state.textContent === this.words.away) this.tell("");
  }
}

const bar = document.querySelector("[data-sharing]");
if (bar) new Sharing(bar).start();
