// A page that turns by itself does not take somebody back who has just pressed a link to another.
import assert from "node:assert/strict";
import test from "node:test";

const heard = {};
globalThis.addEventListener = (name, hear) => (heard[name] = hear);
globalThis.document = { querySelector: () => null, querySelectorAll: () => [], addEventListener: () => {} };
const { isLeaving, LEAVING_MS } = await import("../../../frontend/src/core/leaving.js");
const { Conversation } = await import("../../../frontend/src/help/conversation.js");

function talk() {
  const made = { now: "talking", lines: { dataset: { helpNow: "waiting", helpHere: "/help/1/" } }, hasWords: () => false };
  return Object.assign(Object.create(Conversation.prototype), made);
}

test("a conversation turns when its state changes, but not while the person is on their way; it stays and turns later", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const asked = [];
  globalThis.location = { assign: (address) => asked.push(address) };
  talk().turn();
  assert.deepEqual(asked, ["/help/1/"]);
  heard.beforeunload();
  assert.equal(isLeaving(), true);
  talk().turn();
  assert.deepEqual(asked, ["/help/1/"]);
  t.mock.timers.tick(LEAVING_MS);
  assert.equal(isLeaving(), false);
  assert.deepEqual(asked, ["/help/1/", "/help/1/"]);
});
