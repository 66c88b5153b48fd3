// Whoever may see no more has nothing more of it on their screen: signed out, passed on, not theirs. What they type stays.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.document = { activeElement: null, querySelector: () => null, querySelectorAll: () => [], addEventListener: () => {} };
const { SharedForm } = await import("../../../frontend/src/help/sharing/adviser.js");
const { Conversation } = await import("../../../frontend/src/help/conversation.js");

function said(words) {
  const lines = { shown: ["a", "b"], dataset: { helpHere: "/help/1/" }, replaceChildren: () => (lines.shown = []) };
  return {
    lines, state: { textContent: "" }, words: { closed: "You cannot see this any more", away: "The line is lost" }, outbox: { waiting: false },
    hasWords: () => words !== "", close: Conversation.prototype.close,
  };
}

test("a conversation that is refused goes from the screen, and the page is asked for anew", () => {
  const talk = said("");
  let asked = "";
  globalThis.location = { assign: (address) => (asked = address) };
  Conversation.prototype.showState.call(talk, "refused");
  assert.deepEqual(talk.lines.shown, []);
  assert.equal(asked, "/help/1/");
});

test("with half a sentence in the box the page stays and says so", () => {
  const talk = said("Half a senten");
  let asked = "";
  globalThis.location = { assign: (address) => (asked = address) };
  Conversation.prototype.showState.call(talk, "refused");
  assert.deepEqual(talk.lines.shown, []);
  assert.equal(talk.state.textContent, "You cannot see this any more");
  assert.equal(asked, "");
});

test("a line that is only lost takes nothing away", () => {
  const talk = said("");
  Conversation.prototype.showState.call(talk, "away");
  assert.deepEqual(talk.lines.shown, ["a", "b"]);
  assert.equal(talk.state.textContent, "The line is lost");
});

function form() {
  const words = [{ hidden: false }, { hidden: false }];
  const page = { shown: ["name"], replaceChildren: () => (page.shown = []) };
  return {
    words: { closed: "You cannot see this form any more", away: "The connection is lost" }, pageOf: page, state: { textContent: "" }, html: new Map([["name", "<p>"]]), typed: true,
    root: { querySelectorAll: () => words, contains: () => false }, shownWords: words, close: SharedForm.prototype.close,
    queue: { stopped: false, stop: function stop() { this.stopped = true; } },
  };
}

test("a shared form that is refused goes from the adviser's screen, and nothing typed goes off", () => {
  const shared = form();
  SharedForm.prototype.showLine.call(shared, "refused");
  assert.deepEqual(shared.pageOf.shown, []);
  assert.equal(shared.html.size, 0);
  assert.equal(shared.queue.stopped, true);
  assert.deepEqual(shared.shownWords.map((each) => each.hidden), [true, true]);
  assert.equal(shared.state.textContent, "You cannot see this form any more");
});

test("while the line is only lost the form stays", () => {
  const shared = form();
  SharedForm.prototype.showLine.call(shared, "away");
  assert.deepEqual(shared.pageOf.shown, ["name"]);
  assert.equal(shared.queue.stopped, false);
});

test("what comes while the window is hidden is counted in its title, until it is looked at", () => {
  const talk = Object.assign(Object.create(Conversation.prototype), {
    title: "Help", unread: 0, standing: { textContent: "" }, seen: null, frame: {}, line: { upto: 2, look: () => {} },
    append: () => {}, typingEnds: () => {}, scrollDown: () => {}, turn: () => {},
  });
  Object.assign(globalThis.document, { title: "Help", hidden: true });
  talk.show({ standing: "", html: "<li>One</li>" });
  talk.show({ standing: "", html: "" });
  talk.show({ standing: "", html: "<li>Two</li>" });
  assert.equal(document.title, "(2) Help");
  document.hidden = false;
  talk.look();
  assert.equal(document.title, "Help");
});
