// Nothing is sent, saved or done unless the answer says so itself.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { replyOf } from "../../../frontend/src/core/replies.js";

const SRC = new URL("../../../frontend/src/", import.meta.url);

function answer(status, body, { type = "application/json", redirected = false } = {}) {
  return { status, redirected, headers: new Headers({ "Content-Type": type }), json: async () => body };
}

const statusOf = async (...given) => (await replyOf(answer(...given), ["said"])).status;

test("an answer that says so is taken, with what it says", async () => {
  assert.deepEqual(await replyOf(answer(200, { state: "said", id: 4 }), ["said"]), { status: 200, body: { state: "said", id: 4 } });
});

test("what does not say so is signed out: a sign-in form as JSON, its page, another word, null", async () => {
  assert.equal(await statusOf(200, { form: { fields: {} }, html: "<form>" }), 401);
  assert.equal(await statusOf(200, {}, { type: "text/html" }), 401);
  assert.equal(await statusOf(200, { state: "saved" }), 401);
  assert.equal(await statusOf(200, null), 401);
  assert.equal(await statusOf(200, { state: "said" }, { redirected: true }), 401);
  assert.equal(await statusOf(403, { state: "old_token" }), 401);
  assert.equal(await statusOf(404, {}, { type: "text/html" }), 401);
});

test("a refusal keeps its number and its sentence, and what may come later is no sign-out", async () => {
  assert.deepEqual(await replyOf(answer(422, { error: "ended" }), ["said"]), { status: 422, body: { error: "ended" } });
  for (const status of [408, 429, 502, 503]) assert.equal(await statusOf(status, {}, { type: "text/html" }), status);
});

test("every script that posts reads the answer so, or says here how it does", () => {
  const others = {
    "core/session.js": "asks for a token",
    "core/uploads.js": "counts only bytes that are said to be here, and what the page says of a whole file",
    "estimates/hours_curve.js": "wants its own mark in the page, and keeps nothing",
    "journal/connection.js": "its queue wants the word; it follows no redirect",
  };
  const posting = readdirSync(SRC, { recursive: true })
    .filter((name) => name.endsWith(".js"))
    .filter((name) => /method: "POST"/.test(readFileSync(new URL(name, SRC), "utf8")));
  assert.ok(posting.length > 5);
  for (const name of posting) {
    const text = readFileSync(new URL(name, SRC), "utf8");
    assert.ok(name in others || text.includes("replyOf(response, ["), name);
    assert.ok(!text.includes("response.ok") || name in others, name);
  }
});
