// While somebody types, a line carries two kilobytes a second at most, however long the answer is.
import assert from "node:assert/strict";
import test from "node:test";
import { AutosaveQueue } from "../../../frontend/src/claims/autosave.js";
import { sendInTurn } from "../../../frontend/src/help/sharing/common.js";
import { LongTexts } from "../../../frontend/src/help/sharing/texts.js";

const KEY = 150;
const SECONDS = 60;

/** Somebody types at the end of a text of so many letters for a minute; what was sent, with when. */
async function typed(letters, { bounded = true } = {}) {
  let clock = 0;
  let timer = null;
  let revision = 1;
  let ids = 0;
  let box = "A word. ".repeat(letters / 8);
  const sent = [];
  const texts = new LongTexts({
    read: () => box,
    write: (_key, text) => (box = text),
    isComposing: () => false,
    know: () => {},
    save: () => {},
  });
  texts.start("story", `1:${box}`);
  const queue = new AutosaveQueue({
    bases: { story: 1 },
    newId: () => `page.${(ids += 1)}`,
    onState: () => {},
    debounce: 200,
    now: () => clock,
    timers: { set: (run, delay) => (timer = { run, at: clock + delay }), clear: () => (timer = null) },
    send: async (change) => {
      const dressed = texts.dress(change);
      const send = async (each) => {
        sent.push({ at: clock, text: each.raw, bytes: Buffer.byteLength(JSON.stringify(each)) });
        return { status: 200, body: { state: "saved", revision: (revision += 1) } };
      };
      return texts.settle(dressed, await (bounded ? sendInTurn(queue, dressed, send) : send(dressed)));
    },
  });
  for (; clock < SECONDS * 1000; clock += 50) {
    // Words, with a breath after each: that is when a page sends.
    if (clock % KEY === 0 && clock % 900 < 600) queue.change("story", (box += "x"));
    if (timer && timer.at <= clock) {
      const { run } = timer;
      timer = null;
      run();
      await new Promise((done) => setImmediate(done));
    }
  }
  // The rest of it goes off in its turn.
  clock += 60000;
  timer?.run();
  await new Promise((done) => setImmediate(done));
  return { sent, box, bytes: sent.filter(({ at }) => at < SECONDS * 1000).reduce((sum, each) => sum + each.bytes, 0) };
}

for (const letters of [40, 3000]) {
  test(`an answer of ${letters} letters`, async () => {
    const { sent, box, bytes } = await typed(letters);
    assert.ok(bytes / SECONDS <= 2000, `${bytes / SECONDS} bytes a second`);
    // It is sent all the same, every few seconds, and in the end all of it.
    const pauses = sent.slice(1).map(({ at }, number) => at - sent[number].at);
    assert.ok(Math.max(...pauses.slice(0, -1)) <= 6000, `${Math.max(...pauses)} ms without a word`);
    assert.equal(sent[sent.length - 1].text, box);
  });
}

test("a short answer goes off five times a second", async () => {
  const queue = new AutosaveQueue({ bases: {}, newId: () => "1", onState: () => {}, now: () => 0, send: async () => ({}) });
  const change = { question: "anything_else", raw: "A word. ".repeat(8), base: 12, id: "mabcdefgh.123", row: "" };
  await sendInTurn(queue, change, async () => ({}));
  assert.ok(queue.restsUntil < 200, `${queue.restsUntil} ms`);
});

test("without a pause that grows with the answer it would be more", async () => {
  const { bytes } = await typed(3000, { bounded: false });
  assert.ok(bytes / SECONDS > 2000);
});

test("whoever leaves the box has all of it sent at once", async () => {
  let clock = 0;
  const delays = [];
  const queue = new AutosaveQueue({
    bases: {},
    newId: () => "1",
    onState: () => {},
    debounce: 200,
    now: () => clock,
    timers: { set: (_run, delay) => delays.push(delay), clear: () => {} },
    send: async () => ({ status: 200, body: { revision: 1 } }),
  });
  queue.rest(3000);
  queue.change("story", "a");
  clock = 2900;
  queue.change("story", "ab");
  queue.flush();
  clock = 4000;
  queue.change("story", "abc");
  assert.deepEqual(delays, [3000, 200, 0, 200]);
});
