// Two people's words in one text: as the server merges them, on the same case file; and where the caret is after.
import assert from "node:assert/strict";
import fs from "node:fs";
import test from "node:test";
import { mergeTexts, placeAfter, wordsOf } from "../../../frontend/src/help/sharing/merging.js";

const cases = JSON.parse(fs.readFileSync(new URL("../../core/cases/merging.json", import.meta.url), "utf8"));

for (const { name, base, one, other, merged } of cases) {
  test(`as the server does: ${name}`, () => {
    assert.equal(mergeTexts(base, one, other), merged);
    assert.equal(mergeTexts(base, other, one), merged);
    assert.equal(wordsOf(base).join(""), base);
  });
}

test("what differs too much is one change, and no word of it is lost", () => {
  const one = Array.from({ length: 300 }, (_, n) => `a${n}`).join(" ");
  const other = Array.from({ length: 300 }, (_, n) => `b${n}`).join(" ");
  const merged = new Set(mergeTexts("c ".repeat(300), one, other).split(" "));
  for (const word of [...one.split(" "), ...other.split(" ")]) assert.ok(merged.has(word), word);
});

for (const [name, before, after, at, expected] of [
  ["before what was added", "one two", "one two three", 3, 3],
  ["behind it", "one two", "and one two", 3, 7],
  ["at the end of what is typed, when somebody else wrote before it", "I live with", "I live al with", 11, 14],
  ["where something is added, it stays before it", "one", "one two", 3, 3],
  ["behind what was removed", "one two three", "one three", 13, 9],
  ["in what was removed, at its beginning", "one two three", "one three", 6, 4],
  ["signs of two units", "😀 one", "😀😀 one", 6, 8],
]) {
  test(`the caret: ${name}`, () => assert.equal(placeAfter(before, after, at), expected));
}
