// When a page of the journal is posted and no answer comes, what was typed becomes an entry that waits on this phone.
// The fields are those of jobjournal/forms/entries.py, on the pages of jobjournal/views/adding.py.
import { buildSentence } from "./sentence.js";

const ADDING = /^\/journal\/add\/([\w-]+)\/$/;
const OWN = "own_words";

/** Whether this is the page on which a person answers the questions of their own entry. */
export const isAdding = (url) => ADDING.test(url.pathname) && !url.searchParams.has("of");

function raw(fields, { name, type }) {
  const typed = (key) => String(fields.get(key) ?? "").trim();
  if (type === "minutes") {
    const [hours, minutes] = [typed(`${name}-h`), typed(`${name}-m`)];
    if (hours === "" && minutes === "") return "";
    return /^\d*$/.test(hours) && /^\d*$/.test(minutes) ? String(Number(hours) * 60 + Number(minutes)) : "?";
  }
  if (type === "choice" && ["", "_other"].includes(typed(name))) return typed(`${name}-other`);
  return typed(name);
}

const answered = (fields, questions) =>
  Object.fromEntries(questions.map((question) => [question.name, raw(fields, question)]).filter(([, value]) => value !== ""));

/**
 * The entry in a posted form, or null when there is none to keep.
 * @param {URL} url  @param {FormData} fields  @param {object} library /journal/library.json
 * @returns {{owner: string, body: object, said: string, isChecked: boolean}|null}
 *   owner: whose page it is ("" where nothing may be kept); isChecked: the person has seen the sentence
 */
export function interruptedEntry(url, fields, library, now = new Date()) {
  const [, activity] = url.pathname.match(ADDING);
  const ways = library.sentences.filter((sentence) => sentence.activity === activity);
  const how = url.searchParams.get("how") || (ways.length === 1 ? ways[0].key : OWN);
  const sentence = ways.find(({ key }) => key === how);
  if ((!sentence && how !== OWN) || fields.get("step") === "ask" || !fields.get("client_id")) return null;
  const named = (names) => names.map((name) => library.questions[name]);
  const questions = sentence ? named([...sentence.questions, ...sentence.more]) : library.own_words;
  const values = answered(fields, questions);
  const { own_words = "", minutes = "", ...slots } = values;
  const body = {
    client_id: fields.get("client_id"),
    recorded_at: now.toISOString(),
    language: fields.get("language") || "en",
    activity,
    template: sentence?.key ?? "",
    ...(sentence ? { slots: values } : { slots, own_words, minutes }),
  };
  const types = Object.fromEntries(questions.map(({ name, type }) => [name, type]));
  const said = sentence ? buildSentence({ text: sentence.text, types }, values) : own_words;
  return { owner: fields.get("owner") ?? "", body, said, isChecked: fields.get("step") === "save" };
}
