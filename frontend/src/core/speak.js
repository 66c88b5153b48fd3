// Reads the main text of a page aloud with the browser's own voices. What is typed, masked, folded away or hidden is not read.
import { voicesFor } from "./reading.js";

const SKIP =
  "script, style, noscript, details:not([open]) > :not(summary), .govuk-visually-hidden, .bo-tools, [hidden], [data-unspoken], .bo-source, audio, video, select, textarea, input, button, dialog";
const READ = "h1, h2, h3, p, li, label, legend, dt, dd, th, td, caption, summary, .govuk-hint, .govuk-body";

/** The words of the page with their language, in order: headings, paragraphs, labels and list items. */
export function readableText(main) {
  const pieces = [];
  for (const el of main.querySelectorAll(READ)) {
    if (el.closest(SKIP) || el.querySelector(READ) || el.checkVisibility?.() === false) continue;
    const copy = el.cloneNode(true);
    for (const part of copy.querySelectorAll(SKIP)) part.remove();
    const text = copy.textContent.replace(/\s+/g, " ").trim();
    if (text && pieces[pieces.length - 1]?.text !== text) pieces.push({ text, language: el.closest("[lang]")?.lang ?? "" });
  }
  return pieces;
}

export class Reader {
  #speech;
  #button;
  #pause;
  #main;
  // Which reading this is: what ends an earlier one ends nothing of this.
  #turn = 0;
  #reading = false;
  #paused = false;

  constructor(button, main, speech) {
    this.#speech = speech;
    this.#button = button;
    this.#main = main;
    this.#pause = button.parentNode.querySelector("[data-read-pause]");
    this.#pause.addEventListener("click", () => this.#hold(!this.#paused));
    window.addEventListener("pagehide", () => this.stop());
  }

  /** Begin, or stop what is being read. */
  press() {
    if (this.#reading) this.stop();
    else this.#start(readableText(this.#main));
  }

  stop() {
    this.#turn += 1;
    this.#speech.cancel();
    this.#show(false);
  }

  #start(pieces) {
    this.stop();
    if (pieces.length === 0) return;
    const turn = this.#turn;
    const voices = this.#speech.getVoices();
    pieces.forEach(({ text, language }, number) => {
      const said = new SpeechSynthesisUtterance(text);
      said.lang = language;
      // A voice of the machine's own first: others send the words away to be spoken.
      const [voice] = voicesFor(voices, language).sort((one, other) => other.localService - one.localService);
      if (voice) said.voice = voice;
      if (number === pieces.length - 1) said.onend = () => turn === this.#turn && this.stop();
      this.#speech.speak(said);
    });
    this.#show(true);
  }

  #hold(paused) {
    if (paused) this.#speech.pause();
    else this.#speech.resume();
    this.#paused = paused;
    this.#pause.textContent = paused ? this.#pause.dataset.resume : this.#pause.dataset.pause;
  }

  #show(reading) {
    // A voice that was stopped while it paused would say nothing next time.
    this.#hold(false);
    this.#reading = reading;
    this.#button.textContent = reading ? this.#button.dataset.stop : this.#button.dataset.start;
    this.#pause.hidden = !reading;
  }
}
