// What was said and has not reached the server: one message at a time, in order, each under an id of its own, again
// and again until it is taken or refused. Network and timers are passed in, so that it is tested in Node.

const RETRY_AFTER = [1000, 2000, 4000, 8000, 15000];

// Too many at once, or too slow a line: not refused, only not now.
const LATER = new Set([408, 429]);

export class Outbox {
  /**
   * @param {object} options
   * @param {(message: {id: string, words: string}) => Promise<{status: number, body: object}>} options.send
   *   rejects when the server cannot be reached
   * @param {(state: {waiting: number, failing: boolean}) => void} options.onState
   * @param {(message: object, sentence: string, status: number) => void} options.onRefused what was not taken, and why
   * @param {{set: Function, clear: Function}} [options.timers]
   */
  constructor({ send, onState, onRefused, timers }) {
    this.send = send;
    this.onState = onState;
    this.onRefused = onRefused;
    this.timers = timers ?? { set: setTimeout.bind(globalThis), clear: clearTimeout.bind(globalThis) };
    this.messages = [];
    this.failures = 0;
    this.busy = false;
    this.timer = null;
  }

  /** How many messages the server has not taken yet. */
  get waiting() {
    return this.messages.length;
  }

  /** Say something: it goes after what waits already. */
  add(id, words) {
    this.messages.push({ id, words });
    this.#tell();
    if (!this.timer) this.#next();
  }

  /** Everything that waits, in order: it is sent in another way. */
  takeAll() {
    return this.messages.splice(0);
  }

  /** Try at once: the network is back. */
  flush() {
    this.timers.clear(this.timer);
    this.timer = null;
    this.#next();
  }

  async #next() {
    if (this.busy || !this.messages.length) return;
    const [message] = this.messages;
    this.busy = true;
    let reply = null;
    try {
      reply = await this.send(message);
    } catch {
      // Not reached: the same message under the same id again, which the server keeps once.
    }
    this.busy = false;
    if (!reply || reply.status >= 500 || LATER.has(reply.status)) return this.#later();
    this.failures = 0;
    this.messages.shift();
    // Back in its box before anybody hears that nothing waits: a page that has nothing to lose may be drawn anew.
    if (reply.status !== 200) this.onRefused(message, reply.body.error ?? "", reply.status);
    this.#tell();
    this.#next();
  }

  #later() {
    const wait = RETRY_AFTER[Math.min(this.failures, RETRY_AFTER.length - 1)];
    this.failures += 1;
    this.#tell();
    this.timer = this.timers.set(() => {
      this.timer = null;
      this.#next();
    }, wait);
  }

  #tell() {
    this.onState({ waiting: this.waiting, failing: this.failures > 0 });
  }
}
