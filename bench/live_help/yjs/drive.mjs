// The second yardstick: y-websocket's own server, as it comes, and pairs of documents on it. A plan (JSON) in, figures (JSON) out.
// {port, rooms, rate, seconds}: each room has two documents on sockets of their own, one of which writes a whole value into a map,
// as many times a second as all of them together are to. A keystroke's time runs from when it was due until the other has it.
import * as Y from "yjs";
import WebSocket from "ws";
import * as encoding from "lib0/encoding";
import * as decoding from "lib0/decoding";
import * as sync from "y-protocols/sync";

const SYNC = 0;

class Peer {
  constructor(port, room, onChange) {
    this.doc = new Y.Doc();
    this.map = this.doc.getMap("answers");
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/${room}`);
    this.socket.binaryType = "arraybuffer";
    this.socket.on("message", (data) => this.hear(new Uint8Array(data)));
    this.doc.on("update", (update, origin) => origin !== this && this.send((to) => sync.writeUpdate(to, update)));
    if (onChange) this.map.observe(() => onChange(this.map.get("address")));
  }

  async open() {
    await new Promise((done, failed) => this.socket.on("open", done).on("error", failed));
    this.send((to) => sync.writeSyncStep1(to, this.doc));
  }

  hear(data) {
    const from = decoding.createDecoder(data);
    if (decoding.readVarUint(from) !== SYNC) return;
    const to = encoding.createEncoder();
    encoding.writeVarUint(to, SYNC);
    sync.readSyncMessage(from, to, this.doc, this);
    if (encoding.length(to) > 1) this.socket.send(encoding.toUint8Array(to));
  }

  send(write) {
    const to = encoding.createEncoder();
    encoding.writeVarUint(to, SYNC);
    write(to);
    this.socket.send(encoding.toUint8Array(to));
  }
}

const seconds = () => performance.now() / 1000;
const after = (wait) => new Promise((done) => setTimeout(done, wait * 1000));

async function type(room, begin, pace, until) {
  for (let due = begin + (pace * (room.number % 17)) / 17; due < until; due += pace) {
    const wait = due - seconds();
    if (wait > 0) await after(wait);
    room.due.push(due);
    room.writer.map.set("address", { line1: "12 Weaver Court", id: room.due.length - 1 });
  }
}

async function run({ port, rooms: number, rate, seconds: long }) {
  const rooms = Array.from({ length: number }, (_, at) => ({ number: at, due: [], came: new Map() }));
  for (const room of rooms) {
    room.writer = new Peer(port, `room-${room.number}-${rate}`);
    room.reader = new Peer(port, `room-${room.number}-${rate}`, (value) => value && room.came.set(value.id, seconds()));
    await Promise.all([room.writer.open(), room.reader.open()]);
  }
  await after(0.5);
  const begin = seconds();
  await Promise.all(rooms.map((room) => type(room, begin, rooms.length / rate, begin + long)));
  await after(1);
  const times = rooms.flatMap(({ due, came }) => due.map((at, id) => (came.has(id) ? came.get(id) - at : null)));
  for (const { writer, reader } of rooms) for (const peer of [writer, reader]) peer.socket.terminate();
  return { times };
}

let text = "";
for await (const part of process.stdin) text += part;
process.stdout.write(JSON.stringify(await run(JSON.parse(text))), () => process.exit(0));
