// When a desk looks: as soon as its socket says that something has changed; without a socket, every few seconds.
// Looking, sockets and timers are passed in, so that it is tested in Node.

// Without a socket.
const EVERY_MS = 4000;
const SLOWEST_MS = 30000;
// With one: it says that somebody is at the desk, for which the server waits a minute.
const LIVE_EVERY_MS = 20000;
// Several changes at once are looked at together.
const SOON_MS = 500;
// The server says something every few seconds: a socket that is silent for so long is lost, whatever it says of itself.
const SILENT_MS = 45000;
const AGAIN_MS = [2000, 5000, 15000, 60000, 300000];

export class DeskWatch {
  /**
   * @param {object} options
   * @param {() => Promise<boolean>} options.look ask and show; whether there was an answer
   * @param {() => WebSocket} options.open
   * @param {{set: Function, clear: Function}} [options.timers]
   */
  constructor({ look, open, timers }) {
    Object.assign(this, { look, open });
    this.timers = timers ?? { set: setTimeout.bind(globalThis), clear: clearTimeout.bind(globalThis) };
  }

  start() {
    Object.assign(this, { stopped: false, socket: null, live: false, failures: 0, wait: EVERY_MS, looking: false, soon: false });
    this.#connect();
    this.#later(EVERY_MS);
  }

  stop() {
    this.stopped = true;
    for (const timer of [this.timer, this.silence, this.again]) this.timers.clear(timer);
    this.socket?.close();
  }

  #later(wait) {
    this.timers.clear(this.timer);
    if (!this.stopped) this.timer = this.timers.set(() => this.#look(), wait);
  }

  async #look() {
    this.looking = true;
    this.soon = false;
    const answered = await this.look();
    this.looking = false;
    this.wait = answered ? EVERY_MS : Math.min(this.wait * 2, SLOWEST_MS);
    // What changed while it looked may not be in the answer.
    if (this.soon) this.#later(SOON_MS);
    else this.#later(answered && this.live ? LIVE_EVERY_MS : this.wait);
  }

  #changed() {
    if (this.soon) return;
    this.soon = true;
    if (!this.looking) this.#later(SOON_MS);
  }

  #connect() {
    if (this.stopped) return;
    const socket = this.open();
    this.socket = socket;
    this.#listen();
    socket.onopen = () => {
      this.failures = 0;
    };
    socket.onmessage = (event) => {
      if (this.socket !== socket) return;
      this.live = true;
      this.#listen();
      if (JSON.parse(event.data).changed) this.#changed();
    };
    socket.onclose = () => this.#lost(socket);
  }

  #listen() {
    this.timers.clear(this.silence);
    const socket = this.socket;
    this.silence = this.timers.set(() => {
      this.#lost(socket);
      socket.close();
    }, SILENT_MS);
  }

  /** Ask by itself again until there is another socket. */
  #lost(socket) {
    if (this.socket !== socket || this.stopped) return;
    this.timers.clear(this.silence);
    this.socket = null;
    if (this.live && !this.looking && !this.soon) this.#later(EVERY_MS);
    this.live = false;
    this.again = this.timers.set(() => this.#connect(), AGAIN_MS[Math.min(this.failures, AGAIN_MS.length - 1)]);
    this.failures += 1;
  }
}
