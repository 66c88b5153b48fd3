// Whether another page is on its way: where the person goes counts before where a script would take them.

// A page that was asked for comes or fails in this time; a file that was asked for leaves this page where it is.
export const LEAVING_MS = 5000;
let since = -Infinity;

globalThis.addEventListener?.("beforeunload", () => {
  since = Date.now();
});

export function isLeaving() {
  return Date.now() - since < LEAVING_MS;
}
