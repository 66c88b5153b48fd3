// The autosave queue of a claim page, without the page: what to send, when, in which order, and what went wrong.
// Everything outside (network, clock, timers) is passed in, so that it is tested in Node.

const RETRY_AFTER = [1000, 2000, 5000, 10000, 30000];

/** Sends one changed answer at a time, oldest change first; only the latest value of a question is sent. */
export class AutosaveQueue {
  /**
   * @param {object} options
   * @param {(change: object, last?: boolean) => Promise<{status: number, body: object}>} options.send
   *   when it is the last, must survive the page closing (fetch keepalive); rejects when the server cannot be reached
   * @param {(state: object) => void} options.onState told {name, question?, ...} after every change of state;
   *   names: saving, saved, offline, conflict, signed_out, ended, refused
   * @param {Object<string, number>} options.bases revision each question of the page was drawn from
   * @param {() => string} options.newId a fresh id per change; a retry repeats it, so the server saves once
   * @param {{set: Function, clear: Function}} [options.timers]
   * @param {number} [options.debounce] milliseconds of quiet after typing
   * @param {number} [options.pace] instead of waiting for quiet: what is typed goes off at once, and the next so many
   *   milliseconds after it. Somebody looks on.
   * @param {() => number} [options.now] milliseconds
   */
  constructor({ send, onState, bases, newId, timers, debounce = 800, pace = 0, now = () => Date.now() }) {
    this.send = send;
    this.onState = onState;
    this.bases = { ...bases };
    this.newId = newId;
    this.timers = timers ?? { set: setTimeout.bind(globalThis), clear: clearTimeout.bind(globalThis) };
    this.debounce = debounce;
    this.pace = pace;
    this.now = now;
    this.sentAt = -Infinity;
    // Until when nothing more is sent, so that a line is not filled: see `rest`.
    this.restsUntil = 0;
    this.waiting = new Map();
    this.conflicts = new Map();
    this.inFlight = null;
    this.sending = "";
    this.failures = 0;
    this.signedOut = false;
    // Whoever let this person fill it in does not any more.
    this.ended = false;
    this.stopped = false;
    this.timer = null;
  }

  /** True while something typed has not reached the server. */
  get unsaved() {
    return this.waiting.size > 0 || this.inFlight !== null || this.conflicts.size > 0;
  }

  /** True while what was typed for this question has not reached the server. */
  isUnsaved(question) {
    return this.waiting.has(question) || this.conflicts.has(question) || this.sending === question;
  }

  /** True while closing the page would lose something: a healthy save finishes by itself, a failing one does not. */
  get atRisk() {
    return this.unsaved && (this.failures > 0 || this.conflicts.size > 0 || this.signedOut || this.ended);
  }

  /** An answer changed. `soon` false waits for a pause in typing. */
  change(question, raw, { soon = false } = {}) {
    if (this.stopped) return;
    const conflict = this.conflicts.get(question);
    if (conflict) {
      conflict.raw = raw;
      return;
    }
    this.waiting.delete(question);
    this.waiting.set(question, { question, raw, id: this.newId() });
    // While the connection is down the back-off decides when to try; new typing must not hurry it.
    if (this.failures > 0) return;
    this.#schedule(soon ? 0 : this.#wait());
  }

  /** Send nothing more for so many milliseconds; what is typed meanwhile goes off together. */
  rest(milliseconds) {
    this.restsUntil = this.now() + milliseconds;
  }

  /** Send at once: the network is back, or the person has signed in again. */
  flush() {
    this.failures = 0;
    this.restsUntil = 0;
    this.#schedule(0);
  }

  /** The page is going away: hand everything to the browser at once, which finishes by itself. */
  flushAll() {
    for (const change of [...this.waiting.values()]) {
      this.send(this.#payload(change), true).then(
        (reply) => this.#arrived(change, reply),
        () => this.onState({ name: "offline", question: change.question }),
      );
    }
  }

  /** Should the page come back, what has arrived meanwhile is not sent again. */
  #arrived(change, { status, body }) {
    if (status !== 200 || this.waiting.get(change.question) !== change) return;
    this.waiting.delete(change.question);
    this.bases[change.question] = body.revision;
    this.onState({ name: "saved", question: change.question, revision: body.revision });
  }

  /** The person chose to keep their own answer over the one saved elsewhere. */
  keepMine(question) {
    const conflict = this.conflicts.get(question);
    if (!conflict) return;
    this.conflicts.delete(question);
    this.bases[question] = conflict.revision;
    this.change(question, conflict.raw, { soon: true });
  }

  /** Stop for good (the form is being posted). Resolves when nothing is on its way any more. */
  async stop() {
    this.stopped = true;
    this.timers.clear(this.timer);
    this.waiting.clear();
    if (this.inFlight) await this.inFlight;
  }

  #wait() {
    return this.pace ? Math.max(0, this.sentAt + this.pace - this.now()) : this.debounce;
  }

  #schedule(delay) {
    this.timers.clear(this.timer);
    this.timer = this.timers.set(() => this.#sendNext(), Math.max(delay, this.restsUntil - this.now()));
  }

  #payload(change) {
    return { ...change, base: this.bases[change.question] ?? 0 };
  }

  #sendNext() {
    if (this.inFlight || this.stopped || this.waiting.size === 0) return;
    const [question, change] = this.waiting.entries().next().value;
    this.waiting.delete(question);
    this.sending = question;
    this.sentAt = this.now();
    this.onState({ name: "saving", question });
    this.inFlight = this.send(this.#payload(change)).then(
      (reply) => this.#settle(change, reply),
      () => this.#retry(change),
    );
  }

  #settle(change, { status, body }) {
    const { question } = change;
    this.inFlight = null;
    this.sending = "";
    if (status >= 500 || status === 408 || status === 429) return this.#retry(change);
    this.failures = 0;
    this.ended = body.state === "ended";
    if (this.ended) {
      this.#putBack(change);
      return this.onState({ name: "ended", question });
    }
    this.signedOut = status === 401 || status === 403;
    if (this.signedOut) {
      this.#putBack(change);
      return this.onState({ name: "signed_out", question, url: body.url });
    }
    const isKnown = this.waiting.has(question) && (this.bases[question] ?? 0) >= body.revision;
    if (status === 409 && !isKnown) {
      const latest = this.waiting.get(question) ?? change;
      this.waiting.delete(question);
      this.conflicts.set(question, { raw: latest.raw, revision: body.revision });
      this.onState({ name: "conflict", question, savedDisplay: body.saved_display });
    } else if (status >= 400 && status !== 409) {
      this.onState({ name: "refused", question });
    } else if (status !== 409) {
      this.bases[question] = body.revision;
      this.onState({ name: "saved", question, revision: body.revision });
    }
    if (this.waiting.size > 0) this.#schedule(this.pace ? this.#wait() : 0);
  }

  #retry(change) {
    this.inFlight = null;
    this.sending = "";
    this.#putBack(change);
    if (this.stopped) return;
    const delay = RETRY_AFTER[Math.min(this.failures, RETRY_AFTER.length - 1)];
    this.failures += 1;
    this.onState({ name: "offline", question: change.question });
    this.#schedule(delay);
  }

  /** Keep a change that did not arrive, at the front; what the person typed since wins, being later in the list. */
  #putBack(change) {
    this.waiting = new Map([[change.question, change], ...this.waiting]);
  }
}
