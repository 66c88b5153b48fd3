// One file on its way to the server, in parts: what a line that drops costs is one part. Network and timers are passed
// in, so that it is tested in Node. Nothing counts as kept before the page it is for has answered.

export const FIRST_PART = 128 * 1024;
// As much as the server takes at once (core/uploading/limits.py: MAX_PART_BYTES).
export const LARGEST_PART = 4 * 1024 * 1024;
// A part that takes less than this is followed by one of twice the size; one that takes a quarter, of four times.
export const QUICK_MS = 1500;
export const RETRY_AFTER = [1000, 2000, 4000, 8000, 15000, 30000];
// Too many at once, or too slow a line: not refused, only not now.
const LATER = new Set([408, 429]);
// How often it is begun again because what had come is not there any more.
const BEGINNINGS = 3;

/** The line was down for too long. */
export class LineDown extends Error {}
/** The server says why not: signed out, not allowed, gone. */
export class Refused extends Error {}

export class Sending {
  /**
   * @param {object} options
   * @param {Blob} options.file
   * @param {string|null} options.hash its SHA-256, null where the browser cannot tell: then it is sent whole
   * @param {(step: "begin"|"part"|"page", fields: object, id?: string) => Promise<{status: number, body: object}>}
   *   options.post rejects when the server cannot be reached
   * @param {(state: {sent: number, waits: boolean}) => void} options.onState bytes that are there, and whether the line is down
   * @param {(milliseconds: number) => Promise<void>} options.pause
   * @param {() => number} [options.now] milliseconds
   */
  constructor({ file, hash, post, onState, pause, now = Date.now }) {
    Object.assign(this, { file, hash, post, onState, pause, now });
    this.sent = 0;
    this.size = FIRST_PART;
    this.isWhole = !hash || file.size <= FIRST_PART;
  }

  /**
   * Send it, and have the page keep it. May be called again after a LineDown: it goes on where it was.
   * @returns {Promise<{problems: string[], had: string[]}>} what the page says of it. Rejects with LineDown or Refused.
   */
  async run() {
    for (let beginning = 0; beginning < BEGINNINGS; beginning += 1) {
      const id = this.isWhole ? null : await this.#parts();
      const { status, body } = await this.#surely("page", id ? { id } : { file: this.file });
      if (Array.isArray(body.problems)) {
        this.#tell(body.problems.length ? 0 : this.file.size);
        return { problems: body.problems, had: body.had ?? [] };
      }
      if (body.state !== "gone") throw refusal(body, status);
    }
    throw new LineDown();
  }

  /** Bring all parts there: the id under which they are, or null when they are not taken so. */
  async #parts() {
    const begun = await this.#surely("begin", { size: this.file.size, hash: this.hash });
    if (begun.body.state !== "going") return this.#whole(begun);
    const { id } = begun.body;
    this.#tell(begun.body.received);
    while (this.sent < this.file.size) {
      const started = this.now();
      const part = this.file.slice(this.sent, this.sent + this.size);
      const { body, status } = await this.#surely("part", { offset: this.sent, part }, id);
      if (body.state === "gone") return this.#parts();
      if (typeof body.received !== "number") throw refusal(body, status);
      this.#grow(this.now() - started);
      this.#tell(body.received);
    }
    return id;
  }

  /** No part takes much longer than two of QUICK_MS, so a line that drops costs no more. */
  #grow(took) {
    const times = took < QUICK_MS / 4 ? 4 : took < QUICK_MS ? 2 : 1;
    this.size = Math.min(this.size * times, LARGEST_PART);
  }

  #whole({ body, status }) {
    if (body.state !== "whole") throw refusal(body, status);
    this.isWhole = true;
    return null;
  }

  /** Post until the server has answered for good; smaller parts after each time that it did not. */
  async #surely(step, fields, id) {
    for (let failures = 0; ; failures += 1) {
      const reply = await this.post(step, fields, id).catch(() => null);
      if (reply && reply.status < 500 && !LATER.has(reply.status)) {
        if (failures) this.onState({ sent: this.sent, waits: false });
        return reply;
      }
      if (failures === RETRY_AFTER.length) throw new LineDown();
      this.onState({ sent: this.sent, waits: true });
      this.size = FIRST_PART;
      await this.pause(RETRY_AFTER[failures]);
      // A shorter part from the same place.
      if (step === "part") fields.part = this.file.slice(this.sent, this.sent + this.size);
    }
  }

  #tell(sent) {
    this.sent = sent;
    this.onState({ sent, waits: false });
  }
}

const refusal = ({ error, problems }, status) => new Refused(error ?? problems?.join(" ") ?? "", { cause: status });

/** How much of a file has come, as people read it: "2.1 MB". Whole kilobytes below a tenth of a megabyte. */
export function sizeWords(bytes, language) {
  const inMega = bytes >= 100 * 1024;
  const number = inMega ? bytes / (1024 * 1024) : Math.ceil(bytes / 1024);
  return `${number.toLocaleString(language, { maximumFractionDigits: inMega ? 1 : 0 })} ${inMega ? "MB" : "kB"}`;
}
