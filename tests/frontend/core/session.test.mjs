// A session near its end: when to warn, and that a fresh token goes only to forms of the person who is still there.
import assert from "node:assert/strict";
import test from "node:test";
import { renewForms, showHalf, untilWarning } from "../../../frontend/src/core/session.js";

const page = (...owners) => {
  const marks = owners.map((value) => ({ value }));
  const tokens = [{ value: "old" }, { value: "old" }];
  return { tokens, querySelectorAll: (query) => (query.includes("_drawn_for") ? marks : tokens) };
};
const state = { somebody: true, mark: "alice", token: "new", left: 900 };

test("every form of the person gets the fresh token", () => {
  const own = page("alice", "alice");
  assert.equal(renewForms(state, own), true);
  assert.deepEqual(own.tokens, [{ value: "new" }, { value: "new" }]);
});

test("a page of somebody else, or of nobody any more, gets none", () => {
  for (const [said, drawn] of [[state, page("bob")], [{ ...state, somebody: false }, page("alice")]]) {
    assert.equal(renewForms(said, drawn), false);
    assert.deepEqual(drawn.tokens, [{ value: "old" }, { value: "old" }]);
  }
});

test("the warning comes five minutes before the end, and at once when it is late", () => {
  assert.equal(untilWarning(900), 600);
  assert.equal(untilWarning(300), 0);
  assert.equal(untilWarning(-5), 0);
});

test("the box is called by the heading that is on it", () => {
  const half = (id) => ({ hidden: null, querySelector: () => ({ id }) });
  const [soon, ended, called] = [half("soon-title"), half("ended-title"), []];
  const dialog = { setAttribute: (name, value) => called.push([name, value]) };
  for (const [isOver, id] of [[false, "soon-title"], [true, "ended-title"], [false, "soon-title"]]) {
    showHalf(dialog, soon, ended, isOver);
    assert.deepEqual([soon.hidden, ended.hidden, called.at(-1)], [isOver, !isOver, ["aria-labelledby", id]]);
  }
});
