// Puts an answer into the boxes of a question, as readRaw (claims/answers.js) reads it out. Neither the focus nor the place
// where somebody types moves.

import { placeAfter } from "./merging.js";

const controls = (question, name) => [...question.querySelectorAll(`[name="${CSS.escape(name)}"]`)];

function putOne(question, name, value) {
  for (const box of controls(question, name)) {
    if (box.type === "radio" || box.type === "checkbox") box.checked = box.value === value;
    else putText(box, value);
  }
}

/** Text into one box: the caret stays between the words between which it was. */
export function putText(box, value) {
  if (box.value === value) return;
  const isHere = box === document.activeElement && typeof box.selectionStart === "number";
  const place = isHere ? [box.selectionStart, box.selectionEnd].map((at) => placeAfter(box.value, value, at)) : null;
  const scrolled = box.scrollTop;
  box.value = value;
  if (place) box.setSelectionRange(...place);
  box.scrollTop = scrolled;
}

/** @param {string|string[]|object} raw the answer as it is stored */
export function writeRaw(question, raw) {
  const { kind, name, parts } = question.dataset;
  if (kind === "many") {
    for (const box of controls(question, name)) box.checked = (raw ?? []).includes(box.value);
  } else if (kind === "parts") {
    for (const part of parts.split(" ")) putOne(question, `${name}-${part}`, raw?.[part] ?? "");
  } else if (kind === "scalar") {
    putOne(question, name, raw ?? "");
  }
}
