// The questions of a sentence as controls, and their answers. Without a connection the shell draws with it what the
// server draws on its own pages (templates/jobjournal/questions.html).
import { element } from "./device.js";
import { shown } from "./sentence.js";

const OTHER = "_other";
const GAP = /\{(?:a:)?([a-z][a-z0-9_]*)(?::[^{}]*)?\}/g;
const namesIn = (text) => new Set([...text.matchAll(GAP)].map(([, name]) => name));
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

const asked = (library, names) => names.map((name) => library.questions[name]);

/** The type of each gap of a sentence, by name. */
export function typesOf(library, { questions, more }) {
  return Object.fromEntries(asked(library, [...questions, ...more]).map(({ name, type }) => [name, type]));
}

/** The questions with their texts in the reader's language; those of optional parts only may stay empty. */
function questionsOf(library, sentence, language) {
  const needed = sentence ? namesIn(sentence.text.replace(/\[\[.*?\]\]/gs, "")) : new Set(["own_words", "date"]);
  const questions = sentence ? asked(library, sentence.questions) : library.own_words;
  const ready = (question, more) => ({
    ...question,
    more,
    prompt: question.prompts[language] || question.prompts.en,
    choices: (question.choices ?? []).map(({ value, labels }) => ({ value, label: labels?.[language] || value })),
    optional: !needed.has(question.name),
  });
  const more = sentence ? asked(library, sentence.more) : [];
  return [...questions.map((question) => ready(question, false)), ...more.map((question) => ready(question, true))];
}

const input = (id, properties) => element("input", { id, name: id, className: "govuk-input", autocomplete: "off", ...properties });

const DRAW = {
  words: (id, { value }) => element("textarea", { id, name: id, className: "govuk-textarea", rows: 4, maxLength: 1000, value: value ?? "" }),
  text: (id, { value }) => input(id, { maxLength: 200, value: value ?? "" }),
  number: (id, { value }) => input(id, { className: "govuk-input govuk-input--width-5", inputMode: "decimal", value: value ?? "" }),
  time: (id, { value }) => input(id, { type: "time", className: "govuk-input govuk-input--width-5", value: value ?? "" }),
  date: (id, { value, name }) => input(id, { type: "date", value: value ?? (name === "date" ? today() : ""), max: name === "date" ? today() : "" }),
  day: (id, question) => DRAW.date(id, question),
};

function group(id, question, ...parts) {
  const legend = element("legend", { className: "govuk-fieldset__legend", textContent: question.prompt });
  return element("fieldset", { className: "govuk-fieldset", id }, legend, ...parts);
}

function drawMinutes(id, question, words) {
  const total = Number(question.value) || 0;
  const part = (name, label, value) =>
    element(
      "span",
      { className: "bo-offline__part" },
      element("label", { className: "govuk-label", htmlFor: `${id}-${name}`, textContent: label }),
      input(`${id}-${name}`, { className: "govuk-input govuk-input--width-2", inputMode: "numeric", value }),
    );
  const hours = part("hours", words.hours, total >= 60 ? Math.floor(total / 60) : "");
  return group(id, question, hours, part("minutes", words.minutes, total % 60 || ""));
}

function drawChoices(id, question, words) {
  const known = question.choices.some(({ value }) => value === question.value);
  const radios = [...question.choices, { value: OTHER, label: words.other }].map(({ value, label }, number) => {
    const checked = value === OTHER ? Boolean(question.value) && !known : value === question.value;
    const radio = element("input", { type: "radio", className: "govuk-radios__input", id: `${id}-${number}`, name: id, value, checked });
    const text = element("label", { className: "govuk-label govuk-radios__label", htmlFor: radio.id, textContent: label });
    return element("div", { className: "govuk-radios__item" }, radio, text);
  });
  const other = input(`${id}${OTHER}`, { maxLength: 200, value: known ? "" : (question.value ?? "") });
  other.setAttribute("aria-label", words.other);
  return group(id, question, element("div", { className: "govuk-radios" }, ...radios), other);
}

