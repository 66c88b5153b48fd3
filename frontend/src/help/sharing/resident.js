// The pages of a resident who shares a form: the bar follows what is shared, the adviser's answers come into the boxes, and
// what is typed is saved sooner. It loads with the bar, so on no other page.
import { readRaw } from "../../claims/answers.js";
import { replyOf } from "../../core/replies.js";
import { Line } from "../line.js";
import { writeRaw } from "./boxes.js";
import { lineFor, say } from "./common.js";
import { takeAnswer } from "./remote.js";
import { Typing } from "./typing.js";

const DEBOUNCE = 200;
const TOLD_EVERY = 1000;

class Sharing {
  constructor(bar) {
    this.bar = bar;
    this.words = bar.dataset;
    this.state = bar.querySelector("[data-sharing-state]");
    this.typing = new Typing();
    this.later = new Map();
    this.told = ["", 0];
    this.line = lineFor(Line, bar, {
      upto: Number(bar.dataset.upto),
      onNews: (news) => this.show(news),
      onPassing: (said) => this.pass(said),
      onState: (state) => this.showLine(state),
    });
  }

  start() {
    document.addEventListener("claim:autosave", ({ detail }) => this.follow(detail));
    for (const form of this.bar.querySelectorAll("form")) form.addEventListener("submit", (event) => this.stop(event));
    this.line.start();
    addEventListener("online", () => this.line.hurry());
    addEventListener("pagehide", () => this.line.stop());
    // Out of the browser's memory it says what was shared then.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  /** The form's own script is there: answers go off sooner, and come in. */
  follow({ form, queue, questions, update }) {
    if (!form.dataset.autosaveUrl.includes(this.words.claim)) return;
    queue.debounce = DEBOUNCE;
    this.form = form;
    this.page = {
      queue,
      typing: this.typing,
      row: form.dataset.row ?? "",
      read: (key) => (questions.has(key) ? readRaw(questions.get(key)) : undefined),
      write: (key, raw) => {
        writeRaw(questions.get(key), raw);
        update();
      },
      setBase: (key, revision) => {
        const question = questions.get(key);
        question.querySelector(".bo-conflict")?.remove();
        const base = question.querySelector("input[data-base-of]");
        if (base) base.value = String(revision);
      },
    };
    this.questions = questions;
    this.watch();
  }

  watch() {
    const keyOf = (event) => event.target.closest("[data-question]")?.dataset.question ?? "";
    this.form.addEventListener("input", (event) => {
      this.typing.typed(keyOf(event));
      this.tellWhere(keyOf(event));
    });
    this.form.addEventListener("focusin", (event) => this.tellWhere(keyOf(event)));
    this.form.addEventListener("focusout", () => this.page.queue.waiting.size && this.page.queue.flush());
    this.form.addEventListener("compositionstart", (event) => this.typing.compose(keyOf(event)));
    this.form.addEventListener("compositionend", (event) => {
      this.typing.typed(keyOf(event));
      this.typing.compose("");
      for (const answer of this.later.values()) this.take(answer);
      this.later.clear();
    });
    for (const answer of this.early ?? []) this.take(answer);
  }

  tellWhere(key) {
    const [told, at] = this.told;
    if (told === key && Date.now() - at < TOLD_EVERY) return;
    this.told = [key, Date.now()];
    this.line.tell({ at: key });
  }

  show(news) {
    if (!news.now.shared) return this.end();
    this.setAccess(news.now.access);
    for (const answer of news.answers) this.take(answer);
  }

  take(answer) {
    if (!this.page) {
      this.early = [...(this.early ?? []), answer];
      return;
    }
    const became = takeAnswer(answer, this.page);
    if (became === "later") this.later.set(answer.question, answer);
    if (became === "put") {
      say(this.state, this.words.changed.replace("{label}", answer.label));
      this.mark(answer.question);
    }
  }

  pass({ at, show }) {
    if (show !== undefined && this.mark(show)) {
      say(this.state, this.words.shows.replace("{label}", this.labelOf(show)));
      this.questions.get(show).scrollIntoView({ block: "center" });
    }
    this.there?.classList.remove("bo-there");
    this.there = at ? this.questions?.get(at.split(".")[0]) : null;
    this.there?.classList.add("bo-there");
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
    this.bar.querySelector("[data-sharing-less]").hidden = access !== "edit";
  }

  /** Stopping turns no page, so that nothing that is typed is lost; should it fail, the form is sent as it is. */
  async stop(event) {
    event.preventDefault();
    const form = event.target;
    try {
      const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      if ((await replyOf(response, ["stopped"])).status !== 200) throw new Error("not stopped");
      if (form.matches("[data-sharing-less]")) this.setAccess("view");
      else this.end();
    } catch {
      HTMLFormElement.prototype.submit.call(form);
    }
  }

  end() {
    this.line.stop();
    this.there?.classList.remove("bo-there");
    say(this.state, this.words.stopped);
    for (const each of this.bar.querySelectorAll("form, [data-sharing-words]")) each.hidden = true;
  }

  showLine(state) {
    if (state === "refused") return this.end();
    if (state === "away") say(this.state, this.words.away);
    else if (this.state.textContent === this.words.away) say(this.state, "");
  }
}

const bar = document.querySelector("[data-sharing]");
if (bar) new Sharing(bar).start();
