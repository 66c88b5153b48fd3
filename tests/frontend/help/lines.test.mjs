// Markup of which only some lines are sent.
import assert from "node:assert/strict";
import { test } from "node:test";

import { withLines } from "../../../frontend/src/help/sharing/lines.js";

test("lines are put into what was sent before", () => {
  assert.equal(withLines("a\nb\n\nd", { lines: [[1, "B"], [3, "D"]] }), "a\nB\n\nD");
});

test("what is sent as a whole is taken as it is", () => {
  assert.equal(withLines("a\nb", "c"), "c");
  assert.equal(withLines(undefined, "c"), "c");
});
