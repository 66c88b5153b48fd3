// What was said reaches the server once each, in order, whatever the line does.
import assert from "node:assert/strict";
import test from "node:test";
import { Outbox } from "../../../frontend/src/help/outbox.js";

/** A server that answers as planned: a status, or null for a line that is down. Keeps each id once. */
function outbox(answers) {
  const world = { taken: [], refused: [], states: [], sent: [], timers: [] };
  const box = new Outbox({
    send: async (message) => {
      world.sent.push(message.id);
      const status = answers.length ? answers.shift() : 200;
      if (status === null) throw new Error("no line");
      if (status === "lost") {
        world.taken.push(message.id);
        throw new Error("the answer got lost");
      }
      if (status === 200 && !world.taken.includes(message.id)) world.taken.push(message.id);
      return { status, body: status === 422 ? { error: "ended" } : {} };
    },
    onState: (state) => world.states.push(state),
    onRefused: (message, sentence) => world.refused.push([message.words, sentence]),
    timers: { set: (work, wait) => world.timers.push({ work, wait }), clear: () => {} },
  });
  return { box, world };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("messages go one after the other, in order", async () => {
  const { box, world } = outbox([]);
  for (const id of ["a", "b", "c"]) box.add(id, id);
  await settled();
  assert.deepEqual(world.taken, ["a", "b", "c"]);
  assert.equal(box.waiting, 0);
});

test("a line that is down loses nothing, doubles nothing and keeps the order", async () => {
  const { box, world } = outbox([null, "lost", 503]);
  box.add("a", "first");
  await settled();
  box.add("b", "second");
  while (world.timers.length) {
    world.timers.shift().work();
    await settled();
  }
  assert.deepEqual(world.taken, ["a", "b"]);
  assert.deepEqual(world.sent, ["a", "a", "a", "a", "b"]);
  assert.deepEqual(world.states.at(-1), { waiting: 0, failing: false });
});

test("pauses grow, and end at once when the network is back", async () => {
  const { box, world } = outbox([null, null, null]);
  box.add("a", "first");
  await settled();
  world.timers.at(-1).work();
  await settled();
  assert.deepEqual(world.timers.map(({ wait }) => wait), [1000, 2000]);
  assert.deepEqual(world.states.at(-1), { waiting: 1, failing: true });
  box.flush();
  await settled();
  box.flush();
  await settled();
  assert.deepEqual(world.taken, ["a"]);
});

test("what is refused comes back with the reason, and the next one goes on", async () => {
  const { box, world } = outbox([422]);
  box.add("a", "too late");
  box.add("b", "next");
  await settled();
  assert.deepEqual(world.refused, [["too late", "ended"]]);
  assert.deepEqual(world.taken, ["b"]);
});

test("what is refused is back in its box before the page hears that nothing waits", async () => {
  const { box, world } = outbox([422]);
  // What the page does: with nothing waiting and an empty box it is drawn anew.
  let [typed, lost] = ["", false];
  box.onRefused = (message) => (typed = message.words);
  box.onState = ({ waiting }) => (lost ||= !waiting && !typed);
  box.add("a", "typed while they ended it");
  await settled();
  assert.deepEqual([world.taken, typed, lost], [[], "typed while they ended it", false]);
});
