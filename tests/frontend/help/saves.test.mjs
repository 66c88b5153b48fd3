// Answers over the line of a shared form.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Saves } from "../../../frontend/src/help/sharing/saves.js";

const change = (id, question = "street", raw = "1 Mill Lane") => ({ id, question, raw });

function line({ open = true } = {}) {
  const told = [], timers = [];
  const saves = new Saves((message) => open && (told.push(message), true), {
    set: (work) => timers.push(work) - 1,
    clear: (number) => delete timers[number],
  });
  return { saves, told, timers };
}

test("an answer is told over the line, and what it says of it comes back", async () => {
  const { saves, told, timers } = line();
  const reply = saves.send(change("a.1"));
  saves.take({ id: "a.1", status: 409, body: { state: "conflict" } });
  assert.deepEqual(await reply, { status: 409, body: { state: "conflict" } });
  assert.deepEqual(told, [{ set: change("a.1") }]);
  assert.equal(timers.filter(Boolean).length, 0);
});

test("without a socket it is to be posted", () => {
  assert.equal(line({ open: false }).saves.send(change("a.1")), null);
});

test("what is too long for a message is to be posted", () => {
  const { saves, told } = line();
  // Two bytes each.
  assert.equal(saves.send(change("a.1", "story", "ŵ".repeat(8000))), null);
  assert.deepEqual(told, []);
});

test("a line that is lost, or silent, says that nothing is known", async () => {
  const { saves, timers } = line();
  const lost = saves.send(change("a.1"));
  saves.lost();
  await assert.rejects(lost);
  const silent = saves.send(change("a.2"));
  timers.findLast(Boolean)();
  await assert.rejects(silent);
  // A late answer is nobody's.
  saves.take({ id: "a.2", status: 200, body: {} });
});

test("a page that goes posts what is on its way, unless something later is", () => {
  const { saves } = line();
  const posted = [];
  saves.send(change("a.1", "street"), "street").catch(() => {});
  saves.send(change("a.2", "town"), "town").catch(() => {});
  saves.leave({ waiting: new Map([["street", {}]]) }, (each) => posted.push(each.id));
  assert.deepEqual(posted, ["a.2"]);
});
