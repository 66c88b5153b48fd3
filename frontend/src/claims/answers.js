// Reads what the person typed out of one question of a claim page. The wrapper (.bo-question) says how:
// data-kind is scalar, many (checkboxes), parts (date, name, address...) or none; data-name is the HTML name.

const controls = (question, name) => [...question.querySelectorAll(`[name="${CSS.escape(name)}"]`)];

function scalar(question, name) {
  const found = controls(question, name);
  if (found.length === 0) return "";
  if (found[0].type === "radio" || found[0].type === "checkbox") return found.find((input) => input.checked)?.value ?? "";
  return found[0].value;
}

/** @returns {string|string[]|object|undefined} the raw answer as it is stored; undefined when there is none to save */
export function readRaw(question) {
  const { kind, name, parts } = question.dataset;
  if (kind === "many") return controls(question, name).filter((box) => box.checked).map((box) => box.value);
  if (kind === "parts") {
    return Object.fromEntries(parts.split(" ").map((part) => [part, scalar(question, `${name}-${part}`)]));
  }
  return kind === "scalar" ? scalar(question, name) : undefined;
}

/** The value a condition sees: trimmed words, whole numbers as numbers, "none" on its own. */
export function forConditions(raw, type) {
  if (Array.isArray(raw)) return raw.includes("none") ? ["none"] : raw;
  if (typeof raw !== "string") return raw;
  const text = raw.trim();
  return type === "number" && /^\d+$/.test(text) ? Number(text) : text;
}
