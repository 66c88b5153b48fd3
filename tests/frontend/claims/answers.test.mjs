// The browser reads answers as the server's table of answer types says; tests/formspec/test_answer_types.py runs the
// same case file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { forConditions, readRaw } from "../../../frontend/src/claims/answers.js";

globalThis.CSS = { escape: (text) => text };
const cases = JSON.parse(readFileSync(new URL("../../formspec/cases/answer_types.json", import.meta.url), "utf8"));

/** A question of a page, as far as reading it goes. */
function question({ dataset, controls }) {
  return {
    dataset: { name: "q", ...dataset },
    querySelectorAll: (selector) => controls.filter(({ name }) => selector === `[name="${name}"]`),
  };
}

for (const each of cases) {
  test(`${each.type}: ${each.name}`, () => {
    const raw = readRaw(question(each));
    assert.deepEqual(raw, each.raw);
    if ("condition" in each) assert.deepEqual(forConditions(raw, each.dataset), each.condition);
  });
}
