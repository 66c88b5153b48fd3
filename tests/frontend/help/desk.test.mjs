// The desk sounds for what is new, and for nothing else.
import assert from "node:assert/strict";
import test from "node:test";
import { isNews } from "../../../frontend/src/help/desk.js";

const state = (waiting, messages, unread) => ({ waiting, messages, unread });

test("somebody who asks, leaves a message or writes is news, the same once more is none", () => {
  const before = state(1, 0, ["a"]);
  assert.equal(isNews(null, before), false);
  assert.equal(isNews(before, state(1, 0, ["a"])), false);
  assert.equal(isNews(before, state(2, 0, ["a"])), true);
  assert.equal(isNews(before, state(1, 1, ["a"])), true);
  assert.equal(isNews(before, state(1, 0, ["a", "b"])), true);
  assert.equal(isNews(before, state(1, 0, ["b"])), true);
  assert.equal(isNews(before, state(0, 0, [])), false);
});
