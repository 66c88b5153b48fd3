// Adding to the journal: the sentence as it is built, saving without the check page, and questions read aloud.
// Works without it: the server shows the sentence on a page of its own.
import { buildSentence } from "./sentence.js";

const OTHER = "_other";

/** What is typed, by the name of the question, as jobjournal/forms/entries.py reads it. */
function typed(form, types) {
  const data = new FormData(form);
  const text = (name) => String(data.get(name) ?? "").trim();
  return Object.fromEntries(
    Object.entries(types).map(([name, kind]) => {
      if (kind === "minutes") {
        const [hours, minutes] = [text(`${name}-h`), text(`${name}-m`)];
        return [name, hours || minutes ? String(Number(hours) * 60 + Number(minutes)) : ""];
      }
      if (kind === "choice" && [OTHER, ""].includes(text(name))) return [name, text(`${name}-other`)];
      return [name, text(name)];
    }),
  );
}

function startSentence() {
  const form = document.querySelector("form[data-journal-entry]");
  const script = document.getElementById("journal-sentence");
  if (!form || !script) return;
  const template = JSON.parse(script.textContent);
  const box = form.querySelector("[data-sentence-box]");
  const output = form.querySelector("[data-sentence]");
  const save = form.querySelector("[data-save-now]");
  const check = form.querySelector("[data-check-first]");
  const show = () => {
    output.textContent = buildSentence(template, typed(form, template.types));
  };
  box.hidden = false;
  save.hidden = false;
  check.classList.add("govuk-button--secondary");
  form.addEventListener("input", show);
  // An adviser with whom it is shared has written in it.
  form.addEventListener("shared:written", show);
  show();
}

// A voice for each question, in its own language; nothing where the browser has no voices.
function startListening() {
  const root = document.querySelector("[data-listen]");
  if (!root || !("speechSynthesis" in window)) return;
  const speech = window.speechSynthesis;
  let reading = null;
  const stop = () => {
    speech.cancel();
    if (reading) reading.textContent = root.dataset.start;
    reading = null;
  };
  const say = (button, text) => {
    const again = reading === button;
    stop();
    if (again) return;
    const piece = Object.assign(new SpeechSynthesisUtterance(text), { lang: root.lang, onend: () => reading === button && stop() });
    reading = button;
    button.textContent = root.dataset.stop;
    speech.speak(piece);
  };
  for (const place of root.querySelectorAll(".govuk-form-group, [data-say]")) {
    const words = place.matches("[data-say]") ? place : place.querySelector("legend, label");
    if (!words) continue;
    const choices = [...place.querySelectorAll(".govuk-radios__label")];
    const text = [words, ...choices].map((el) => el.textContent.trim()).join(". ");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "bo-listen", textContent: root.dataset.start });
    button.setAttribute("aria-label", `${root.dataset.start}: ${words.textContent.trim()}`);
    button.addEventListener("click", () => say(button, text));
    place.append(button);
  }
  window.addEventListener("pagehide", () => speech.cancel());
}

startSentence();
startListening();
