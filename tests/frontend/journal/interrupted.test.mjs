// A form of the journal that nobody answered: the entry in it, as the server would have read it.
import assert from "node:assert/strict";
import test from "node:test";
import { interruptedEntry, isAdding } from "../../../frontend/src/journal/interrupted.js";

const library = {
  sentences: [
    { key: "apply", activity: "applied", text: "On {date} I applied to {employer} for {duration}. They said {result}.[[ Next I will {next}.]]", questions: ["date.0", "employer.0", "duration.0", "result.0"], more: ["next.0"] },
    { key: "paper", activity: "applied", text: "On {date} I handed it in.", questions: ["date.0"], more: [] },
    { key: "alert", activity: "set_up_alert", text: "On {date} I set up an alert.", questions: ["date.0"], more: [] },
  ],
  questions: {
    "date.0": { name: "date", type: "date" },
    "employer.0": { name: "employer", type: "text" },
    "duration.0": { name: "duration", type: "minutes" },
    "result.0": { name: "result", type: "choice" },
    "next.0": { name: "next", type: "text" },
  },
  own_words: [{ name: "own_words", type: "words" }, { name: "date", type: "date" }, { name: "minutes", type: "minutes" }],
};
const at = (path) => new URL(path, "http://c.localhost");
const form = (fields) => new Map(Object.entries({ client_id: "id-1", owner: "alice", step: "save", date: "2026-11-20", ...fields }));
const NOW = new Date("2026-11-22T10:00:00Z");

test("a checked sentence is the entry that the server would have kept", () => {
  const fields = form({ employer: " Northgate ", "duration-h": "1", "duration-m": "15", result: "_other", "result-other": "yes", language: "ur" });
  const found = interruptedEntry(at("/journal/add/applied/?how=apply"), fields, library, NOW);
  assert.deepEqual(found.body, {
    client_id: "id-1",
    recorded_at: "2026-11-22T10:00:00.000Z",
    language: "ur",
    activity: "applied",
    template: "apply",
    slots: { date: "2026-11-20", employer: "Northgate", duration: "75", result: "yes" },
  });
  assert.equal(found.said, "On Friday 20 November I applied to Northgate for 1 hour 15 minutes. They said yes.");
  assert.equal(found.isChecked, true);
  assert.equal(found.owner, "alice");
});

test("what was not checked yet is kept as it is, gaps and all", () => {
  const found = interruptedEntry(at("/journal/add/applied/?how=apply"), form({ step: "check", "duration-h": "x" }), library, NOW);
  assert.equal(found.isChecked, false);
  assert.deepEqual(found.body.slots, { date: "2026-11-20", duration: "?" });
});

test("an activity with one sentence needs no name for it", () => {
  assert.equal(interruptedEntry(at("/journal/add/set_up_alert/"), form({}), library, NOW).body.template, "alert");
});

test("in the person's own words", () => {
  const fields = form({ own_words: "I asked at the bakery.", "minutes-h": "", "minutes-m": "20" });
  const { body, said } = interruptedEntry(at("/journal/add/applied/?how=own_words"), fields, library, NOW);
  assert.deepEqual([body.template, body.own_words, body.minutes, body.slots], ["", "I asked at the bakery.", "20", { date: "2026-11-20" }]);
  assert.equal(said, "I asked at the bakery.");
});

test("what is no entry is left to the browser", () => {
  assert.equal(interruptedEntry(at("/journal/add/applied/?how=gone"), form({}), library, NOW), null);
  assert.equal(interruptedEntry(at("/journal/add/applied/?how=apply"), form({ step: "ask" }), library, NOW), null);
  assert.equal(interruptedEntry(at("/journal/add/applied/?how=apply"), form({ client_id: "" }), library, NOW), null);
});

test("only a person's own journal is written in without a connection", () => {
  assert.equal(isAdding(at("/journal/add/applied/?how=apply")), true);
  assert.equal(isAdding(at("/journal/add/applied/?how=apply&of=7f3c")), false);
  assert.equal(isAdding(at("/journal/entries/7f3c/change/")), false);
});
