// News arrive once each and in order: over a socket, over polls, and from where one was after a break.
import assert from "node:assert/strict";
import test from "node:test";
import { Line } from "../../../frontend/src/help/line.js";

function line({ answers = [], upto = 2 } = {}) {
  const world = { sockets: [], asked: [], news: [], typing: 0, beats: 0, states: [], timers: [] };
  const it = new Line({
    socketUrl: "ws://c/help/1/live/",
    pollUrl: "/help/1/wait/",
    plainUrl: "/help/1/changes/",
    upto,
    onNews: (news) => world.news.push(news.html),
    onTyping: () => (world.typing += 1),
    onBeat: () => (world.beats += 1),
    onState: (state) => world.states.push(state),
    open: (url) => {
      const socket = { url, readyState: 0, sent: [], send: (text) => socket.sent.push(text), close: () => {} };
      world.sockets.push(socket);
      return socket;
    },
    ask: async (url) => {
      world.asked.push(url);
      const answer = answers.shift();
      if (answer === undefined) return new Promise(() => {});
      if (answer === null) throw new Error("no line");
      return answer;
    },
    timers: {
      set: (work, wait) => {
        const timer = { work, wait };
        world.timers.push(timer);
        return timer;
      },
      clear: (timer) => (world.timers = world.timers.filter((each) => each !== timer)),
    },
    chance: () => 0.5,
  });
  it.start();
  return { it, world };
}

const block = (world) => {
  for (const number of [0, 1]) {
    world.sockets[number].onclose({ code: 1006 });
    world.timers.shift().work();
  }
};
const settled = () => new Promise((resolve) => setImmediate(resolve));
const say = (socket, news) => socket.onmessage({ data: JSON.stringify(news) });
const up = (socket) => {
  socket.readyState = 1;
  socket.onopen();
};

test("of another form that is shared then, the numbers begin anew, and what is late of the first is left out", () => {
  const { it, world } = line({ upto: 40 });
  const [socket] = world.sockets;
  up(socket);
  say(socket, { upto: 41, of: 100, known: "first", html: "" });
  say(socket, { upto: 2, of: 200, known: "second", html: "" });
  assert.deepEqual([it.known, it.upto, world.news.length], ["second", 2, 2]);
  say(socket, { upto: 42, of: 100, known: "late", html: "" });
  say(socket, { upto: 1, of: 200, known: "late too", html: "" });
  assert.deepEqual([it.known, it.upto, world.news.length], ["second", 2, 2]);
  // Nothing is shared any more.
  say(socket, { upto: 2, known: "none", html: "" });
  assert.equal(it.known, "none");
});

test("news of a socket are shown once each, old ones and repeated ones are left out", () => {
  const { world } = line();
  const [socket] = world.sockets;
  assert.equal(socket.url, "ws://c/help/1/live/?after=2&saw=0");
  up(socket);
  say(socket, { upto: 3, html: "three" });
  say(socket, { upto: 3, html: "three" });
  say(socket, { upto: 2, html: "two" });
  say(socket, { upto: 5, html: "five" });
  assert.deepEqual(world.news, ["three", "", "five"]);
  assert.deepEqual(world.states, ["live"]);
});

test("after a break it asks from where it was, and says again what was seen", () => {
  const { it, world } = line();
  up(world.sockets[0]);
  say(world.sockets[0], { upto: 7, html: "seven" });
  it.look(7);
  world.sockets[0].onclose({ code: 1006 });
  assert.equal(world.states.at(-1), "away");
  world.timers.shift().work();
  assert.equal(world.sockets[1].url, "ws://c/help/1/live/?after=7&saw=7");
  up(world.sockets[1]);
  assert.deepEqual(world.sockets[1].sent, ['{"saw":7}']);
});

test("where sockets never open, polls carry the same and count as a line", async () => {
  const { it, world } = line({ answers: [{ status: 200, body: { upto: 4, html: "four", known: "talking-3" } }, null, { status: 200, body: {} }] });
  for (const number of [0, 1]) {
    world.sockets[number].onclose({ code: 1006 });
    world.timers.shift().work();
  }
  await settled();
  assert.deepEqual(world.news, ["four"]);
  assert.equal(world.asked[1], "/help/1/wait/?after=4&saw=0&known=talking-3");
  assert.deepEqual(world.states, ["away", "away", "polling", "away"]);
  it.hurry();
  await settled();
  assert.equal(world.states.at(-1), "polling");
});

