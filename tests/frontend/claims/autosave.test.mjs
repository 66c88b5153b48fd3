// The autosave queue on a pretend clock and a pretend network: order, latest value, retries, conflicts, sign-out.
import assert from "node:assert/strict";
import test from "node:test";
import { AutosaveQueue } from "../../../frontend/src/claims/autosave.js";

function room({ replies = [], pace = 0 } = {}) {
  const timers = new Map();
  const sent = [];
  const states = [];
  let clock = 0;
  let ids = 0;
  const queue = new AutosaveQueue({
    bases: { name: 1, age: 4 },
    newId: () => `id-${++ids}`,
    pace,
    now: () => clock,
    onState: (state) => states.push(state),
    timers: {
      set: (run, delay) => {
        timers.set(++ids * 1000, { run, at: clock + delay });
        return ids * 1000;
      },
      clear: (id) => timers.delete(id),
    },
    send: (change) => {
      const answer = replies[sent.length] ?? { status: 200, body: { state: "saved", revision: (change.base ?? 0) + 1 } };
      sent.push(change);
      if (answer instanceof Promise) return answer;
      return answer === "down" ? Promise.reject(new TypeError("no connection")) : Promise.resolve(answer);
    },
  });
  const pass = async (milliseconds) => {
    const until = clock + milliseconds;
    for (;;) {
      const due = [...timers].filter(([, timer]) => timer.at <= until).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      timers.delete(due[0]);
      clock = due[1].at;
      due[1].run();
      await new Promise((done) => setImmediate(done));
    }
    clock = until;
  };
  return { queue, sent, states, pass, names: () => states.map((state) => state.name) };
}

test("waits for a pause in typing and sends only the latest value", async () => {
  const { queue, sent, pass, names } = room();
  queue.change("name", "A");
  await pass(500);
  queue.change("name", "Ad");
  await pass(700);
  assert.equal(sent.length, 0);
  await pass(200);
  assert.deepEqual(sent.map(({ question, raw, base }) => ({ question, raw, base })), [{ question: "name", raw: "Ad", base: 1 }]);
  assert.deepEqual(names(), ["saving", "saved"]);
  assert.equal(queue.unsaved, false);
});

test("where somebody looks on, what is typed goes off at once and then at a pace, however quickly the next comes", async () => {
  const { queue, sent, pass } = room({ pace: 200 });
  const seen = [];
  for (const raw of ["A", "Ad", "Ada", "Adam", "Adams"]) {
    queue.change("name", raw);
    await pass(80);
    seen.push(sent.at(-1).raw);
  }
  // At 0 and 200; the last at 400.
  assert.deepEqual(seen, ["A", "A", "Ada", "Ada", "Adams"]);
  await pass(1000);
  assert.deepEqual(sent.map(({ raw }) => raw), ["A", "Ada", "Adams"]);
  assert.deepEqual(sent.map(({ base }) => base), [1, 2, 3]);
});

test("what is typed while a save is on its way waits for its turn, not for quiet", async () => {
  let arrive;
  const { queue, sent, pass } = room({ pace: 200, replies: [new Promise((done) => (arrive = done))] });
  queue.change("name", "A");
  await pass(0);
  queue.change("name", "Ad");
  await pass(150);
  arrive({ status: 200, body: { revision: 2 } });
  await pass(49);
  assert.equal(sent.length, 1);
  await pass(1);
  assert.deepEqual(sent.map(({ raw }) => raw), ["A", "Ad"]);
});

test("a new revision becomes the base of the next save", async () => {
  const { queue, sent, pass } = room({ replies: [{ status: 200, body: { revision: 7 } }] });
  queue.change("name", "A", { soon: true });
  await pass(0);
  queue.change("name", "B", { soon: true });
  await pass(0);
  assert.equal(sent[1].base, 7);
});

test("one save at a time, in the order the questions were changed", async () => {
  let arrive;
  const { queue, sent, pass } = room({ replies: [new Promise((done) => (arrive = done))] });
  queue.change("name", "A", { soon: true });
  await pass(0);
  queue.change("age", "30", { soon: true });
  queue.change("name", "B", { soon: true });
  await pass(5000);
  assert.equal(sent.length, 1);
  arrive({ status: 200, body: { revision: 2 } });
  await new Promise((done) => setImmediate(done));
  await pass(10);
  assert.deepEqual(sent.map((change) => [change.question, change.raw, change.base]), [["name", "A", 1], ["age", "30", 4], ["name", "B", 2]]);
});

test("no connection: keeps the answer, backs off, repeats the same id, then saves", async () => {
  const { queue, sent, pass, names } = room({ replies: ["down", { status: 503, body: {} }] });
  queue.change("name", "A", { soon: true });
  await pass(0);
  assert.equal(queue.unsaved, true);
  assert.equal(queue.atRisk, true);
  await pass(999);
  assert.equal(sent.length, 1);
  await pass(1);
  assert.equal(sent.length, 2);
  await pass(2000);
  assert.deepEqual(names(), ["saving", "offline", "saving", "offline", "saving", "saved"]);
  assert.equal(new Set(sent.map((change) => change.id)).size, 1);
  assert.equal(queue.atRisk, false);
});

