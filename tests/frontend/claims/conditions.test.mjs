// The browser's copy of the conditions must agree with formspec/rules/conditions.py: both run the same case file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { evaluate, visibleQuestions } from "../../../frontend/src/claims/conditions.js";

const cases = JSON.parse(readFileSync(new URL("../../formspec/cases/conditions.json", import.meta.url), "utf8"));

for (const { name, condition, answers, derived, row, expected } of cases) {
  test(name, () => assert.equal(evaluate(condition, { answers: answers ?? {}, derived: derived ?? {}, row }), expected));
}

const isYes = (q) => ({ q, op: "equals", value: "yes" });

test("no condition always shows", () => assert.equal(evaluate(undefined, { answers: {} }), true));

test("a question hidden on the page counts as unanswered for the next one", () => {
  const conditions = { b: isYes("a"), c: isYes("b") };
  assert.deepEqual([...visibleQuestions(["a", "b", "c"], conditions, { answers: { a: "no", b: "yes" } })], ["a"]);
  assert.deepEqual([...visibleQuestions(["a", "b", "c"], conditions, { answers: { a: "yes", b: "yes" } })], ["a", "b", "c"]);
});

test("a hidden field of a row does not fall back to the form's question of the same key", () => {
  const conditions = { b: isYes("a"), c: isYes("b") };
  const context = { answers: { b: "yes" }, row: { a: "no", b: "yes" } };
  assert.deepEqual([...visibleQuestions(["a", "b", "c"], conditions, context)], ["a"]);
});

test("an unknown operator is an error, not a guess", () => {
  assert.throws(() => evaluate({ q: "a", op: "like", value: "x" }, { answers: { a: "x" } }), /Unknown condition operator/);
});