test("who may look no more is told and asks no more", () => {
  const { world } = line();
  world.sockets[0].onclose({ code: 4403 });
  assert.deepEqual(world.states, ["refused"]);
  assert.equal(world.timers.length, 0);
});

test("typing is told both ways and is no news", () => {
  const { it, world } = line();
  it.type();
  up(world.sockets[0]);
  it.type();
  say(world.sockets[0], { typing: true });
  assert.deepEqual(world.sockets[0].sent, ['{"typing":true}']);
  assert.equal(world.typing, 1);
  assert.deepEqual(world.news, []);
});

test("a socket that hears nothing for long is taken for lost", () => {
  const { world } = line();
  up(world.sockets[0]);
  say(world.sockets[0], {});
  const [silence] = world.timers;
  assert.equal(silence.wait, 45000);
  silence.work();
  assert.equal(world.states.at(-1), "away");
  world.timers.at(-1).work();
  assert.equal(world.sockets.length, 2);
  // What the old one still says of its end changes nothing.
  world.sockets[0].onclose({ code: 1006 });
  assert.equal(world.sockets.length, 2);
});

test("one poll at a time, also when the network comes back", async () => {
  const { it, world } = line({ answers: [null] });
  for (const number of [0, 1]) {
    world.sockets[number].onclose({ code: 1006 });
    world.timers.shift().work();
  }
  await settled();
  it.hurry();
  it.hurry();
  await settled();
  assert.equal(world.asked.length, 2);
});

test("where there is no place to wait, it asks without waiting, now and then", async () => {
  const { world } = line({ answers: [{ status: 429, body: {} }, { status: 200, body: { upto: 3, html: "three" } }] });
  for (const number of [0, 1]) {
    world.sockets[number].onclose({ code: 1006 });
    world.timers.shift().work();
  }
  await settled();
  assert.equal(world.asked[1], "/help/1/changes/?after=2&saw=0");
  assert.deepEqual(world.news, ["three"]);
  const pause = world.timers.at(-1);
  assert.equal(pause.wait, 5000);
  pause.work();
  await settled();
  assert.equal(world.asked[2], "/help/1/wait/?after=3&saw=0&known=");
});

test("a network that blocked sockets is asked again, and the next poll is a socket from where they were", async () => {
  let arrives;
  const late = new Promise((resolve) => (arrives = resolve));
  const { world } = line({ answers: [late] });
  block(world);
  const probe = world.timers.find((each) => each.wait === 300000);
  probe.work();
  assert.equal(world.sockets.length, 3);
  up(world.sockets[2]);
  // What the socket says while the poll waits is not taken: it would be told twice.
  world.sockets[2].onmessage?.({ data: JSON.stringify({ upto: 4, html: "three four" }) });
  world.sockets[2].onclose({ code: 1000 });
  assert.equal(world.sockets.length, 3);
  arrives({ status: 200, body: { upto: 4, html: "three four" } });
  await settled();
  assert.deepEqual(world.news, ["three four"]);
  assert.equal(world.sockets[3].url, "ws://c/help/1/live/?after=4&saw=0");
  up(world.sockets[3]);
  say(world.sockets[3], { upto: 5, html: "five" });
  assert.deepEqual(world.news, ["three four", "five"]);
  assert.equal(world.asked.length, 1);
  assert.equal(world.states.at(-1), "live");
});

test("a network that still blocks sockets goes on with polls, one try at a time, also when it changes", async () => {
  const { it, world } = line({ answers: [{ status: 200, body: { upto: 3, html: "three" } }] });
  block(world);
  await settled();
  it.hurry();
  it.hurry();
  assert.equal(world.sockets.length, 3);
  world.sockets[2].onclose({ code: 1006 });
  assert.equal(world.timers.filter((each) => each.wait === 300000).length, 1);
  assert.equal(world.asked.length, 2);
  assert.deepEqual(world.news, ["three"]);
  assert.equal(world.states.at(-1), "polling");
  it.stop();
  assert.equal(world.timers.length, 0);
});

test("whatever comes over a socket is a reason to say that the page is here; a poll says it by itself", async () => {
  const { it, world } = line({ answers: [{ status: 200, body: {} }] });
  const [socket] = world.sockets;
  it.tell({ here: true });
  assert.deepEqual(socket.sent, []);
  up(socket);
  say(socket, {});
  say(socket, { upto: 3, html: "three" });
  assert.equal(world.beats, 2);
  it.tell({ here: true });
  assert.deepEqual(socket.sent, ['{"here":true}']);
});
