// Leaving a device: what a person keeps here goes with them. What is not sent yet is never thrown away without asking,
// and what waits for somebody else stays (accounts/devices.py then leaves the storage alone).
import { isKept, JournalStore } from "./store.js";

const JOURNAL = "/journal/?leaving";

/** Take this person's things off the device. Resolves with whether another person's entries wait here. */
export async function clearDevice(store, owner) {
  const others = await store.countOthers(owner);
  if (others === 0) await store.destroy();
  else if (owner !== null) await store.forget(owner);
  if (others === 0) {
    for (const name of await caches.keys()) if (name.startsWith("journal-")) await caches.delete(name);
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  }
  return others > 0;
}

async function leave(form) {
  const store = new JournalStore();
  const owner = await store.owner();
  const waiting = owner === null ? [] : await store.entriesOf(owner);
  if (waiting.length > 0 && !("leaveAnyway" in form.dataset)) return window.location.assign(JOURNAL);
  if (await clearDevice(store, owner)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "others_waiting", value: "1" }));
  }
  form.submit();
}

export function startLeaving() {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-leaves-device]") || event.defaultPrevented) return;
    event.preventDefault();
    // A browser that will not open its storage holds nothing of ours.
    const kept = await isKept().catch(() => false);
    await (kept ? leave(form).catch(() => form.submit()) : form.submit());
  });
}
