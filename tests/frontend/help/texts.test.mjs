// Two people write in one box while the line loses, delays and repeats: at the end both boxes and the server have every word once.
import assert from "node:assert/strict";
import test from "node:test";
import { mergeTexts } from "../../../frontend/src/help/sharing/merging.js";
import { LongTexts } from "../../../frontend/src/help/sharing/texts.js";

/** As claims/actions/merging.py. */
class Server {
  constructor(text) {
    Object.assign(this, { text, revision: 1, merged: [] });
  }

  save({ raw, base, id, known }) {
    let text = raw;
    if (base !== this.revision) {
      if (this.merged.includes(id)) return this.reply(raw);
      const from = [...known].reverse().find(([name, each]) => name === "" || this.merged.includes(name) || each === this.text);
      text = mergeTexts(from[1], this.text, raw);
    }
    if (text !== this.text) {
      this.revision += 1;
      this.text = text;
      this.merged = [...this.merged, ...known.map(([name]) => name).filter(Boolean), id].slice(-20);
    }
    return this.reply(raw);
  }

  reply(raw) {
    return { status: 200, body: { revision: this.revision, ...(raw === this.text ? {} : { text: this.text }) } };
  }
}

/** One person's box, and a queue that sends the latest change once the one before is answered. */
class Writer {
  constructor(name, server, text) {
    Object.assign(this, { name, server, box: text, ids: 0, waiting: null, onWay: null, composing: false, known: [] });
    this.texts = new LongTexts({
      read: () => this.box,
      write: (_question, words) => {
        assert.ok(!this.composing, "nothing touches a word that is put together");
        this.box = words;
      },
      isComposing: () => this.composing,
      know: (_question, revision, words) => (this.known = [revision, words]),
      save: () => (this.waiting ??= this.change()),
    });
    this.texts.start("story", `1:${text}`);
  }

  change() {
    return { question: "story", raw: this.box, id: `${this.name}.${(this.ids += 1)}` };
  }

  type(words, { atStart = false } = {}) {
    this.box = atStart ? `${words} ${this.box}` : `${this.box} ${words}`;
    this.waiting = this.change();
  }

  /** @param {"arrives"|"reply lost"|"lost"} fate */
  send(fate) {
    const change = this.waiting;
    if (!change) return;
    this.waiting = null;
    const sent = this.texts.dress(change);
    const reply = fate === "lost" ? null : this.server.save(structuredClone(sent));
    if (fate === "arrives") return this.texts.settle(sent, reply);
    this.waiting ??= change;
    return null;
  }

  hear({ revision, text } = this.server) {
    return this.texts.take("story", revision, text);
  }
}

function two(text = "My rent.") {
  const server = new Server(text);
  return { server, alice: new Writer("a", server, text), sam: new Writer("s", server, text) };
}

const words = (text) => text.split(/\s+/).filter(Boolean).sort();

test("what the other saved comes into the box beside what is typed there", () => {
  const { server, alice, sam } = two();
  sam.type("Weekly");
  sam.send("arrives");
  alice.type("Monthly");
  assert.equal(alice.hear(), "kept");
  assert.equal(alice.box, "My rent. Monthly Weekly");
  alice.send("arrives");
  assert.equal(server.text, alice.box);
  assert.equal(sam.hear(), "put");
  assert.equal(sam.box, alice.box);
});

test("what is heard while a change is on its way waits for the reply, and is not put there twice", () => {
  const { server, alice, sam } = two();
  sam.type("Weekly");
  sam.send("arrives");
  alice.type("In May");
  const sent = alice.texts.dress(alice.waiting);
  const reply = server.save(sent);
  assert.equal(alice.hear(), "later");
  alice.box += " 2026";
  alice.waiting = alice.change();
  alice.texts.settle(sent, reply);
  assert.deepEqual(words(alice.box), words("My rent. Weekly In May 2026"));
  alice.send("arrives");
  assert.deepEqual(words(server.text), words("My rent. Weekly In May 2026"));
});

test("a reply and the other's words wait until a composed word is whole", () => {
  const { server, alice, sam } = two();
  sam.type("Weekly");
  sam.send("arrives");
  alice.type("In May");
  alice.composing = true;
  alice.send("arrives");
  alice.hear();
  assert.equal(alice.box, "My rent. In May");
  alice.composing = false;
  alice.texts.catchUp("story");
  assert.equal(alice.box, server.text);
  assert.deepEqual(alice.known, [server.revision, server.text]);
});

test("the queue knows the revision that the box was made of, never a later one", () => {
  const { alice, sam } = two();
  sam.type("Weekly");
  sam.send("arrives");
  alice.type("In May");
  alice.composing = true;
  assert.equal(alice.send("arrives").body.revision, 1);
  alice.composing = false;
  alice.texts.catchUp("story");
  alice.type("2026");
  assert.equal(alice.send("arrives").body.revision, 4);
});

test("what was refused is not on its way any more", () => {
  const { alice, sam } = two();
  alice.type("In May");
  alice.texts.settle(alice.texts.dress(alice.waiting), { status: 403, body: {} });
  alice.waiting = null;
  sam.type("Weekly");
  sam.send("arrives");
  assert.equal(alice.hear(), "kept");
});

test("a question that is no long text is left alone", () => {
  const { alice } = two();
  const change = { question: "nino", raw: "AB", id: "a.1" };
  assert.equal(alice.texts.has("nino"), false);
  assert.equal(alice.texts.dress(change), change);
  const reply = { status: 200, body: { revision: 3 } };
  assert.equal(alice.texts.settle(change, reply), reply);
});

/** The same numbers on every run. */
function dice(seed) {
  let state = seed;
  return (most) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * most);
  };
}

for (let seed = 1; seed <= 60; seed += 1) {
  test(`whatever the line does, no word is lost and none is there twice (${seed})`, () => {
    const { server, alice, sam } = two("Begun.");
    const roll = dice(seed * 7919);
    const typed = [];
    for (let step = 0; step < 60; step += 1) {
      const writer = roll(2) ? alice : sam;
      const what = roll(6);
      if (what <= 1) {
        typed.push(`${writer.name}${step}`);
        writer.type(`${writer.name}${step}`, { atStart: roll(4) === 0 });
      } else if (what <= 3) writer.send(["arrives", "arrives", "reply lost", "lost"][roll(4)]);
      else if (what === 4) writer.hear();
      else if (writer.composing) {
        writer.composing = false;
        writer.texts.catchUp("story");
      } else writer.composing = roll(3) === 0;
    }
    for (const writer of [alice, sam]) {
      writer.composing = false;
      writer.texts.catchUp("story");
    }
    for (let round = 0; round < 6; round += 1) {
      for (const writer of [alice, sam]) {
        writer.send("arrives");
        writer.hear();
      }
    }
    assert.deepEqual(words(server.text), words(`Begun. ${typed.join(" ")}`));
    assert.deepEqual([alice.box, sam.box], [server.text, server.text]);
  });
}