test("typing while the connection is down replaces the value that waits", async () => {
  const { queue, sent, pass } = room({ replies: ["down"] });
  queue.change("name", "A", { soon: true });
  await pass(0);
  queue.change("name", "B");
  queue.flush();
  await pass(0);
  assert.deepEqual(sent.map((change) => change.raw), ["A", "B"]);
  await pass(60000);
  assert.equal(sent.length, 2);
});

test("a conflict stops that question until the person chooses, and never overwrites by itself", async () => {
  const { queue, sent, states, pass } = room({ replies: [{ status: 409, body: { revision: 9, saved_display: "Grace" } }] });
  queue.change("name", "Ada", { soon: true });
  await pass(0);
  assert.deepEqual(states.at(-1), { name: "conflict", question: "name", savedDisplay: "Grace" });
  queue.change("name", "Ada L");
  queue.flush();
  await pass(60000);
  assert.equal(sent.length, 1);
  assert.equal(queue.atRisk, true);
  queue.keepMine("name");
  await pass(0);
  assert.deepEqual([sent[1].raw, sent[1].base], ["Ada L", 9]);
  assert.equal(queue.unsaved, false);
});

test("signed out: keeps what was typed and saves it after signing in again", async () => {
  const { queue, sent, states, pass } = room({ replies: [{ status: 401, body: { url: "/sign-in" } }] });
  queue.change("name", "A", { soon: true });
  await pass(60000);
  assert.equal(sent.length, 1);
  assert.deepEqual(states.at(-1), { name: "signed_out", question: "name", url: "/sign-in" });
  assert.equal(queue.atRisk, true);
  queue.flush();
  await pass(0);
  assert.equal(sent[1].raw, "A");
  assert.equal(queue.unsaved, false);
});

test("where somebody may fill in no more, it is told, kept, and saved should they be let again", async () => {
  const { queue, sent, states, pass } = room({ replies: [{ status: 404, body: { state: "ended" } }] });
  queue.change("name", "A", { soon: true });
  await pass(60000);
  assert.equal(sent.length, 1);
  assert.deepEqual(states.at(-1), { name: "ended", question: "name" });
  assert.equal(queue.atRisk, true);
  queue.change("name", "AB", { soon: true });
  await pass(0);
  assert.equal(sent[1].raw, "AB");
  assert.equal(queue.atRisk, false);
});

test("a refusal is told and not repeated", async () => {
  const { queue, sent, pass, names } = room({ replies: [{ status: 400, body: {} }] });
  queue.change("name", "A", { soon: true });
  await pass(60000);
  assert.equal(sent.length, 1);
  assert.equal(names().at(-1), "refused");
});

test("leaving the page hands over everything at once and does not send it twice", async () => {
  const { queue, sent, pass } = room();
  queue.change("name", "A");
  queue.change("age", "31");
  queue.flushAll();
  assert.deepEqual(sent.map((change) => change.question), ["name", "age"]);
  await new Promise((done) => setImmediate(done));
  await pass(60000);
  assert.equal(sent.length, 2);
  assert.equal(queue.bases.name, 2);
});

test("posting the form waits for the save on its way and sends nothing after", async () => {
  let arrive;
  const { queue, sent, pass } = room({ replies: [new Promise((done) => (arrive = done))] });
  queue.change("name", "A", { soon: true });
  await pass(0);
  queue.change("age", "31");
  let stopped = false;
  const stopping = queue.stop().then(() => (stopped = true));
  await pass(60000);
  assert.equal(stopped, false);
  arrive({ status: 200, body: { revision: 2 } });
  await stopping;
  await pass(60000);
  assert.equal(sent.length, 1);
  assert.equal(queue.bases.name, 2);
});

function roomWithSlowReply() {
  let arrive;
  let fail;
  const slow = new Promise((done, failed) => ([arrive, fail] = [done, failed]));
  const settle = () => new Promise((done) => setImmediate(done));
  const all = room({ replies: [slow] });
  return { ...all, arrive: (reply) => (arrive(reply), settle()), fail: () => (fail(new TypeError("lost")), settle()) };
}

test("a lost save does not bring back an older value than the one typed since", async () => {
  const { queue, sent, pass, fail } = roomWithSlowReply();
  queue.change("name", "A", { soon: true });
  await pass(0);
  queue.change("name", "B", { soon: true });
  await fail();
  await pass(60000);
  assert.deepEqual(sent.map((change) => change.raw), ["A", "B"]);
});

test("what was typed while the conflict was on its way is the answer that is kept", async () => {
  const { queue, sent, pass, arrive } = roomWithSlowReply();
  queue.change("name", "A", { soon: true });
  await pass(0);
  queue.change("name", "B", { soon: true });
  await arrive({ status: 409, body: { revision: 9, saved_display: "Grace" } });
  queue.keepMine("name");
  await pass(60000);
  assert.deepEqual(sent.map((change) => [change.raw, change.base]), [["A", 1], ["B", 9]]);
});

test("typing does not hurry the next try while the connection is down", async () => {
  const { queue, sent, pass } = room({ replies: ["down", "down"] });
  queue.change("name", "A", { soon: true });
  await pass(1000);
  assert.equal(sent.length, 2);
  queue.change("name", "B", { soon: true });
  await pass(1000);
  assert.equal(sent.length, 2);
  await pass(1000);
  assert.equal(sent.length, 3);
});
