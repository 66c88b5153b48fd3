// A page of live help for staff says that somebody is at the desk, until it is refused.
import assert from "node:assert/strict";
import test from "node:test";
import { sayHere } from "../../../frontend/src/help/at_desk.js";

test("it says so at once, and often enough, also after a failure; not once it is refused", async () => {
  const answers = [{ status: 200 }, null, { status: 503 }, { status: 403 }];
  const due = [];
  const say = async () => {
    const answer = answers.shift();
    if (!answer) throw new TypeError("no connection");
    return answer;
  };
  const timers = { set: (work, wait) => due.push({ work, wait }) };
  await sayHere(say, timers);
  for (let left = 3; left > 0; left -= 1) {
    const { work, wait } = due.shift();
    assert.ok(wait <= 30000, "the server waits a minute, and one may be lost");
    await work();
    assert.equal(answers.length, left - 1);
  }
  assert.equal(due.length, 0);
});

test("a page of signing in is no answer", async () => {
  const due = [];
  await sayHere(async () => ({ status: 200, redirected: true }), { set: (work) => due.push(work) });
  assert.equal(due.length, 0);
});
