// Browser copy of formspec/rules/conditions.py: decides whether a question is shown. Both run the same case file
// (tests/formspec/cases/conditions.json), so a change here needs the same change there.

const isEmpty = (value) =>
  value === undefined ||
  value === null ||
  value === "" ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && !Array.isArray(value) && Object.values(value).every(isEmpty));

// Only own properties are answers: every object inherits "constructor" and the like.
const own = (object, key) => (object && Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined);

const same = (left, right) => JSON.stringify(left) === JSON.stringify(right);

const operators = {
  equals: (answer, value) => same(answer, value),
  not_equals: (answer, value) => !same(answer, value),
  in: (answer, value) => value.some((candidate) => same(answer, candidate)),
  contains: (answer, value) => Array.isArray(answer) && answer.includes(value),
  contains_any: (answer, value) => Array.isArray(answer) && value.some((item) => answer.includes(item)),
};

function leaf(condition, context) {
  if ("derived" in condition) {
    const value = own(context.derived, condition.derived);
    return value === undefined || value === null
      ? { value: false, known: false }
      : { value: value === condition.equals, known: true };
  }
  // Inside a repeating group a question means the same row's field when the row has one.
  const inRow = own(context.row, condition.q);
  const answer = inRow === undefined ? own(context.answers, condition.q) : inRow;
  if (condition.op === "not_answered") return { value: isEmpty(answer), known: true };
  if (isEmpty(answer)) return { value: false, known: false };
  const test = own(operators, condition.op);
  if (!test) throw new Error(`Unknown condition operator: ${condition.op}`);
  return { value: test(answer, condition.value), known: true };
}

function walk(condition, context) {
  if ("all" in condition || "any" in condition) {
    const parts = (condition.all ?? condition.any).map((part) => walk(part, context));
    const value = "all" in condition ? parts.every((part) => part.value) : parts.some((part) => part.value);
    return { value, known: parts.every((part) => part.known) };
  }
  if ("not" in condition) {
    const inner = walk(condition.not, context);
    return { value: inner.known && !inner.value, known: inner.known };
  }
  return leaf(condition, context);
}

/**
 * @param {object|null} condition a show_if tree; null or undefined always shows
 * @param {{answers: object, derived?: object, row?: object}} context clean answers by question key
 * @returns {boolean}
 */
export function evaluate(condition, context) {
  return condition ? walk(condition, context).value : true;
}

/**
 * Which questions of a page are shown, in page order: a question hidden by an earlier one counts as unanswered.
 * @param {string[]} keys questions in page order
 * @param {Object<string, object>} conditions show_if by question key
 * @param {{answers: object, derived?: object, row?: object}} context answers include those typed on the page
 * @returns {Set<string>} keys that are shown
 */
export function visibleQuestions(keys, conditions, context) {
  const answers = { ...context.answers };
  const row = context.row ? { ...context.row } : undefined;
  const shown = new Set();
  for (const key of keys) {
    if (evaluate(own(conditions, key), { ...context, answers, row })) {
      shown.add(key);
    } else {
      delete answers[key];
      // Null, not absent: a hidden field must not fall back to a question of the form with the same key.
      if (row) row[key] = null;
    }
  }
  return shown;
}
