// Long words in which two people write at once: nobody's are lost, and nothing is there twice, whatever the line does. The server
// merges what it is sent with what is stored; here what it has, or the other side saved, is merged with what is in the box.
import { mergeTexts } from "./merging.js";

// Browsers send no more than this when the page goes.
const MOST_LETTERS = 12000;
// The server takes so many texts beside the one that was changed (claims/views/posted.py).
const MOST_KNOWN = 11;

export class LongTexts {
  /**
   * @param {object} page {read(question), write(question, text), isComposing(question), know(question, revision, text),
   *   save(question)}; `know` writes down what the box was made of, so that an ordinary post says it too
   */
  constructor(page) {
    this.page = page;
    this.texts = new Map();
  }

  has(question) {
    return this.texts.has(question);
  }

  /** @param {string} was "revision:text", as the page was drawn with */
  start(question, was) {
    const at = was.indexOf(":");
    this.texts.set(question, { revision: Number(was.slice(0, at)), text: was.slice(at + 1), sent: [], reply: null, held: null });
  }

  /** A change as it goes off: what is in the box, the text that it was made of, and what is on its way. */
  dress(change) {
    const it = this.texts.get(change.question);
    if (!it) return change;
    const raw = this.page.read(change.question) ?? change.raw;
    const before = it.sent.filter(([id]) => id !== change.id);
    it.sent = [...before, [change.id, raw]];
    return { ...change, raw, base: it.revision, known: [["", it.text], ...latest(before)] };
  }

  /** What the server said of it; with the revision of which the box is made, which is what the queue may know. */
  settle(change, reply) {
    const it = this.texts.get(change.question);
    if (!it) return reply;
    if (reply.status >= 400 && reply.status < 500) it.sent = it.sent.filter(([id]) => id !== change.id);
    if (reply.status !== 200) return reply;
    it.reply = { id: change.id, ...reply.body };
    this.catchUp(change.question);
    return { ...reply, body: { ...reply.body, revision: it.revision } };
  }

  /**
   * The other side saved a text.
   * @returns {"put"|"kept"|"later"|"known"} kept: there is more in the box than that, to be saved
   */
  take(question, revision, text) {
    const it = this.texts.get(question);
    if (revision <= it.revision) return "known";
    // What is on its way may be in it, or not: the reply says.
    if (it.sent.length > 0 || this.page.isComposing(question)) {
      if (revision > (it.held?.revision ?? 0)) it.held = { revision, text };
      return "later";
    }
    return this.#put(question, it.text, revision, text);
  }

  /**
   * Puts in what had to wait: a reply to the latest change, and what came meanwhile. After a composed word too.
   * @returns {"put"|"kept"|""}
   */
  catchUp(question) {
    const it = this.texts.get(question);
    if (!it || this.page.isComposing(question)) return "";
    const last = it.sent[it.sent.length - 1];
    let became = "";
    if (it.reply && it.reply.id === last?.[0]) {
      became = this.#put(question, last[1], it.reply.revision, it.reply.text ?? last[1]);
      it.sent = [];
    }
    if (it.sent.length > 0) return became;
    const held = it.held;
    it.reply = it.held = null;
    return held && held.revision > it.revision ? this.#put(question, it.text, held.revision, held.text) : became;
  }

  /** The box was made of `base`; now the server has `text`. */
  #put(question, base, revision, text) {
    const box = this.page.read(question);
    Object.assign(this.texts.get(question), { revision, text });
    // The box has gone from the page.
    if (box === undefined) return "known";
    const together = mergeTexts(base, text, box);
    if (together !== box) this.page.write(question, together);
    this.page.know(question, revision, text);
    if (together === text) return "put";
    this.page.save(question);
    return "kept";
  }
}

/** Of what is on its way the latest, as far as it fits. */
function latest(sent) {
  const found = [];
  let room = MOST_LETTERS;
  for (const each of sent.slice(-MOST_KNOWN).reverse()) {
    room -= each[1].length;
    if (found.length > 0 && room < 0) break;
    found.unshift(each);
  }
  return found;
}
