// A file reaches the page once, whatever the line does on the way.
import assert from "node:assert/strict";
import test from "node:test";
import { FIRST_PART, LARGEST_PART, LineDown, QUICK_MS, RETRY_AFTER, Refused, Sending, sizeWords } from "../../../frontend/src/core/parts.js";

const KB = 1024;

/** A server that keeps parts, and does of each post what is planned: true, a status, "down", or "lost" on the way back. */
function server(size, plan = []) {
  const world = { steps: [], states: [], pauses: [], here: 0, time: 0, partTakes: 0, kept: 0 };
  const bytes = new Uint8Array(size).map((_byte, index) => index % 251);
  const answers = {
    begin: () => ({ status: 200, body: { state: "going", id: "one", received: world.here } }),
    part: ({ offset, part }) => {
      world.time += world.partTakes;
      if (offset > world.here) return { status: 409, body: { state: "out_of_place", received: world.here } };
      if (offset === world.here) world.here += part.size;
      return { status: 200, body: { state: "going", id: "one", received: world.here } };
    },
    page: ({ file }) => {
      world.kept += 1;
      world.whole = Boolean(file);
      return { status: 200, body: { problems: [], had: world.kept > 1 ? ["We have it already."] : [] } };
    },
  };
  const post = async (step, fields) => {
    world.steps.push(step === "part" ? `${fields.offset}+${fields.part.size}` : step);
    const fate = plan.length ? plan.shift() : true;
    if (fate === "down") throw new Error("no line");
    if (typeof fate === "object") return fate;
    const answer = answers[step](fields);
    if (fate === "lost") throw new Error("its answer was lost");
    return answer;
  };
  const sending = new Sending({
    file: new Blob([bytes]), hash: "f".repeat(64), post, onState: (state) => world.states.push(state),
    pause: async (wait) => world.pauses.push(wait), now: () => world.time,
  });
  return { sending, world };
}

test("a photo goes in parts that grow on a good line, and the page keeps it", async () => {
  const { sending, world } = server(8000 * KB);
  assert.deepEqual(await sending.run(), { problems: [], had: [] });
  const sizes = world.steps.slice(1, -1).map((step) => Number(step.split("+")[1]) / KB);
  assert.deepEqual(sizes, [128, 512, 2048, 4096, 1216]);
  assert.equal(world.whole, false);
  const sent = world.states.map((state) => state.sent);
  assert.deepEqual(sent, [...sent].sort((one, other) => one - other), "it never goes back");
  assert.equal(Math.max(...sizes) * KB, LARGEST_PART);
});

test("on a line that is neither good nor slow they grow less", async () => {
  const { sending, world } = server(1000 * KB);
  world.partTakes = QUICK_MS / 2;
  await sending.run();
  assert.deepEqual(world.steps, ["begin", "0+131072", "131072+262144", "393216+524288", "917504+106496", "page"]);
});

test("on a slow line parts stay small", async () => {
  const { sending, world } = server(500 * KB);
  world.partTakes = 9000;
  await sending.run();
  assert.deepEqual(world.steps, ["begin", "0+131072", "131072+131072", "262144+131072", "393216+118784", "page"]);
});

test("cut in the middle, it goes on where it was, and nothing of it is sent a second time", async () => {
  const { sending, world } = server(1000 * KB, [true, true, true, "down", "down"]);
  await sending.run();
  assert.deepEqual(world.steps, ["begin", "0+131072", "131072+524288", "655360+368640", "655360+131072", "655360+131072",
    "786432+237568", "page"]);
  assert.deepEqual(world.pauses, [1000, 2000]);
  assert.equal(world.states.some((state) => state.waits), true);
  assert.equal(world.kept, 1);
});

test("a part whose answer was lost is there once", async () => {
  const { sending, world } = server(300 * KB, [true, "lost"]);
  await sending.run();
  assert.equal(world.here, 300 * KB);
});

test("the page's answer lost: it is asked again and says that it has the file", async () => {
  const { sending, world } = server(300 * KB, [true, true, true, "lost"]);
  assert.deepEqual(await sending.run(), { problems: [], had: ["We have it already."] });
  assert.equal(world.steps.filter((step) => step === "page").length, 2);
});

test("a line that stays down is given up, and the next try goes on from there", async () => {
  const plan = [true, true, ...Array(RETRY_AFTER.length + 1).fill("down")];
  const { sending, world } = server(1000 * KB, plan);
  await assert.rejects(sending.run(), LineDown);
  assert.deepEqual(world.pauses, RETRY_AFTER);
  assert.equal(sending.sent, FIRST_PART, "what the page says has arrived");
  assert.equal(world.kept, 0);
  world.steps.length = 0;
  await sending.run();
  assert.equal(world.steps[1], `${FIRST_PART}+${FIRST_PART}`);
});

test("busy, or too many at once, is only not now", async () => {
  const { sending, world } = server(300 * KB, [{ status: 503, body: {} }, { status: 429, body: { state: "later" } }]);
  await sending.run();
  assert.deepEqual(world.steps.slice(0, 3), ["begin", "begin", "begin"]);
});

test("signed out is said at once and tried no more", async () => {
  const { sending, world } = server(300 * KB, [true, { status: 401, body: { state: "signed_out", error: "Sign in again." } }]);
  await assert.rejects(sending.run(), new Refused("Sign in again."));
  assert.deepEqual(world.pauses, []);
});

test("a page of words is no answer: nothing counts as kept", async () => {
  const { sending } = server(300 * KB, [true, true, true, { status: 200, body: {} }]);
  await assert.rejects(sending.run(), Refused);
});

test("what is not taken in parts goes whole, and so do small files and those of old browsers", async () => {
  const refused = server(300 * KB, [{ status: 422, body: { state: "whole" } }]);
  await refused.sending.run();
  assert.deepEqual([refused.world.steps, refused.world.whole], [["begin", "page"], true]);
  const small = server(FIRST_PART);
  await small.sending.run();
  assert.deepEqual(small.world.steps, ["page"]);
});

test("parts that are not there any more are sent again, but not for ever", async () => {
  const gone = { status: 410, body: { state: "gone" } };
  const { sending, world } = server(300 * KB, [true, true, true, gone]);
  await sending.run();
  assert.equal(world.kept, 1);
  const never = server(300 * KB, Array(20).fill(true));
  never.sending.post = async (step) => (step === "page" ? gone : { status: 200, body: { state: "going", id: "one", received: 300 * KB } });
  await assert.rejects(never.sending.run(), LineDown);
});

test("the page's own sentence about a file is passed on", async () => {
  const { sending } = server(300 * KB, [true, true, true, { status: 422, body: { problems: ["It is empty."], had: [] } }]);
  assert.deepEqual(await sending.run(), { problems: ["It is empty."], had: [] });
});

test("sizes as people read them", () => {
  assert.equal(sizeWords(5 * KB * KB, "en"), "5 MB");
  assert.equal(sizeWords(2.14 * KB * KB, "en"), "2.1 MB");
  assert.equal(sizeWords(1, "en"), "1 kB");
});
