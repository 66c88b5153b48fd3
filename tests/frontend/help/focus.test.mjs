// Whoever is in what goes away is put where they can read what became of it, and nobody else is moved.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.document = { activeElement: null, querySelector: () => null };
const { keepFocus } = await import("../../../frontend/src/help/sharing/focus.js");
const { Sharing } = await import("../../../frontend/src/help/sharing/resident.js");
const { SharedForm } = await import("../../../frontend/src/help/sharing/adviser.js");

/** As much of an element as there has to be. */
function element(more = {}) {
  const made = {
    dataset: {},
    textContent: "",
    hidden: false,
    isConnected: true,
    tabIndex: 0,
    getClientRects: () => (made.hidden || made.parent?.hidden ? [] : [{}]),
    hasAttribute: (name) => name === "tabindex" && made.tabIndex === -1,
    focus: () => (document.activeElement = made),
    contains: () => true,
    ...more,
  };
  return made;
}

function bar() {
  const less = element();
  const stop = element();
  const parts = { "[data-sharing-less]": less, "[data-sharing-go]": element({ hidden: true }) };
  const made = element({ querySelector: (selector) => parts[selector], querySelectorAll: () => [less, stop] });
  const state = element({ classList: { toggle() {} } });
  const { tell } = Sharing.prototype;
  const sharing = { tell, bar: made, state, sentence: element(), words: { stopped: "Nobody sees it" }, there: { show() {} }, line: { stop() {} } };
  return { sharing, less: element({ parent: less }), stop: element({ parent: stop }) };
}

test("whoever presses “Stop editing” is at the sentence of the bar, who is elsewhere stays", () => {
  const { sharing, less, stop } = bar();
  sharing.bar.querySelectorAll = () => [];
  document.activeElement = stop;
  Sharing.prototype.setAccess.call(sharing, "edit");
  Sharing.prototype.setAccess.call(sharing, "view");
  assert.equal(document.activeElement, stop);
  Sharing.prototype.setAccess.call(sharing, "edit");
  document.activeElement = less;
  Sharing.prototype.setAccess.call(sharing, "view");
  assert.equal(document.activeElement, sharing.sentence);
  assert.equal(sharing.sentence.tabIndex, -1);
});

test("whoever presses “Stop sharing” is at the words that say so", () => {
  const { sharing, stop } = bar();
  document.activeElement = stop;
  Sharing.prototype.end.call(sharing);
  assert.equal(document.activeElement, sharing.state);
  assert.equal(sharing.state.textContent, "Nobody sees it");
});

test("the adviser's box that goes with its page leaves them at the next one's title", () => {
  const [title, none, box, other] = [element(), element(), element(), element()];
  let shown = title;
  const root = element({ querySelector: () => none, contains: (each) => each !== other });
  const form = {
    root,
    pageOf: { querySelector: () => shown },
    draw: () => {
      box.isConnected = false;
    },
  };
  document.activeElement = other;
  SharedForm.prototype.show.call(form, {});
  assert.equal(document.activeElement, other);
  document.activeElement = box;
  SharedForm.prototype.show.call(form, {});
  assert.equal(document.activeElement, title);
  title.isConnected = false;
  shown = null;
  SharedForm.prototype.show.call(form, {});
  assert.equal(document.activeElement, none);
});

test("what cannot hold the focus any more is like what is gone", () => {
  const [group, sentence] = [element({ tabIndex: 0 }), element()];
  document.activeElement = group;
  keepFocus(element(), () => sentence, () => {});
  assert.equal(document.activeElement, group);
  keepFocus(element(), () => sentence, () => Object.assign(group, { tabIndex: -1, hasAttribute: () => false }));
  assert.equal(document.activeElement, sentence);
});
