// The journal with no connection: keeps the empty shell of it on a person's own phone, and sends what waits there.
// It keeps no page about anybody. /journal/worker.js names the files to keep and their version (self.JOURNAL).
import { queueOf } from "./connection.js";
import { interruptedEntry, isAdding } from "./interrupted.js";
import { isKept, JournalStore } from "./store.js";

const { version, shell, library, files } = self.JOURNAL;
const KEPT = `journal-${version}`;
const PATIENCE = 4000;
const PATIENCE_SAVING = 10000;
// The pages that people write on: no waiting for a slow line. Others may take as long as they need.
const WRITING = /^\/journal\/(add\/.*)?$/;

async function fill() {
  const cache = await caches.open(KEPT);
  const requests = [shell, library, ...files].map((url) => new Request(url, { credentials: "same-origin", cache: "reload" }));
  await cache.addAll(requests);
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("journal-") && name !== KEPT).map((name) => caches.delete(name)));
}

const kept = async (url) => (await caches.open(KEPT)).match(url, { ignoreVary: true });

async function fresh(request) {
  const response = await fetch(request);
  if (response.ok) await (await caches.open(KEPT)).put(request.url, response.clone());
  return response;
}

const after = (milliseconds) => new Promise((_, late) => setTimeout(late, milliseconds, new Error("too slow")));

/** A page from the network; the shell when there is none, or when it takes too long to write something down. */
async function page(request, url) {
  try {
    const answer = fetch(request);
    return await (WRITING.test(url.pathname) ? Promise.race([answer, after(PATIENCE)]) : answer);
  } catch (problem) {
    const offline = await kept(shell);
    if (!offline) throw problem;
    return offline;
  }
}

/** An entry posted from a page. Without an answer it waits here under the same id, so that the server keeps it once. */
async function posted(request, url) {
  const copy = request.clone();
  try {
    return await Promise.race([fetch(request), after(PATIENCE_SAVING)]);
  } catch (problem) {
    const place = await keep(url, await copy.formData()).catch(() => null);
    if (place === null) throw problem;
    return Response.redirect(`${shell}${place}`, 303);
  }
}

async function keep(url, fields) {
  const found = interruptedEntry(url, fields, await (await kept(library)).json());
  const store = new JournalStore();
  // The page says whose it is: nothing of theirs is kept on somebody else's phone.
  if (!found?.owner || !(await isKept()) || found.owner !== (await store.owner())) return null;
  const { owner, body, said, isChecked } = found;
  const entry = { owner, client_id: body.client_id, said, body, state: "waiting", problems: [] };
  // Posted twice without an answer: it waits already.
  if ((await store.entriesOf(owner)).some(({ client_id }) => client_id === body.client_id)) return "";
  if (isChecked) return (await store.add(entry)) && "";
  return `#${await store.add({ ...entry, state: "refused", problems: [{ name: "", code: "interrupted" }] })}`;
}

async function libraryNow(request) {
  try {
    return await Promise.race([fresh(request), after(PATIENCE)]);
  } catch (problem) {
    const old = await kept(library);
    if (!old) throw problem;
    return old;
  }
}

async function file(request, url) {
  // Names with a hash never change; the council's colours and logo may.
  const old = await kept(url.pathname);
  if (old && url.pathname.startsWith("/static/")) return old;
  try {
    return await fresh(request);
  } catch (problem) {
    if (!old) throw problem;
    return old;
  }
}

async function sendWaiting() {
  if (!(await isKept())) return;
  const store = new JournalStore();
  let failed = false;
  // No pauses of our own: the browser asks again later for a sync that failed.
  const never = { set: () => null, clear: () => {} };
  await queueOf(store, (state) => (failed ||= state.name === "offline"), never).run();
  store.close();
  if (failed) throw new Error("not everything was sent");
}

async function forget() {
  for (const name of await caches.keys()) if (name.startsWith("journal-")) await caches.delete(name);
  await self.registration.unregister();
}

// A new version takes over once no page of the journal is open. Taking over at once (skipWaiting) would end the old one
// in the middle of an answer: the page being opened would then never come.
self.addEventListener("install", (event) => event.waitUntil(fill()));

self.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && request.mode === "navigate" && isAdding(url)) event.respondWith(posted(request, url));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (url.pathname === library) event.respondWith(libraryNow(request));
  else if (files.includes(url.pathname)) event.respondWith(file(request, url));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "journal-send") event.waitUntil(sendWaiting());
});

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(forget());
});
