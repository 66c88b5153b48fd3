// Entries of the journal on their way to the server: one after another in the order they were made, each until it is
// answered. Everything outside (disk, network, locks, timers) is passed in, so that it is tested in Node.

const RETRY_AFTER = [2000, 5000, 15000, 60000, 300000];

const GONE_FOR_NOW = (status) => status >= 500 || status === 408 || status === 425 || status === 429;

/** Sends what waits on this device for the person who is signed in, and nobody else's. */
export class JournalQueue {
  /**
   * @param {object} outside
   * @param {import("./store.js").JournalStore} outside.store
   * @param {() => Promise<{owner: string|null, token: string, sign_in: string}>} outside.identify
   *   asks the server who is signed in; rejects when it cannot be reached
   * @param {(body: object, token: string) => Promise<{status: number, body: object}>} outside.send
   *   rejects when no answer comes, whatever the server did
   * @param {(work: () => Promise<void>) => Promise<void>} outside.lock runs `work` when no other tab sends
   * @param {(state: object) => void} outside.onState told {name, ...} after every change; names: waiting, sending,
   *   sent {entry, reply}, refused {entry}, offline, signed_out {url}, storage {problem}, idle
   * @param {{set: Function, clear: Function}} [outside.timers]
   */
  constructor({ store, identify, send, lock, onState = () => {}, timers }) {
    Object.assign(this, { store, identify, send, lock, onState });
    this.timers = timers ?? { set: setTimeout.bind(globalThis), clear: clearTimeout.bind(globalThis) };
    this.failures = 0;
    this.timer = null;
    this.running = null;
    this.again = false;
  }

  /** Keep an entry of `owner` on this device; `said` is what the list shows of it. Raises StorageProblem. */
  async add(owner, body, said = "") {
    const entry = { owner, client_id: body.client_id, state: "waiting", problems: [], said, body };
    entry.order = await this.store.add(entry);
    this.onState({ name: "waiting", entry });
    return entry;
  }

  /** A refused entry is mended: it waits again, in its old place. */
  async mend(entry, body, said = "") {
    const mended = { ...entry, body: { ...body, client_id: entry.client_id }, said, state: "waiting", problems: [] };
    await this.store.put(mended);
    this.onState({ name: "waiting", entry: mended });
  }

  /** Send what waits. May be called at any time; resolves when there is nothing more to do for now. */
  run() {
    this.again = true;
    this.running ??= this.#runs().finally(() => (this.running = null));
    return this.running;
  }

  /** The connection is back, or the person signed in again: do not sit out the pause. */
  hurry() {
    this.failures = 0;
    return this.run();
  }

  async #runs() {
    this.timers.clear(this.timer);
    while (this.again) {
      this.again = false;
      try {
        await this.lock(() => this.#sendAll());
      } catch (problem) {
        if (!problem.code) throw problem;
        return this.onState({ name: "storage", problem });
      }
    }
  }

  async #sendAll() {
    let who = await this.#whoIsIt();
    let renewed = false;
    while (who?.owner) {
      const entry = (await this.store.entriesOf(who.owner)).find(({ state }) => state === "waiting");
      if (!entry) return this.onState({ name: "idle" });
      const outcome = await this.#sendOne(entry, who.token);
      if (outcome === "pause") return;
      if (outcome === "next") renewed = false;
      if (outcome === "who") {
        // The session ended or is another's: ask once more who is there, then leave it to them.
        if (renewed) return this.#pause();
        renewed = true;
        who = await this.#whoIsIt();
      }
    }
  }

  async #whoIsIt() {
    try {
      const who = await this.identify();
      if (!who.owner) this.onState({ name: "signed_out", url: who.sign_in });
      return who;
    } catch {
      // No connection, or a server that is restarting: everything stays where it is.
      this.#pause();
      return null;
    }
  }

  async #sendOne(entry, token) {
    this.onState({ name: "sending", entry });
    let reply;
    try {
      reply = await this.send({ ...entry.body, owner: entry.owner }, token);
    } catch {
      // No answer came. The server may have the entry: it is sent again under the same id, and kept there once.
      this.#pause();
      return "pause";
    }
    const { status, body } = reply;
    if (GONE_FOR_NOW(status)) {
      this.#pause();
      return "pause";
    }
    if (status === 401 || status === 403 || status === 409) return "who";
    this.failures = 0;
    if (status >= 400) {
      const refused = { ...entry, state: "refused", problems: body.problems ?? [] };
      await this.store.put(refused);
      this.onState({ name: "refused", entry: refused });
      return "next";
    }
    // Only what says so is kept by the server: anything else is somebody's page, or no answer of ours.
    if (body.state !== "sent") {
      this.#pause();
      return "pause";
    }
    await this.store.remove(entry.order);
    this.onState({ name: "sent", entry, reply: body });
    return "next";
  }

  #pause() {
    const delay = RETRY_AFTER[Math.min(this.failures, RETRY_AFTER.length - 1)];
    this.failures += 1;
    this.onState({ name: "offline" });
    this.timer = this.timers.set(() => this.run(), delay);
  }
}
