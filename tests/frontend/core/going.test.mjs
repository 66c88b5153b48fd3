// An answer that was shown once goes from the page with it, so "Back" has nothing to bring up.
import assert from "node:assert/strict";
import test from "node:test";

import { startGoing } from "../../../frontend/src/core/going.js";

test("what goes with its page is emptied when the page goes, and a page without it hears nothing", () => {
  const heard = {};
  const events = { addEventListener: (name, hear) => (heard[name] = hear) };
  startGoing({ querySelectorAll: () => [] }, events);
  assert.deepEqual(heard, {});
  const element = { text: "AB 12 34 56 C", replaceChildren() { this.text = ""; } };
  startGoing({ querySelectorAll: () => [element] }, events);
  assert.equal(element.text, "AB 12 34 56 C");
  heard.pagehide();
  assert.equal(element.text, "");
});
