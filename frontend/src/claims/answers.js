// Reads what the person typed out of one question of a claim page. The wrapper (.bo-question) says how:
// data-kind is scalar, many (checkboxes), parts (date, name, address...) or none; data-name is the HTML name. All of it
// comes from the server's table of answer types (formspec/rules/answer_types); both sides run the same case file.

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

/** The value a condition sees: trimmed words, whole numbers as numbers, an option that excludes the others alone. */
export function forConditions(raw, { exclusive = "", number }) {
  if (Array.isArray(raw)) {
    const alone = raw.find((value) => exclusive.split(" ").includes(value));
    return alone === undefined ? raw : [alone];
  }
  if (typeof raw !== "string") return raw;
  const text = raw.trim();
  return number !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}
