// The resident's page of a shared form: what goes over its socket.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.document = { querySelector: () => null };
const { Sharing } = await import("../../../frontend/src/help/sharing/resident.js");

test("an answer says which form it is of, and from which version of it the page was drawn", () => {
  const sent = [];
  const page = {
    words: { saves: "a-draft" }, page: { row: "a1" }, form: { elements: { _version: { value: "7" } } },
    saves: { send: (change) => sent.push(change) },
  };
  Sharing.prototype.overLine.call(page, { question: "name", raw: "Alice" });
  assert.deepEqual(sent, [{ question: "name", raw: "Alice", claim: "a-draft", row: "a1", version: "7" }]);
});

test("of another page than a form's nothing goes over it", () => {
  assert.equal(Sharing.prototype.overLine.call({ words: {} }, {}), null);
});
