// An answer goes into the boxes of its question, whatever they are, and the caret stays.
import assert from "node:assert/strict";
import test from "node:test";
import { putText, writeRaw } from "../../../frontend/src/help/sharing/boxes.js";

globalThis.CSS ??= { escape: (text) => text };
globalThis.document ??= { activeElement: null };

function question(dataset, boxes) {
  return { dataset, querySelectorAll: (selector) => boxes.filter((box) => selector === `[name="${box.name}"]`) };
}

test("words, one of a few, several, and parts", () => {
  const words = { name: "story", type: "text", value: "" };
  writeRaw(question({ kind: "scalar", name: "story" }, [words]), "A cat");
  assert.equal(words.value, "A cat");

  const radios = ["yes", "no"].map((value) => ({ name: "pets", type: "radio", value, checked: value === "yes" }));
  writeRaw(question({ kind: "scalar", name: "pets" }, radios), "no");
  assert.deepEqual(radios.map((box) => box.checked), [false, true]);
  writeRaw(question({ kind: "scalar", name: "pets" }, radios), "");
  assert.deepEqual(radios.map((box) => box.checked), [false, false]);

  const boxes = ["a", "b", "c"].map((value) => ({ name: "many", type: "checkbox", value, checked: value === "a" }));
  writeRaw(question({ kind: "many", name: "many" }, boxes), ["b", "c"]);
  assert.deepEqual(boxes.map((box) => box.checked), [false, true, true]);

  const parts = ["day", "month"].map((part) => ({ name: `dob-${part}`, type: "text", value: "9" }));
  writeRaw(question({ kind: "parts", name: "dob", parts: "day month" }, parts), { day: "3" });
  assert.deepEqual(parts.map((box) => box.value), ["3", ""]);
});

test("the caret stays where it was, as far as there are words", () => {
  const moved = [];
  const box = { value: "A parrot", selectionStart: 6, selectionEnd: 8, setSelectionRange: (...place) => moved.push(place) };
  globalThis.document.activeElement = box;
  putText(box, "A parrot");
  putText(box, "A parrot, green");
  putText(box, "Cat");
  assert.deepEqual(moved, [[6, 8], [3, 3]]);
  globalThis.document.activeElement = null;
});
