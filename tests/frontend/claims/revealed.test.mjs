import assert from "node:assert/strict";
import test from "node:test";
import { revealedSayer, wordsFor } from "../../../frontend/src/claims/revealed.js";

const words = { one: "One more: {questions}", more: "More: {questions}" };

test("what has come is named, however many", () => {
  assert.equal(wordsFor([], words), "");
  assert.equal(wordsFor(["Why?"], words), "One more: Why?");
  assert.equal(wordsFor(["Why?", "How much is $& then"], words), "More: Why?. How much is $& then");
});

test("the line keeps what it said while nothing new comes", () => {
  const line = { dataset: words, textContent: "" };
  const say = revealedSayer(line);
  say([{ querySelector: () => ({ textContent: "  Address\n for letters " }) }]);
  assert.equal(line.textContent, "One more: Address for letters");
  say([]);
  assert.equal(line.textContent, "One more: Address for letters");
  revealedSayer(null)([]);
});
