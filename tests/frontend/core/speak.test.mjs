import assert from "node:assert/strict";
import { test } from "node:test";
import { voicesFor } from "../../../frontend/src/core/reading.js";
import { Reader } from "../../../frontend/src/core/speak.js";

const VOICES = [
  { lang: "cy", localService: false, name: "Welsh, far away" },
  { lang: "en_GB", localService: false, name: "English, far away" },
  { lang: "en-US", localService: true, name: "English" },
];

/** A page with these paragraphs, and a browser that speaks: what it was asked to say and do. */
function page(paragraphs) {
  const button = () => Object.assign(new EventTarget(), { hidden: true, textContent: "", dataset: { start: "Listen", stop: "Stop", pause: "Pause", resume: "Go on" } });
  const elements = paragraphs.map((text) => ({
    closest: (selector) => (selector === "[lang]" ? { lang: "en-gb" } : null),
    querySelector: () => null,
    cloneNode: () => ({ querySelectorAll: () => [], textContent: text }),
  }));
  const done = [];
  const speech = { getVoices: () => VOICES, speak: (said) => done.push(said), cancel: () => done.push("cancel"), pause: () => done.push("pause"), resume: () => {} };
  const [read, pause] = [button(), button()];
  read.parentNode = { querySelector: () => pause };
  globalThis.window = new EventTarget();
  globalThis.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
  const reader = new Reader(read, { querySelectorAll: () => elements }, speech);
  const said = () => done.filter((each) => each.text).map((each) => each.text);
  return { reader, read, pause, done, said };
}

test("a voice is of the page's language, however it writes that", () => {
  assert.deepEqual(voicesFor(VOICES, "en-gb").map((voice) => voice.name), ["English, far away", "English"]);
  assert.deepEqual(voicesFor(VOICES, "pl"), []);
});

test("reads in order, nothing twice, by a voice of the machine's own", () => {
  const { reader, read, pause, done, said } = page(["One", " Two\n words ", "Two words", "", "Three"]);
  reader.press();
  assert.deepEqual(said(), ["One", "Two words", "Three"]);
  assert.equal(done.find((each) => each.text).voice.name, "English");
  assert.deepEqual([read.textContent, pause.hidden], ["Stop", false]);
  done.findLast((each) => each.text).onend();
  assert.deepEqual([read.textContent, pause.hidden], ["Listen", true]);
});

test("pauses, goes on, stops when pressed again or when the page is left", () => {
  const { reader, read, pause, done } = page(["One"]);
  reader.press();
  pause.dispatchEvent(new Event("click"));
  assert.deepEqual([done.at(-1), pause.textContent], ["pause", "Go on"]);
  pause.dispatchEvent(new Event("click"));
  assert.equal(pause.textContent, "Pause");
  for (const stop of [() => reader.press(), () => window.dispatchEvent(new Event("pagehide"))]) {
    if (read.textContent !== "Stop") reader.press();
    stop();
    assert.deepEqual([done.at(-1), read.textContent], ["cancel", "Listen"]);
  }
});

test("what ends an earlier reading ends nothing of the next", () => {
  const { reader, read, done } = page(["One"]);
  reader.press();
  const first = done.findLast((each) => each.text);
  reader.press();
  reader.press();
  first.onend();
  assert.equal(read.textContent, "Stop");
});
