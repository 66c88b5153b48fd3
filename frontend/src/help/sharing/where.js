// In which box each side is. It is said as somebody comes into one and now and then while they are there, and what was not said
// again for a while is not shown any more: whoever closes a page says nothing.

const TOLD_EVERY = 1000;
const AGAIN_EVERY = 10000;
const SHOWN_FOR = 25000;

/** Tells the other side where this one is. */
export class Where {
  /**
   * @param {(id: string) => boolean} tell over the socket; false where there is none
   * @param {(id: string) => Promise} post for networks without sockets
   * @param {() => number} [now] milliseconds
   */
  constructor(tell, post, now = () => Date.now()) {
    Object.assign(this, { toSocket: tell, post, now, id: "", at: -Infinity });
  }

  /** Somebody came into a box, types there, or ("") went away. */
  tell(id) {
    const isNew = id !== this.id;
    const pause = this.now() - this.at;
    if (!isNew && pause < TOLD_EVERY) return;
    if (!this.toSocket(id)) {
      // A post for each second of typing would be too many.
      if (!isNew && pause < AGAIN_EVERY) return;
      this.post(id).catch(() => {});
    }
    this.id = id;
    this.at = this.now();
  }

  /** The page goes: what is marked there is unmarked, and not after a while only. */
  leave() {
    if (this.id) this.tell("");
  }

  /** Still there; to be called every AGAIN_EVERY. */
  again() {
    if (this.id) this.tell(this.id);
  }

  start() {
    setInterval(() => this.again(), AGAIN_EVERY);
  }
}

/** Marks where the other side is, with words that a screen reader reads when it comes there. */
export class There {
  constructor(words, timers = { set: setTimeout.bind(globalThis), clear: clearTimeout.bind(globalThis) }) {
    Object.assign(this, { words, timers, element: null });
  }

  show(element) {
    this.timers.clear(this.timer);
    this.element?.classList.remove("bo-there");
    this.element?.removeAttribute("data-there");
    this.element = element;
    if (!element) return;
    element.classList.add("bo-there");
    element.setAttribute("data-there", this.words);
    this.timer = this.timers.set(() => this.show(null), SHOWN_FOR);
  }
}
