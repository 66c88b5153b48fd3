import assert from "node:assert/strict";
import { test } from "node:test";
import { adviceToKeep } from "../../../frontend/src/journal/home.js";

const WORDS = "Add it to your home screen.";

test("in a tab of an iPhone, whoever has entries waiting is told what keeps them", () => {
  assert.deepEqual(adviceToKeep({ standalone: false }, WORDS), [WORDS]);
});

test("nobody is told who has it on the home screen, or has another device", () => {
  for (const device of [{ standalone: true }, {}]) assert.deepEqual(adviceToKeep(device, WORDS), []);
});
