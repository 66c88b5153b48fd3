// What goes along when the language is changed: the words in the other forms of the page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { wordsBeside } from "../../../frontend/src/core/switching.js";

const HERE = "http://northby.localhost/journal/plan/?job=1";

/** A form as far as it is looked at. */
function form(action, boxes, method = "post") {
  const attributes = { action, method };
  return { elements: boxes, getAttribute: (name) => attributes[name] ?? null };
}
const text = (name, value, type = "text") => ({ name, value, type });
const tick = (name, checked, defaultChecked) => ({ name, value: "on", type: "checkbox", checked, defaultChecked });
const pairsOf = (each) => each.elements.filter((box) => box.checked !== false).map((box) => [box.name, box.value]);
const beside = (forms, posted = forms[0]) => wordsBeside(forms, posted, HERE, pairsOf).map((value) => JSON.parse(value));

test("words, choices that changed and hidden fields of the other forms go along", () => {
  const hidden = text("of", "7", "hidden");
  const chosen = { name: "s", type: "select-one", value: "b", options: [{ selected: true, defaultSelected: false }] };
  const found = beside([
    form("/a/", [text("a", "posted")]),
    form("/b/?x=1", [hidden, text("words", "Zo\u00eb & I\n=")]),
    form("", [tick("t", true, false), tick("u", false, false)]),
  ]);
  assert.deepEqual(found, [
    ["/b/", "of=7&words=Zo%C3%AB+%26+I%0A%3D"],
    ["/journal/plan/", "t=on"],
  ]);
  assert.deepEqual(beside([form("/a/", []), form("/c/", [chosen])]), [["/c/", "s=b"]]);
});

test("what nobody typed, asks whether one is sure, or only searches stays", () => {
  const forms = [
    form("/a/", [text("a", "posted")]),
    form("/b/", [text("csrfmiddlewaretoken", "x", "hidden"), text("empty", " "), tick("t", true, true)]),
    form("/c/", [text("_sure", "yes", "hidden"), text("words", "two words")]),
    form("/d/", [text("q", "a search")], "get"),
  ];
  assert.deepEqual(beside(forms), []);
});

test("no password and no file goes along, and two forms at most", () => {
  const file = { name: "proof", type: "file", value: {} };
  const secret = form("/a/", [text("password", "hunter2", "password"), text("note", "words"), file]);
  assert.deepEqual(beside([form("/x/", []), secret]), [["/a/", "note=words"]]);
  const many = ["/1/", "/2/", "/3/", "/4/"].map((action) => form(action, [text("n", "words")]));
  assert.deepEqual(
    beside(many).map(([action]) => action),
    ["/2/", "/3/"],
  );
});
