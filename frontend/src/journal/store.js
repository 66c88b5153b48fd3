// What the journal keeps on a person's own phone: entries that wait to be sent, and whose phone it is. Nothing else.
// Used by pages and by the worker. Nothing is opened before somebody says that the device is their own.

const NAME = "journal";

/** The browser would not keep something. `code` is "full" (no room) or "blocked" (private window, switched off). */
export class StorageProblem extends Error {
  constructor(cause) {
    super(cause?.message ?? "storage");
    this.code = cause?.name === "QuotaExceededError" ? "full" : "blocked";
  }
}

const asked = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

function prepare(database) {
  const entries = database.createObjectStore("entries", { keyPath: "order", autoIncrement: true });
  entries.createIndex("owner", "owner");
  entries.createIndex("client_id", "client_id", { unique: true });
  database.createObjectStore("device");
}

/** Whether this device keeps anything of ours. Asking creates nothing. */
export async function isKept() {
  if (!globalThis.indexedDB) return false;
  if (!indexedDB.databases) return true;
  return (await indexedDB.databases()).some(({ name }) => name === NAME);
}

export class JournalStore {
  #database = null;
  /** True once everything here is deleted from elsewhere: the person signed out in another tab. */
  gone = false;

  async #open() {
    if (this.#database) return this.#database;
    // What is deleted must not come back empty because somebody looks.
    if (this.gone) throw new StorageProblem({ name: "AbortError", message: "deleted" });
    try {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => prepare(request.result);
      this.#database = await asked(request);
    } catch (cause) {
      throw new StorageProblem(cause);
    }
    this.#database.onversionchange = () => {
      this.gone = true;
      this.close();
    };
    this.#database.onclose = () => (this.#database = null);
    return this.#database;
  }

  /** Do `work` with an object store; resolves with what it asked for once that is safely on the disk. */
  async #with(name, mode, work) {
    const database = await this.#open();
    try {
      // Strict: a phone that runs out of battery a moment later still has it.
      const transaction = database.transaction(name, mode, { durability: "strict" });
      const finished = new Promise((done, failed) => {
        transaction.oncomplete = done;
        transaction.onabort = () => failed(transaction.error);
      });
      const result = work(transaction.objectStore(name));
      await finished;
      return result?.result;
    } catch (cause) {
      throw new StorageProblem(cause);
    }
  }

  close() {
    this.#database?.close();
    this.#database = null;
  }

  /** Keep an entry; resolves with its place in the order once it is on the disk. Raises StorageProblem. */
  add(entry) {
    return this.#with("entries", "readwrite", (entries) => entries.add(entry));
  }

  /** The entries of one person that are kept here, oldest first. */
  entriesOf(owner) {
    return this.#with("entries", "readonly", (entries) => entries.index("owner").getAll(owner));
  }

  /** How many entries other people left here, waiting for them to come back. */
  async countOthers(owner) {
    const all = await this.#with("entries", "readonly", (entries) => entries.count());
    return owner === null ? all : all - (await this.entriesOf(owner)).length;
  }

  put(entry) {
    return this.#with("entries", "readwrite", (entries) => entries.put(entry));
  }

  remove(order) {
    return this.#with("entries", "readwrite", (entries) => entries.delete(order));
  }

  /** Whose device this is while there is no connection to ask; null for nobody's. */
  async owner() {
    return (await this.#with("device", "readonly", (device) => device.get("owner"))) ?? null;
  }

  setOwner(owner) {
    return this.#with("device", "readwrite", (device) => device.put(owner, "owner"));
  }

  /** Take one person's things away; without anybody else's left, everything. */
  async forget(owner) {
    for (const entry of await this.entriesOf(owner)) await this.remove(entry.order);
    if ((await this.owner()) === owner) await this.setOwner(null);
    if ((await this.countOthers(owner)) === 0) await this.destroy();
  }

  async destroy() {
    this.close();
    await asked(indexedDB.deleteDatabase(NAME));
  }
}
