// In which box each side is: said when it changes and now and then, over the socket or by posts, and not shown for ever.
import assert from "node:assert/strict";
import test from "node:test";
import { There, Where } from "../../../frontend/src/help/sharing/where.js";

function open({ socket = true } = {}) {
  const world = { now: 0, told: [], posted: [], socket };
  const tell = (id) => world.socket && world.told.push(id) > 0;
  const post = (id) => Promise.resolve(world.posted.push(id));
  world.where = new Where(tell, post, () => world.now);
  world.at = (now, id) => {
    world.now = now;
    if (id === undefined) world.where.again();
    else world.where.tell(id);
  };
  return world;
}

test("another box is said at once, the same one once a second while somebody types", () => {
  const world = open();
  for (const [now, id] of [[0, "dob"], [10, "name"], [1009, "name"], [1010, "name"], [1020, ""]]) world.at(now, id);
  assert.deepEqual(world.told, ["dob", "name", "name", ""]);
  assert.deepEqual(world.posted, []);
});

test("without a socket it is posted when it changes, and every ten seconds", () => {
  const world = open({ socket: false });
  for (const [now, id] of [[0, "dob"], [1500, "dob"], [9999, "dob"], [10000, "dob"], [10001, ""]]) world.at(now, id);
  assert.deepEqual(world.posted, ["dob", "dob", ""]);
});

test("who stays in a box says so again, and who is in none says nothing", () => {
  const world = open();
  world.at(0);
  world.at(1, "dob");
  world.at(10001);
  world.at(10002, "");
  world.at(20003);
  assert.deepEqual(world.told, ["dob", "dob", ""]);
});

test("a page that goes says so, if it was in a box", () => {
  const world = open();
  world.where.leave();
  world.at(1, "dob");
  world.where.leave();
  assert.deepEqual(world.told, ["dob", ""]);
});

test("a post that fails troubles nobody", async () => {
  const where = new Where(() => false, () => Promise.reject(new Error("away")), () => 0);
  where.tell("dob");
  await Promise.resolve();
});

function element() {
  const it = { classes: new Set(), attributes: new Map() };
  it.classList = { add: (name) => it.classes.add(name), remove: (name) => it.classes.delete(name) };
  it.setAttribute = (name, value) => it.attributes.set(name, value);
  it.removeAttribute = (name) => it.attributes.delete(name);
  return it;
}

test("one place is marked, with words, until nothing is heard for a while", () => {
  const timers = [];
  const there = new There("They are here", { set: (work) => timers.push(work), clear: () => {} });
  const [one, other] = [element(), element()];
  there.show(one);
  assert.deepEqual([[...one.classes], one.attributes.get("data-there")], [["bo-there"], "They are here"]);
  there.show(other);
  assert.deepEqual([one.classes.size, one.attributes.size, other.classes.size], [0, 0, 1]);
  timers.at(-1)();
  assert.deepEqual([other.classes.size, other.attributes.size], [0, 0]);
});
