// The journal's queue on a pretend disk, network and clock: order, once each, lost answers, whose entries, refusals.
import assert from "node:assert/strict";
import test from "node:test";
import { JournalQueue } from "../../../frontend/src/journal/queue.js";

class Disk {
  constructor() {
    this.rows = new Map();
    this.last = 0;
    this.full = false;
  }
  async add(entry) {
    if (this.full) throw Object.assign(new Error("no room"), { code: "full" });
    this.last += 1;
    this.rows.set(this.last, { ...entry, order: this.last });
    return this.last;
  }
  async entriesOf(owner) {
    return [...this.rows.values()].filter((row) => row.owner === owner).sort((a, b) => a.order - b.order);
  }
  async put(entry) {
    this.rows.set(entry.order, entry);
  }
  async remove(order) {
    this.rows.delete(order);
  }
}

/** A server that keeps each entry of a person once, and whose answers may get lost after it did. */
class Server {
  constructor({ user = "alice", answers = () => "ok" } = {}) {
    Object.assign(this, { user, answers, kept: [], asked: 0, tokens: 0 });
  }
  async identify() {
    if (this.answers("who", this) === "down") throw new TypeError("no connection");
    this.tokens += 1;
    return { owner: this.user, token: `token-${this.tokens}`, sign_in: "/sign-in/" };
  }
  async send(body, token) {
    this.asked += 1;
    const answer = this.answers(body.client_id, this, token);
    if (answer === "down") throw new TypeError("no connection");
    if (typeof answer === "object") return answer;
    if (!this.user) return { status: 401, body: {} };
    if (body.owner !== this.user) return { status: 409, body: {} };
    if (!this.kept.some((kept) => kept.client_id === body.client_id)) this.kept.push(body);
    if (answer === "answer lost") throw new TypeError("connection reset");
    return { status: 201, body: { state: "sent", sequence: this.kept.length } };
  }
}

function phone(server, disk = new Disk(), lock = (work) => work()) {
  const states = [];
  const timers = new Map();
  let ids = 0;
  const queue = new JournalQueue({
    store: disk,
    identify: () => server.identify(),
    send: (body, token) => server.send(body, token),
    lock,
    onState: (state) => states.push(state),
    timers: { set: (run, delay) => (timers.set(++ids, { run, delay }), ids), clear: (id) => timers.delete(id) },
  });
  const pass = async () => {
    const [id, timer] = [...timers][0] ?? [];
    timers.delete(id);
    await timer?.run();
    return timer?.delay;
  };
  return { queue, disk, states, timers, pass, names: () => states.map(({ name }) => name) };
}

const ids = (server) => server.kept.map(({ client_id }) => client_id);
const addAll = async (queue, owner, names) => {
  for (const client_id of names) await queue.add(owner, { client_id, text: `did ${client_id}` });
};

test("entries arrive in the order they were made, and leave the phone", async () => {
  const server = new Server();
  const { queue, disk, names } = phone(server);
  await addAll(queue, "alice", ["a", "b", "c"]);
  await queue.run();
  assert.deepEqual(ids(server), ["a", "b", "c"]);
  assert.equal(disk.rows.size, 0);
  assert.deepEqual(names().slice(3), ["sending", "sent", "sending", "sent", "sending", "sent", "idle"]);
});

test("without a connection everything stays, and each pause is longer", async () => {
  let up = false;
  const server = new Server({ answers: () => (up ? "ok" : "down") });
  const { queue, disk, pass } = phone(server);
  await addAll(queue, "alice", ["a", "b"]);
  await queue.run();
  assert.deepEqual([await pass(), await pass(), await pass()], [2000, 5000, 15000]);
  assert.equal(disk.rows.size, 2);
  up = true;
  await pass();
  assert.deepEqual(ids(server), ["a", "b"]);
});

test("200 entries over a line that is cut before and after the server kept them arrive once each, in order", async () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const server = new Server({ answers: () => ["ok", "down", "answer lost"][Math.floor(random() * 3)] });
  const { queue, disk, pass } = phone(server);
  const wanted = Array.from({ length: 200 }, (_, number) => `entry-${number}`);
  await addAll(queue, "alice", wanted);
  await queue.run();
  while (disk.rows.size > 0) await pass();
  assert.deepEqual(ids(server), wanted);
  assert.ok(server.asked > 250, "the line was never cut");
});

test("a refusal is kept with what to mend, and does not hold up the others", async () => {
  const problems = [{ name: "date", text: "Choose a day that exists" }];
  let mended = false;
  const server = new Server({ answers: (id) => (id === "b" && !mended ? { status: 422, body: { problems } } : "ok") });
  const { queue, disk, states } = phone(server);
  await addAll(queue, "alice", ["a", "b", "c"]);
  await queue.run();
  assert.deepEqual(ids(server), ["a", "c"]);
  const [entry] = await disk.entriesOf("alice");
  assert.equal(entry.state, "refused");
  assert.deepEqual(entry.problems, problems);
  assert.ok(states.some(({ name }) => name === "refused"));
  mended = true;
  await queue.mend(entry, { text: "on a real day" });
  await queue.run();
  assert.deepEqual(ids(server), ["a", "c", "b"]);
  assert.equal(server.kept[2].text, "on a real day");
});

