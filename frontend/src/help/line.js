// The line to a conversation: a socket, or where a network blocks sockets polls that wait. Both carry the same news.
// Whoever was away asks from where they were. Socket, fetch and timers are passed in, so that it is tested in Node.

const AGAIN_AFTER = [500, 1000, 2000, 4000, 8000, 15000];
// So many sockets in a row that never opened: this network does not let them through.
const BLOCKED_AFTER = 2;
// A network that let none through is asked again after a while: a phone may have come home from the library.
const PROBE_MS = 300000;
const REFUSED = 4403;
// The server says something every few seconds: a line that is silent for so long is lost, whatever it says of itself.
const SILENT_MS = 45000;
// No place among those that wait: asked without waiting, this often.
const PLAIN_MS = 5000;
const NO_PLACE = 429;

export class Line {
  /**
   * @param {object} options
   * @param {string} options.socketUrl @param {string} options.pollUrl @param {string} options.plainUrl without a query;
   *   the last one answers at once
   * @param {number} options.upto the number that the page was drawn with
   * @param {(news: object) => void} options.onNews news after `upto`, each once, in order
   * @param {() => void} [options.onBeat] the server was heard of over the socket
   * @param {() => void} options.onTyping the other side is typing
   * @param {(reply: object) => void} [options.onReply] to an answer that was sent over the socket
   * @param {() => void} [options.onLost] the socket is gone, and what was not answered with it
   * @param {(state: "live"|"polling"|"away"|"refused") => void} options.onState
   * @param {(url: string) => WebSocket} options.open
   * @param {(url: string) => Promise<{status: number, body: object}>} options.ask
   * @param {{set: Function, clear: Function}} [options.timers]
   * @param {number} [options.tab] by which the server tells this page from others of this side
   * @param {() => number} [options.chance] 0 to 1: not everybody comes back in the same moment
   */
  constructor({ socketUrl, pollUrl, plainUrl, upto, onNews, onBeat, onTyping, onReply, onLost, onPassing, onState, open, ask, timers, tab, chance = Math.random }) {
    Object.assign(this, { socketUrl, pollUrl, plainUrl, upto, onNews, onBeat, onTyping, onReply, onLost, onPassing, onState, open, ask, tab, chance });
    this.timers = timers ?? { set: setTimeout.bind(globalThis), clear: clearTimeout.bind(globalThis) };
    this.saw = 0;
    this.of = 0;
    this.known = "";
    this.socket = null;
    this.failures = 0;
    this.blocked = 0;
    this.stopped = false;
    this.polling = false;
  }

  start() {
    this.#connect();
  }

  /** No more news: the conversation has ended, or the page goes. */
  stop() {
    this.stopped = true;
    this.timers.clear(this.timer);
    this.timers.clear(this.silence);
    this.timers.clear(this.probing);
    this.probe?.close();
    this.socket?.close();
  }

  /** The person has everything up to here on their screen. */
  look(number) {
    if (number <= this.saw) return;
    this.saw = number;
    this.#say({ saw: number });
  }

  /** This side is typing; over polls that is not told. */
  type() {
    this.#say({ typing: true });
  }

  /** Tell the other side something in passing. False where there is no socket: then it is to be posted. */
  tell(message) {
    return this.#say(message);
  }

  #say(message) {
    if (this.socket?.readyState !== 1) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  #query() {
    return `?after=${this.upto}&saw=${this.saw}${this.tab ? `&tab=${this.tab}` : ""}`;
  }

  #take(news) {
    if (news.typing) return this.onTyping();
    if (news.set) return this.onReply?.(news.set);
    if (news.passing) return this.onPassing?.(news.passing);
    // Told twice, by a poll and a socket, or a late answer: what the screen has already is left out. Of another thing (`of` grows) the numbers
    // begin anew.
    if (news.upto === undefined || news.of < this.of || (!(news.of > this.of) && news.upto < this.upto)) return;
    this.of = news.of ?? this.of;
    this.known = news.known ?? "";
    const isNew = news.upto > this.upto;
    this.upto = news.upto;
    this.onNews({ ...news, html: isNew ? news.html : "" });
  }

  #connect() {
    if (this.stopped) return;
    if (this.blocked >= BLOCKED_AFTER) {
      this.#probeLater();
      return this.#poll();
    }
    let opened = false;
    const socket = this.open(this.socketUrl + this.#query());
    this.socket = socket;
    socket.onopen = () => {
      opened = true;
      this.failures = 0;
      this.blocked = 0;
      this.#listen();
      this.onState("live");
      if (this.saw) this.#say({ saw: this.saw });
    };
    socket.onmessage = (event) => {
      this.#listen();
      this.onBeat?.();
      this.#take(JSON.parse(event.data));
    };
    socket.onclose = (event) => {
      this.timers.clear(this.silence);
      if (this.socket !== socket) return;
      this.socket = null;
      this.onLost?.();
      if (event.code === REFUSED) return this.#refused();
      if (!opened) this.blocked += 1;
      this.#again(() => this.#connect());
    };
  }

  /** Wait for the next word of the server, and come again without it. */
  #listen() {
    this.timers.clear(this.silence);
    this.silence = this.timers.set(() => {
      const socket = this.socket;
      this.socket = null;
      this.onLost?.();
      socket?.close();
      this.#again(() => this.#connect());
    }, SILENT_MS);
  }

  #probeLater() {
    this.timers.clear(this.probing);
    this.probing = this.timers.set(() => this.#probe(), PROBE_MS);
  }

  /** Does this network let a socket through by now? Polls go on meanwhile; then the next one is a socket, which asks from
   * where they were, so that nothing is lost and nothing told by both. */
  #probe() {
    if (this.stopped || this.probe || this.blocked < BLOCKED_AFTER) return;
    const probe = this.open(this.socketUrl + this.#query());
    this.probe = probe;
    probe.onopen = () => {
      this.blocked = 0;
      this.timers.clear(this.probing);
      probe.close();
    };
    probe.onclose = () => {
      this.probe = null;
      if (!this.stopped && this.blocked >= BLOCKED_AFTER) this.#probeLater();
    };
  }

  async #poll() {
    if (this.stopped || this.polling) return;
    if (this.blocked < BLOCKED_AFTER) return this.#connect();
    this.polling = true;
    let reply = null;
    try {
      reply = await this.ask(`${this.pollUrl}${this.#query()}&known=${this.known}`);
      if (reply.status === NO_PLACE) reply = { ...(await this.ask(this.plainUrl + this.#query())), plain: true };
    } catch {
      // No line: tried again below.
    }
    this.polling = false;
    if (this.stopped) return;
    if (reply?.status === 403) return this.#refused();
    if (reply?.status !== 200) return this.#again(() => this.#poll());
    this.failures = 0;
    this.onState("polling");
    this.#take(reply.body);
    if (reply.plain) this.timer = this.timers.set(() => this.#poll(), PLAIN_MS);
    else this.#poll();
  }

  #refused() {
    this.stopped = true;
    this.onState("refused");
  }

  #again(work) {
    if (this.stopped) return;
    this.onState("away");
    const wait = AGAIN_AFTER[Math.min(this.failures, AGAIN_AFTER.length - 1)];
    this.failures += 1;
    this.timer = this.timers.set(work, wait * (0.75 + this.chance() / 2));
  }

  /** The network is back, or another one: do not wait for the pause to end. */
  hurry() {
    this.#probe();
    if (this.stopped || this.socket || this.polling || this.failures === 0) return;
    this.timers.clear(this.timer);
    if (this.blocked >= BLOCKED_AFTER) this.#poll();
    else this.#connect();
  }
}
