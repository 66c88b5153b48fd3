// What the adviser saved comes into the resident's box, unless they type there: theirs wins, and nothing touches a composed word.
import assert from "node:assert/strict";
import test from "node:test";
import { AutosaveQueue } from "../../../frontend/src/claims/autosave.js";
import { takeAnswer } from "../../../frontend/src/help/sharing/remote.js";
import { Typing } from "../../../frontend/src/help/sharing/typing.js";

function open({ box = "Mine", row = "" } = {}) {
  const world = { box, now: 0, bases: {}, sent: [], states: [], timers: [] };
  const queue = new AutosaveQueue({
    send: (change) => {
      world.sent.push(change);
      return new Promise((resolve) => (world.reply = resolve));
    },
    onState: (state) => world.states.push(state),
    bases: { story: 4 },
    newId: () => "p.1",
    timers: { set: (work) => world.timers.push(work), clear: () => {} },
  });
  world.typing = new Typing(() => world.now);
  world.queue = queue;
  world.page = {
    queue,
    typing: world.typing,
    row,
    read: (key) => (key === "story" ? world.box : undefined),
    write: (key, raw) => (world.box = raw),
    setBase: (key, revision) => (world.bases[key] = revision),
  };
  world.take = (answer) => takeAnswer({ question: "story", row: "", raw: "Theirs", revision: 5, ...answer }, world.page);
  return world;
}

test("an answer comes into a box in which nobody types", () => {
  const world = open();
  assert.equal(world.take({}), "put");
  assert.deepEqual([world.box, world.bases.story, world.queue.bases.story], ["Theirs", 5, 5]);
  assert.equal(world.timers.length, 0);
});

test("what was put there once is not put there again, nor anything older", () => {
  const world = open();
  world.take({});
  world.box = "Theirs and mine";
  assert.equal(world.take({}), "known");
  assert.equal(world.take({ revision: 4, raw: "Old" }), "known");
  assert.equal(world.box, "Theirs and mine");
});

test("whoever types keeps their words, and they are saved over the adviser's", () => {
  const world = open();
  world.typing.typed("story");
  assert.equal(world.take({}), "kept");
  assert.equal(world.box, "Mine");
  world.timers.at(-1)();
  assert.deepEqual([world.sent[0].raw, world.sent[0].base], ["Mine", 5]);
});

test("words on their way on a slow line are not taken out of the box, and win when they arrive late", async () => {
  const world = open();
  world.queue.change("story", "Mine", { soon: true });
  world.timers.at(-1)();
  world.now += 60000;
  assert.equal(world.take({}), "kept");
  assert.equal(world.box, "Mine");
  // What was on its way knew nothing of the adviser's answer; what waits behind it does.
  world.reply({ status: 409, body: { revision: 5, saved_display: "Theirs" } });
  await world.queue.inFlight;
  assert.deepEqual([world.states.at(-1).name, world.queue.conflicts.size], ["saving", 0]);
  world.timers.at(-1)();
  assert.deepEqual([world.sent.at(-1).raw, world.sent.at(-1).base], ["Mine", 5]);
});

test("of an answer that is newer still than the one that came, the person is told", async () => {
  const world = open();
  world.queue.change("story", "Mine", { soon: true });
  world.timers.at(-1)();
  world.take({});
  world.reply({ status: 409, body: { revision: 6, saved_display: "Newer" } });
  await world.queue.inFlight;
  assert.deepEqual([world.states.at(-1).name, world.queue.conflicts.get("story").raw], ["conflict", "Mine"]);
});

test("three seconds after the last key the box counts as free", () => {
  const world = open();
  world.typing.typed("story");
  world.now = 2999;
  assert.equal(world.typing.isIn("story"), true);
  world.now = 3000;
  assert.equal(world.take({}), "put");
});

test("what waits to be saved, or was told to be in conflict, is the person's", () => {
  for (const state of ["waiting", "conflicts"]) {
    const world = open();
    world.queue[state].set("story", { question: "story", raw: "Mine", id: "p.0", revision: 5 });
    assert.equal(world.take({}), "kept");
    assert.equal(world.queue.conflicts.size, 0);
    assert.equal(world.queue.waiting.get("story").raw, "Mine");
  }
});

test("a word that is being composed is left alone until it is whole", () => {
  const world = open();
  world.typing.compose("story");
  assert.equal(world.take({}), "later");
  assert.deepEqual([world.box, world.queue.bases.story], ["Mine", 4]);
  world.typing.typed("story");
  world.typing.compose("");
  assert.equal(world.take({}), "kept");
});

test("the same words are no change, and other pages' answers are left out", () => {
  const world = open({ box: "Theirs" });
  assert.equal(world.take({}), "known");
  assert.equal(world.queue.bases.story, 5);
  assert.equal(world.take({ question: "elsewhere", revision: 9 }), "elsewhere");
  assert.equal(world.take({ row: "ab12", revision: 9 }), "elsewhere");
});
