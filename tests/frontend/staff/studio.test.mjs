// The map of a form: what keys mean, and where a dragged question goes.
import assert from "node:assert/strict";
import test from "node:test";

import { direction, placeOf } from "../../../frontend/src/staff/studio.js";

test("Alt with an arrow moves, and nothing else does", () => {
  assert.equal(direction({ key: "ArrowUp", altKey: true }), "up");
  assert.equal(direction({ key: "ArrowDown", altKey: true }), "down");
  assert.equal(direction({ key: "ArrowDown" }), null);
  assert.equal(direction({ key: "j", altKey: true }), null);
  for (const held of ["ctrlKey", "metaKey", "shiftKey", "defaultPrevented"]) {
    assert.equal(direction({ key: "ArrowUp", altKey: true, [held]: true }), null, held);
  }
});

test("a question goes before the one it is dropped on, counted without itself, or to the end", () => {
  assert.equal(placeOf(["a", "b", "c"], "c", "a"), 0);
  assert.equal(placeOf(["a", "b", "c"], "a", "c"), 1);
  assert.equal(placeOf(["a", "b", "c"], "a", null), 2);
  assert.equal(placeOf(["a", "b"], "z", "b"), 1);
  assert.equal(placeOf([], "z", null), 0);
});
