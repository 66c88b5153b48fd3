// A conversation's page: what is new is appended as it comes, what is said goes off without turning the page.
// Without this script the same page works by plain posts.
import { isLeaving, LEAVING_MS } from "../core/leaving.js";
import { replyOf, SIGNED_OUT } from "../core/replies.js";
import { startSwitching } from "../core/switching.js";
import { startDesk } from "./desk.js";
import { Line } from "./line.js";
import { Outbox } from "./outbox.js";

// How long "is typing" stands, and how often it is told.
const TYPING_MS = 4000;

export function startConversation() {
  const lines = document.querySelector("[data-help-lines]");
  if (lines) new Conversation(lines).start();
}

export class Conversation {
  constructor(lines) {
    this.lines = lines;
    this.words = document.querySelector("[data-help-words]").dataset;
    this.frame = lines.parentElement;
    this.seen = document.querySelector("[data-help-seen]");
    this.standing = document.querySelector("[data-help-standing]");
    this.state = document.querySelector("[data-help-state]");
    this.form = document.querySelector("[data-help-say]");
    this.box = this.form?.querySelector("textarea");
    this.title = document.title;
    this.unread = 0;
    this.toldTyping = 0;
    this.now = lines.dataset.helpNow;
    this.shown = Number(lines.dataset.helpUpto);
    this.line = new Line({
      socketUrl: new URL(lines.dataset.helpLive, location.href).href.replace(/^http/, "ws"),
      pollUrl: lines.dataset.helpWait,
      plainUrl: lines.dataset.helpChanges,
      upto: Number(lines.dataset.helpUpto),
      onNews: (news) => this.show(news),
      onTyping: () => this.showTyping(),
      onState: (state) => this.showState(state),
      open: (url) => new WebSocket(url),
      ask,
    });
    this.outbox = new Outbox({
      send: (message) => this.send(message),
      onState: ({ waiting, failing }) => this.showSending(waiting, failing),
      onRefused: (message, sentence, status) => this.giveBack(message, sentence, status),
    });
  }

  start() {
    this.scrollDown();
    this.look();
    this.line.start();
    document.addEventListener("visibilitychange", () => this.look());
    addEventListener("online", () => {
      this.line.hurry();
      this.outbox.flush();
    });
    navigator.connection?.addEventListener("change", () => this.line.hurry());
    addEventListener("pagehide", () => this.line.stop());
    addEventListener("submit", (event) => {
      this.leaving = !event.defaultPrevented;
    });
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    addEventListener("beforeunload", (event) => this.outbox.waiting && event.preventDefault());
    if (!this.form) return;
    this.form.querySelector("[data-help-look]").hidden = true;
    this.form.addEventListener("submit", (event) => this.say(event));
    this.box.addEventListener("input", () => this.tellTyping());
  }

  /** What the person sees now they have seen. */
  look() {
    if (document.hidden) return;
    this.unread = 0;
    document.title = this.title;
    this.line.look(this.line.upto);
  }

  show(news) {
    say(this.standing, news.standing);
    if (this.seen) say(this.seen, news.seen);
    if (news.html) {
      const atEnd = this.frame.scrollHeight - this.frame.scrollTop - this.frame.clientHeight < 80;
      // Append only: a list that is drawn anew is read out from the beginning.
      this.append(news.html);
      this.typingEnds();
      if (atEnd) this.scrollDown();
      if (document.hidden) {
        this.unread += 1;
        document.title = `(${this.unread}) ${this.title}`;
      }
    }
    this.look();
    this.now = news.turn;
    this.turn();
  }

  /** Other buttons belong to another state of things: the page is drawn again, once nothing on it would be lost. */
  turn() {
    // A button was pressed: its own page is on the way.
    if (this.leaving || this.now === this.lines.dataset.helpNow || this.hasWords()) return;
    if (isLeaving()) return void setTimeout(() => this.turn(), LEAVING_MS);
    location.assign(this.lines.dataset.helpHere);
  }

  hasWords() {
    if (this.form?.elements.file?.value) return true;
    return this.outbox.waiting > 0 || [...document.querySelectorAll("main textarea")].some((box) => box.value.trim());
  }

  append(html) {
    const fresh = Object.assign(document.createElement("template"), { innerHTML: html });
    for (const line of fresh.content.querySelectorAll("[data-number]")) {
      if (Number(line.dataset.number) <= this.shown) continue;
      this.shown = Number(line.dataset.number);
      this.lines.append(line);
    }
  }

  say(event) {
    if (event.submitter?.name) return;
    event.preventDefault();
    const words = this.box.value.trim();
    if (!words) return this.box.focus();
    this.refusal = "";
    this.outbox.add(this.form.elements.client_id.value, words);
    this.form.elements.client_id.value = newId();
    this.box.value = "";
    this.box.focus();
  }

  async send({ id, words }) {
    const body = new FormData(this.form);
    body.set("client_id", id);
    body.set("words", words);
    // It has a button of its own.
    body.delete("file");
    const response = await fetch(this.lines.dataset.helpHere, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      keepalive: true,
    });
    return replyOf(response, ["said"]);
  }

  /** Not taken: the words are in the box again, with the reason. Who is signed out goes to sign in by posting the form as
   * it is: what a page posts is kept, and in the box again when they are back. */
  giveBack({ id, words }, sentence, status) {
    const later = status === SIGNED_OUT ? this.outbox.takeAll().map((message) => message.words) : [];
    this.box.value = [words, ...later, this.box.value].filter(Boolean).join("\n");
    if (status === SIGNED_OUT) {
      this.form.elements.client_id.value = id;
      this.form.action = this.lines.dataset.helpHere;
      this.leaving = true;
      return HTMLFormElement.prototype.submit.call(this.form);
    }
    this.refusal = sentence || this.words.notSent;
    say(this.state, this.refusal);
  }

  showSending(waiting, failing) {
    say(this.state, failing ? this.words.failing : waiting ? this.words.sending : (this.refusal ?? ""));
    if (!waiting) this.turn();
  }

  showState(state) {
    if (state === "refused") return this.close();
    if (state === "away" && !this.outbox.waiting) say(this.state, this.words.away);
    if (state !== "away" && this.state.textContent === this.words.away) say(this.state, "");
  }

  /** Whose screen it is may see no more: signed out, or not theirs any more. What was said goes; what they type stays. */
  close() {
    this.lines.replaceChildren();
    if (!this.hasWords() && !isLeaving()) return location.assign(this.lines.dataset.helpHere);
    say(this.state, this.words.closed);
  }

  showTyping() {
    this.state.textContent = this.words.typing;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.typingEnds(), TYPING_MS);
  }

  typingEnds() {
    if (this.state.textContent === this.words.typing) this.state.textContent = "";
  }

  tellTyping() {
    if (Date.now() - this.toldTyping < TYPING_MS / 2) return;
    this.toldTyping = Date.now();
    this.line.type();
  }

  scrollDown() {
    this.frame.scrollTop = this.frame.scrollHeight;
  }
}

/** Only what is new is read out. */
function say(region, words) {
  if (region.textContent !== words) region.textContent = words;
}

async function ask(url) {
  const response = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } });
  return { status: response.status, body: response.status === 200 ? await response.json() : {} };
}

/** A random UUID, also where the page is not served by https and crypto.randomUUID is missing. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

startConversation();
startDesk();
// The one page with several forms to type in: staff write to the person and notes for themselves.
startSwitching();
