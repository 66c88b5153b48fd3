// A desk looks when its socket says so, and every few seconds when it has none.
import assert from "node:assert/strict";
import test from "node:test";
import { DeskWatch } from "../../../frontend/src/help/desk_watch.js";

/** Timers that only run when the clock is turned, and a desk whose looks are counted. */
function desk({ answers = () => true } = {}) {
  const due = new Map();
  let now = 0;
  let next = 1;
  const found = { sockets: [], looks: [] };
  const timers = {
    set: (work, wait) => due.set(next, { work, at: now + wait }) && next++,
    clear: (timer) => due.delete(timer),
  };
  const look = async () => {
    found.looks.push(now);
    await found.slow;
    return answers(found.looks.length);
  };
  const open = () => {
    const socket = { closed: false, close: () => (socket.closed = true) };
    found.sockets.push(socket);
    return socket;
  };
  found.watch = new DeskWatch({ look, open, timers });
  found.turn = async (ms) => {
    const until = now + ms;
    for (;;) {
      const [timer, first] = [...due].filter(([, each]) => each.at <= until).sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (!first) break;
      due.delete(timer);
      now = first.at;
      first.work();
      await new Promise(setImmediate);
    }
    now = until;
  };
  found.say = (message) => found.sockets.at(-1).onmessage({ data: JSON.stringify(message) });
  found.due = due;
  return found;
}

test("without a socket it asks every four seconds, and less often while there is no answer", async () => {
  const it = desk({ answers: (times) => times > 3 });
  it.watch.start();
  it.sockets[0].onclose({});
  await it.turn(4000 + 8000 + 16000 + 30000 + 4000);
  assert.deepEqual(it.looks, [4000, 12000, 28000, 58000, 62000]);
});

test("with one it looks when something has changed, once for several changes, and else says that it is there", async () => {
  const it = desk();
  it.watch.start();
  it.sockets[0].onopen();
  it.say({ changed: true });
  it.say({ changed: true });
  await it.turn(1000);
  assert.deepEqual(it.looks, [500]);
  it.say({});
  await it.turn(19000);
  assert.equal(it.looks.length, 1);
  it.say({});
  await it.turn(1000);
  assert.deepEqual(it.looks, [500, 20500]);
});

test("what changes while it looks is looked at again", async () => {
  const it = desk();
  let answer;
  it.slow = new Promise((resolve) => (answer = resolve));
  it.watch.start();
  it.say({ changed: true });
  await it.turn(600);
  it.say({ changed: true });
  await it.turn(5000);
  assert.equal(it.looks.length, 1);
  answer();
  await new Promise(setImmediate);
  await it.turn(500);
  assert.equal(it.looks.length, 2);
});

test("a socket that is lost or silent is opened again, and meanwhile it asks by itself", async () => {
  const it = desk();
  it.watch.start();
  it.sockets[0].onopen();
  it.say({ changed: true });
  await it.turn(500);
  it.sockets[0].onclose({});
  await it.turn(4000);
  assert.deepEqual(it.looks, [500, 4500]);
  assert.equal(it.sockets.length, 2);
  it.sockets[1].onopen();
  it.say({});
  await it.turn(60000);
  assert.ok(it.sockets[1].closed);
  assert.ok(it.sockets.length > 2);
  const looked = it.looks.length;
  await it.turn(8000);
  assert.equal(it.looks.length, looked + 2);
});

test("a network that lets none through is asked ever less often", async () => {
  const it = desk();
  it.watch.start();
  for (let time = 0; time < 600; time += 1) {
    it.sockets.at(-1).onclose({});
    await it.turn(1000);
  }
  assert.ok(it.sockets.length <= 7, `${it.sockets.length} sockets in ten minutes`);
});

test("a page that goes leaves nothing behind", async () => {
  const it = desk();
  it.watch.start();
  it.watch.stop();
  it.sockets[0].onclose?.({});
  await it.turn(100000);
  assert.deepEqual([it.looks, it.sockets.length, it.due.size, it.sockets[0].closed], [[], 1, 0, true]);
});
