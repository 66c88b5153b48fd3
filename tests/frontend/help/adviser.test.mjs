// The adviser's page of a shared form: what closing it would lose, and that unsaved words go off as soon as there is a line.
import assert from "node:assert/strict";
import test from "node:test";
import { AutosaveQueue } from "../../../frontend/src/claims/autosave.js";

globalThis.document = { querySelector: () => null };
Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
const { SharedForm } = await import("../../../frontend/src/help/sharing/adviser.js");

/** A page with one question; its answers are settled by hand. */
function page() {
  const world = { sent: [], timers: [], hurried: 0 };
  const timers = { set: (work, wait) => world.timers.push({ work, wait }), clear: () => {} };
  const send = (change) => new Promise((resolve, reject) => world.sent.push({ change, resolve, reject }));
  world.form = Object.assign(Object.create(SharedForm.prototype), {
    queue: new AutosaveQueue({ send, onState: () => {}, bases: {}, newId: () => "1", timers, pace: 200 }),
    unheard: new Set(),
    words: { away: "away" },
    state: { textContent: "" },
    line: { hurry: () => (world.hurried += 1) },
    part: (id) => (id === "name" ? {} : null),
  });
  world.type = () => {
    world.form.queue.change("name", "Alice");
    world.timers.pop().work();
  };
  return world;
}

const settled = () => new Promise((done) => setImmediate(done));

test("a healthy page is left without a question, and one whose saves fail is not", async () => {
  const world = page();
  assert.equal(world.form.losesWords(), false);
  world.type();
  assert.equal(world.form.losesWords(), false, "on its way: it arrives by itself");
  world.sent[0].reject(new Error("no line"));
  await settled();
  assert.equal(world.form.losesWords(), true);
});

test("without a line what is not acknowledged is at risk, and nothing else", () => {
  const world = page();
  world.form.showLine("away");
  assert.equal(world.form.losesWords(), false);
  world.type();
  assert.equal(world.form.losesWords(), true);
  world.form.showLine("live");
  assert.equal(world.form.losesWords(), false);
});

test("a browser without a network has no line, before the line itself knows", () => {
  const world = page();
  world.type();
  navigator.onLine = false;
  assert.equal(world.form.losesWords(), true);
  navigator.onLine = true;
  assert.equal(world.form.losesWords(), false);
});

test("words that were refused while nobody was there to hear them are at risk while their box stands", () => {
  const { form } = page();
  form.unheard.add("name");
  assert.equal(form.losesWords(), true);
  form.unheard = new Set(["of another page"]);
  assert.equal(form.losesWords(), false);
});

test("that words are not saved is heard once, and then that they are", async () => {
  const world = page();
  const [beside, save] = [{ textContent: "" }, { hidden: true }];
  const part = { querySelector: (mark) => (mark === "[data-part-state]" ? beside : save) };
  Object.assign(world.form, { part: () => part, words: { away: "away", lost: "Not saved.", saving: "Saving", saved: "Saved" } });
  world.form.queue.onState = (now) => world.form.showSaving(now);
  world.type();
  assert.equal(world.form.state.textContent, "");
  world.sent[0].reject(new Error("no line"));
  await settled();
  assert.equal(beside.textContent, "Not saved.");
  assert.equal(world.form.state.textContent, "Not saved.");
  world.timers.pop().work();
  assert.equal(world.form.state.textContent, "Not saved.", "trying again is no news");
  world.sent[1].resolve({ status: 200, body: { state: "saved", revision: 1 } });
  await settled();
  assert.equal(world.form.state.textContent, "Saved");
});

for (const [how, back] of [
  ["the network", (form) => form.comeBack()],
  ["the line", (form) => form.showLine("polling")],
]) {
  test(`what is not saved goes off as soon as ${how} is back`, async () => {
    const world = page();
    world.form.showLine("away");
    world.type();
    world.sent[0].reject(new Error("no line"));
    await settled();
    assert.ok(world.timers.pop().wait >= 1000, "else it is tried again later");
    back(world.form);
    const next = world.timers.pop();
    assert.equal(next.wait, 0);
    next.work();
    assert.deepEqual(world.sent[1].change.raw, "Alice");
  });
}

test("what is sent says from which version of the form its question was drawn", async () => {
  const { form } = page();
  const sent = [];
  form.part = (id) => (id === "name" ? { querySelector: () => ({ value: "7" }) } : null);
  form.saves = { send: (asked) => sent.push(asked) && Promise.resolve({ status: 200, body: {} }) };
  await form.send({ question: "name", raw: "Alice", base: 1, id: "1", known: [] });
  await form.send({ question: "gone", raw: "Alice", base: 1, id: "2", known: [] });
  assert.deepEqual(sent.map((each) => each.version), ["7", undefined]);
});
