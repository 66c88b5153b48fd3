// Answers that go off over the line while it is a socket: {set: change}, answered by {set: {id, status, body}} once it is
// committed. Timers are passed in, so that it is tested in Node.

// The server takes 16 KiB in one message; what is longer is posted.
const LONGEST = 15000;
const REPLY_MS = 10000;

export class Saves {
  /** @param {(message: object) => boolean} tell sends it; false where there is no socket */
  constructor(tell, timers) {
    this.tell = tell;
    this.timers = timers ?? { set: setTimeout.bind(globalThis), clear: clearTimeout.bind(globalThis) };
    this.sent = new Map();
  }

  /**
   * @param {object} change as it would be posted  @param {string} question how its queue calls its question
   * @returns {Promise<{status: number, body: object}>|null} null: it is to be posted. Rejects when the line is lost, or silent.
   */
  send(change, question = change.question) {
    const message = { set: change };
    if (new TextEncoder().encode(JSON.stringify(message)).length > LONGEST || !this.tell(message)) return null;
    return new Promise((resolve, reject) => {
      const timer = this.timers.set(() => this.#end(change.id)?.reject(new Error("no reply")), REPLY_MS);
      this.sent.set(change.id, { change, question, resolve, reject, timer });
    });
  }

  take({ id, status, body }) {
    this.#end(id)?.resolve({ status, body });
  }

  /** What was not answered may have arrived, or not: its queue sends it again. */
  lost() {
    for (const id of [...this.sent.keys()]) this.#end(id).reject(new Error("the line is lost"));
  }

  /** The page goes, and a socket with it. What is on its way is posted too, which changes nothing if it had arrived. */
  leave(queue, post) {
    for (const { change, question } of this.sent.values()) if (!queue.waiting.has(question)) post(change);
  }

  #end(id) {
    const it = this.sent.get(id);
    this.sent.delete(id);
    if (it) this.timers.clear(it.timer);
    return it;
  }
}
