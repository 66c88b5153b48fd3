// Keys of the desk: what they mean, and when they mean nothing.
import assert from "node:assert/strict";
import test from "node:test";

import { meaning, placeAfter } from "../../../frontend/src/staff/keys.js";

const pressed = (key, more = {}) => ({ key, target: { matches: () => false }, ...more });

test("keys move through the rows, search, and follow the list", () => {
  assert.deepEqual(meaning(pressed("j"), false), { move: 1 });
  assert.deepEqual(meaning(pressed("k"), false), { move: -1 });
  assert.deepEqual(meaning(pressed("/"), false), { search: true });
  assert.deepEqual(meaning(pressed("n"), false), { follow: "next" });
  assert.deepEqual(meaning(pressed("?", { shiftKey: true }), false), { help: true });
  assert.equal(meaning(pressed("z"), false), null);
});

test("they mean nothing while somebody types, with another key, or when they are switched off", () => {
  assert.equal(meaning(pressed("j", { target: { matches: () => true } }), false), null);
  for (const held of ["ctrlKey", "altKey", "metaKey", "isComposing", "defaultPrevented"]) {
    assert.equal(meaning(pressed("j", { [held]: true }), false), null, held);
  }
  assert.equal(meaning(pressed("j"), true), null);
});

test("rows are not left at either end", () => {
  assert.equal(placeAfter(-1, 1, 3), 0);
  assert.equal(placeAfter(-1, -1, 3), 2);
  assert.equal(placeAfter(2, 1, 3), 2);
  assert.equal(placeAfter(0, -1, 3), 0);
  assert.equal(placeAfter(0, 1, 0), -1);
});
