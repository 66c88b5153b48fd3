// The map of a form: questions are dragged to another place, or moved with Alt and the arrow keys. Each move posts what
// the buttons beside them post, so that nothing here knows more than they do.

/** What Alt with an arrow means for the thing in focus, or null: "up" | "down". */
export function direction(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return null;
  return { ArrowUp: "up", ArrowDown: "down" }[event.key] ?? null;
}

/** Where a question goes: the place among the others of a list before which it is dropped. */
export function placeOf(keys, dragged, before) {
  const others = keys.filter((key) => key !== dragged);
  const place = before === null ? -1 : others.indexOf(before);
  return place < 0 ? others.length : place;
}

function post(form, value) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "move";
  field.value = value;
  form.append(field);
  form.submit();
}

function moveWithKeys(event) {
  const where = direction(event);
  const moves = where && event.target.closest("[data-question], .bo-studio__head");
  const button = moves?.querySelector(`.bo-studio__move[value$=":${where}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
}

function letDrag(form) {
  let dragged = null;
  for (const row of form.querySelectorAll("[data-question]")) row.draggable = true;
  form.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-question]") ?? null;
    if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.question);
  });
  form.addEventListener("dragend", () => {
    dragged = null;
  });
  form.addEventListener("dragover", (event) => {
    if (dragged && event.target.closest("[data-page]")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    const list = event.target.closest("[data-page]");
    if (!dragged || !list) return;
    event.preventDefault();
    const keys = [...list.querySelectorAll("[data-question]")].map((row) => row.dataset.question);
    const before = event.target.closest("[data-question]")?.dataset.question ?? null;
    const key = dragged.dataset.question;
    if (before === key) return;
    post(form, `drag:${key}:${list.dataset.page}:${placeOf(keys, key, before)}`);
  });
}

/** Have the map moved by hand and by keys. */
export function start(page) {
  const form = page.querySelector("[data-studio]");
  if (!form) return;
  form.addEventListener("keydown", moveWithKeys);
  letDrag(form);
}

if (typeof document !== "undefined") start(document);