test("signed out: nothing is sent or lost, and the person hears where to sign in", async () => {
  const server = new Server({ user: null });
  const { queue, disk, states } = phone(server);
  await addAll(queue, "alice", ["a"]);
  await queue.run();
  assert.deepEqual(states.at(-1), { name: "signed_out", url: "/sign-in/" });
  assert.equal(server.asked, 0);
  server.user = "alice";
  await queue.hurry();
  assert.deepEqual(ids(server), ["a"]);
  assert.equal(disk.rows.size, 0);
});

test("what one person left here is never sent for another", async () => {
  const server = new Server({ user: "bob" });
  const { queue, disk } = phone(server);
  await addAll(queue, "alice", ["a1", "a2"]);
  await addAll(queue, "bob", ["b1"]);
  await queue.run();
  assert.deepEqual(server.kept.map(({ client_id, owner }) => [client_id, owner]), [["b1", "bob"]]);
  assert.equal((await disk.entriesOf("alice")).length, 2);
});

test("somebody else signs in between the question and the sending", async () => {
  const server = new Server();
  server.answers = (id) => {
    if (id === "b") server.user = "bob";
    return "ok";
  };
  const { queue, disk } = phone(server);
  await addAll(queue, "alice", ["a", "b", "c"]);
  await queue.run();
  assert.deepEqual(ids(server), ["a"]);
  assert.deepEqual((await disk.entriesOf("alice")).map(({ client_id }) => client_id), ["b", "c"]);
});

test("a token that ran out is renewed once; a server that keeps refusing is left alone for a while", async () => {
  const server = new Server({ answers: (id, _, token) => (token === "token-1" ? { status: 403, body: {} } : "ok") });
  const { queue } = phone(server);
  await addAll(queue, "alice", ["a"]);
  await queue.run();
  assert.deepEqual(ids(server), ["a"]);

  const stubborn = new Server({ answers: (id) => (id === "who" ? "ok" : { status: 403, body: {} }) });
  const other = phone(stubborn);
  await addAll(other.queue, "alice", ["a"]);
  await other.queue.run();
  assert.equal(stubborn.asked, 2);
  assert.equal(other.timers.size, 1);
  assert.equal(other.disk.rows.size, 1);
});

test("a busy or broken server is asked again later", async () => {
  for (const status of [500, 503, 429, 408]) {
    let broken = true;
    const server = new Server({ answers: (id) => (broken && id !== "who" ? { status, body: {} } : "ok") });
    const { queue, pass } = phone(server);
    await addAll(queue, "alice", ["a"]);
    await queue.run();
    assert.deepEqual(ids(server), []);
    broken = false;
    await pass();
    assert.deepEqual(ids(server), ["a"]);
  }
});

test("a full disk is said and nothing pretends to be kept", async () => {
  const { queue, disk, states } = phone(new Server());
  disk.full = true;
  await assert.rejects(() => queue.add("alice", { client_id: "a" }), { code: "full" });
  assert.deepEqual(states, []);
});

test("a disk that fails while entries are sent is said, and the next try goes on", async () => {
  const server = new Server();
  const { queue, disk, states } = phone(server);
  await addAll(queue, "alice", ["a", "b"]);
  const remove = disk.remove;
  disk.remove = async () => {
    throw Object.assign(new Error("closed"), { code: "blocked" });
  };
  await queue.run();
  assert.equal(states.at(-1).name, "storage");
  disk.remove = remove;
  await queue.run();
  assert.deepEqual(ids(server), ["a", "b"]);
  assert.equal(disk.rows.size, 0);
});

test("two tabs that send at once send each entry in order", async () => {
  const server = new Server({ answers: () => "ok" });
  const disk = new Disk();
  let last = Promise.resolve();
  const lock = (work) => (last = last.then(work));
  const tabs = [phone(server, disk, lock), phone(server, disk, lock)];
  await addAll(tabs[0].queue, "alice", ["a", "b", "c", "d"]);
  await Promise.all(tabs.map(({ queue }) => queue.run()));
  assert.deepEqual(ids(server), ["a", "b", "c", "d"]);
  assert.equal(server.asked, 4);
});

test("even without locks two tabs keep each entry once, in order", async () => {
  const server = new Server();
  const disk = new Disk();
  const tabs = [phone(server, disk), phone(server, disk)];
  await addAll(tabs[0].queue, "alice", ["a", "b", "c", "d"]);
  await Promise.all(tabs.map(({ queue }) => queue.run()));
  assert.deepEqual(ids(server), ["a", "b", "c", "d"]);
});

test("an entry added while others are being sent goes with them", async () => {
  const server = new Server();
  const { queue, disk } = phone(server);
  server.answers = (id) => {
    if (id === "a") queue.add("alice", { client_id: "b" }).then(() => queue.run());
    return "ok";
  };
  await addAll(queue, "alice", ["a"]);
  await queue.run();
  assert.deepEqual(ids(server), ["a", "b"]);
  assert.equal(disk.rows.size, 0);
});
