// The browser builds the same sentences as jobjournal/rules/sentences.py.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { buildSentence } from "../../../frontend/src/journal/sentence.js";

const cases = JSON.parse(readFileSync(process.env.CASES || new URL("../../jobjournal/cases/sentences.json", import.meta.url)));

for (const { text, types, values, sentence } of cases) {
  test(`${text} ${JSON.stringify(values)}`, () => assert.equal(buildSentence({ text, types }, values), sentence));
}
