// What somebody is typing in just now: whoever types in a box keeps it, whatever the other side saves.

// How long after the last key a box still counts as being typed in.
const TYPING_MS = 3000;

export class Typing {
  /** @param {() => number} [now] milliseconds */
  constructor(now = () => Date.now()) {
    this.now = now;
    this.latest = new Map();
    this.composing = "";
  }

  typed(question) {
    this.latest.set(question, this.now());
  }

  /** A word is being put together (Chinese, Japanese, dead keys): nothing may touch the box until it is whole. */
  compose(question) {
    this.composing = question;
  }

  isComposing(question) {
    return this.composing !== "" && this.composing === question;
  }

  isIn(question) {
    return this.isComposing(question) || this.now() - (this.latest.get(question) ?? -Infinity) < TYPING_MS;
  }
}