function draw(question, words) {
  const id = `q-${question.name}`;
  const box = element("div", { className: "govuk-form-group" });
  const prompt = question.optional ? `${question.prompt} (${words.optional})` : question.prompt;
  if (question.type === "minutes") box.append(drawMinutes(id, { ...question, prompt }, words));
  else if (question.type === "choice") box.append(drawChoices(id, { ...question, prompt }, words));
  else box.append(element("label", { className: "govuk-label", htmlFor: id, textContent: prompt }), DRAW[question.type](id, question));
  return box;
}

/** Put the questions into a form. `entry` is one that is mended: its answers, and what the server found wrong. */
export function drawQuestions(form, library, sentence, { language, entry }) {
  const words = library.words[language];
  const { slots = {}, own_words, minutes } = entry?.body ?? {};
  const answers = { ...slots, own_words, ...(sentence ? {} : { minutes }) };
  form.questions = questionsOf(library, sentence, language);
  const boxes = form.questions.map((question) => draw({ ...question, value: answers[question.name] }, words));
  form.append(...boxes.filter((_, number) => !form.questions[number].more));
  const more = boxes.filter((_, number) => form.questions[number].more);
  if (more.length > 0) {
    const text = element("span", { className: "govuk-details__summary-text", textContent: words.add_more });
    const summary = element("summary", { className: "govuk-details__summary" }, text);
    const rest = element("div", { className: "govuk-details__text" }, ...more);
    form.append(element("details", { className: "govuk-details" }, summary, rest));
  }
  for (const { name, text } of entry?.problems ?? []) {
    const question = form.questions.find((known) => known.name === name);
    if (question) mark(form, question, text);
  }
}

function typed(form, { name, type }) {
  const id = `q-${name}`;
  const at = (key) => form.elements.namedItem(key)?.value.trim() ?? "";
  if (type === "choice") return at(id) === OTHER || at(id) === "" ? at(`${id}${OTHER}`) : at(id);
  if (type !== "minutes") return at(id);
  const [hours, minutes] = [at(`${id}-hours`), at(`${id}-minutes`)];
  if (hours === "" && minutes === "") return "";
  const whole = /^\d*$/.test(hours) && /^\d*$/.test(minutes);
  return whole ? String(Number(hours) * 60 + Number(minutes)) : "?";
}

function problemWith({ name, type, optional }, value, words) {
  if (value === "") return optional ? "" : words.answer_this;
  const kind = type === "words" ? "text" : type;
  const wrong = { number: words.wrong_number, minutes: words.wrong_minutes, date: words.wrong_date, day: words.wrong_date };
  if (!shown(kind, value)) return wrong[kind] ?? words.answer_this;
  return name === "date" && value > today() ? words.future_date : "";
}

function mark(form, { name }, text) {
  const box = form.querySelector(`#q-${name}`).closest(".govuk-form-group");
  box.querySelector(".govuk-error-message")?.remove();
  box.classList.toggle("govuk-form-group--error", text !== "");
  if (text) (box.querySelector("legend") ?? box.querySelector("label")).after(element("p", { className: "govuk-error-message", textContent: text }));
  return box.querySelector("input, textarea");
}

/** The answers: `values` by gap, the parts of a body, and with `mark`ed problems the first control to mend. */
export function readAnswers(form, sentence, words, { marked = false } = {}) {
  const values = {};
  let wrong = null;
  for (const question of form.questions) {
    const value = typed(form, question);
    const problem = problemWith(question, value, words);
    if (value !== "" && !problem) values[question.name] = value;
    if (!marked) continue;
    const control = mark(form, question, problem);
    if (problem) wrong ??= control;
  }
  const { own_words = "", minutes = "", ...slots } = values;
  const body = sentence ? { slots: values } : { slots, own_words, minutes };
  return { values, body, wrong };
}
