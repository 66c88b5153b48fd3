// The journal with no connection: pick what you did, answer its questions, and the sentence is kept on this phone.
// Drawn from the council's library (/journal/library.json), which the worker keeps beside this page.
import { Device, element } from "./device.js";
import { drawQuestions, readAnswers, typesOf } from "./questions.js";
import { buildSentence } from "./sentence.js";

const root = document.querySelector("[data-journal-offline]");
const place = document.querySelector("[data-journal-shell]");
const LANGUAGE = "language";

class Shell {
  constructor(library, device) {
    Object.assign(this, { library, device });
    const wanted = sessionStorage.getItem(LANGUAGE) || document.documentElement.lang.slice(0, 2);
    this.language = library.words[wanted] ? wanted : "en";
  }

  /** One of the texts by language: in that of the questions, else in English. */
  said(texts) {
    return texts[this.language] || texts.en || "";
  }

  get words() {
    return this.library.words[this.language];
  }

  /** Show one step, in the language of the questions, and say so to those who cannot see it. */
  show(title, ...parts) {
    const { dir } = this.library.languages.find(({ code }) => code === this.language);
    const heading = element("h2", { className: "govuk-heading-m", tabIndex: -1, textContent: title });
    Object.assign(place, { lang: this.language, dir });
    place.replaceChildren(heading, ...parts);
    if (this.shown) heading.focus();
    this.shown = true;
  }

  button(textContent, onclick, className = "govuk-button govuk-button--secondary") {
    return element("button", { type: "button", className, textContent, onclick });
  }

  /** As jobjournal/presenters/icons.py draws it. */
  picture(name) {
    const make = (tag, attributes) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      return made;
    };
    const picture = make("svg", { class: "bo-icon", viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" });
    const line = { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" };
    picture.append(make("path", { d: this.library.icons[name] ?? this.library.icons.other, ...line }));
    return picture;
  }

  languages() {
    const choose = (code) => () => {
      this.language = code;
      sessionStorage.setItem(LANGUAGE, code);
      this.activities();
    };
    const buttons = this.library.languages.map(({ code, name, dir }) => {
      const button = Object.assign(this.button(name, choose(code), "bo-link-button"), { lang: code, dir });
      if (code === this.language) button.setAttribute("aria-current", "true");
      return button;
    });
    return element("div", { className: "bo-languages" }, ...buttons);
  }

  activities() {
    const buttons = this.library.activities.map((activity) => {
      const button = this.button(this.said(activity.labels), () => this.sentences(activity), "bo-activities__link");
      button.prepend(this.picture(activity.icon));
      return element("li", { className: "bo-activities__item" }, button);
    });
    const list = element("ul", { className: "bo-activities" }, ...buttons);
    this.show(this.words.what_did_you_do, this.languages(), list);
  }

  sentences(activity) {
    const own = this.library.sentences.filter((sentence) => sentence.activity === activity.key);
    const choices = [
      ...own.map((sentence) => [this.said(sentence.labels) || this.said(activity.labels), sentence]),
      [this.words.own_words, null],
    ];
    const buttons = choices.map(([label, sentence]) =>
      element("li", {}, this.button(label, () => this.form(activity, sentence))),
    );
    this.show(this.words.which, element("ul", { className: "govuk-list bo-offline__choices" }, ...buttons), this.back());
  }

  back() {
    return element("p", {}, this.button(this.device.words.back, () => this.activities(), "bo-link-button"));
  }

  /** The questions of a sentence (null: in the person's own words), empty or with what `entry` was told. */
  form(activity, sentence, entry = null) {
    const form = element("form", { noValidate: true });
    drawQuestions(form, this.library, sentence, { language: this.language, entry });
    const said = element("p", { className: "govuk-inset-text", lang: "en", dir: "ltr" });
    const preview = () => (said.textContent = this.#said(sentence, readAnswers(form, sentence, this.words).values));
    form.addEventListener("input", preview);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save(form, activity, sentence, entry);
    });
    if (sentence) form.append(element("h3", { className: "govuk-heading-s", textContent: this.words.your_sentence }), said);
    form.append(element("button", { className: "govuk-button", textContent: this.words.save }));
    this.show(this.said(activity.labels), form, this.back());
    preview();
  }

  #said(sentence, values) {
    if (!sentence) return values.own_words ?? "";
    return buildSentence({ text: sentence.text, types: typesOf(this.library, sentence) }, values);
  }

  async #save(form, activity, sentence, entry) {
    const { values, body, wrong } = readAnswers(form, sentence, this.words, { marked: true });
    if (wrong) return wrong.focus();
    const told = {
      client_id: entry?.client_id ?? crypto.randomUUID(),
      recorded_at: entry?.body.recorded_at ?? new Date().toISOString(),
      language: this.language,
      activity: activity.key,
      template: sentence?.key ?? "",
      ...body,
    };
    if (await this.device.add(told, this.#said(sentence, values), entry)) this.activities();
    window.scrollTo(0, 0);
  }

  /** An entry that the server sent back: its questions again, with the answers. */
  mend(entry) {
    const activity = this.library.activities.find(({ key }) => key === entry.body.activity);
    const sentence = this.library.sentences.find(({ key }) => key === entry.body.template) ?? null;
    if (activity) this.form(activity, sentence, entry);
  }
}

async function start() {
  const page = {};
  const device = new Device(root, page);
  if (!(await device.start())) {
    document.querySelector("[data-journal-nobody]").hidden = false;
    return;
  }
  const response = await fetch(place.dataset.library, { credentials: "same-origin" });
  const shell = new Shell(await response.json(), device);
  page.mend = (entry) => shell.mend(entry);
  shell.activities();
  const asked = (await device.store.entriesOf(device.owner)).find(({ order }) => `#${order}` === window.location.hash);
  if (asked) shell.mend(asked);
  else await device.refresh();
}

start();
