// "Listen to this page": reads the main text aloud with the browser's own voices, where it has any.

const SKIP = "script, style, noscript, details:not([open]) > :not(summary), .govuk-visually-hidden, .bo-tools, [hidden], audio, video, select";

/** The words of the page as sentences, in order: headings, paragraphs, labels and list items. */
export function readableText(main) {
  const pieces = [];
  for (const el of main.querySelectorAll("h1, h2, h3, p, li, label, legend, dt, dd, th, td, summary, .govuk-hint, .govuk-body")) {
    if (el.closest(SKIP) || el.querySelector("h1, h2, h3, p, li, label, legend, dt, dd")) continue;
    const text = el.textContent.replace(/\s+/g, " ").trim();
    if (text && pieces[pieces.length - 1] !== text) pieces.push(text);
  }
  return pieces;
}

export function startSpeech() {
  const button = document.querySelector("[data-read-aloud]");
  const main = document.querySelector("main");
  if (!button || !main || !("speechSynthesis" in window)) return;
  const speech = window.speechSynthesis;
  const show = (reading) => {
    button.textContent = reading ? button.dataset.stop : button.dataset.start;
    button.dataset.reading = String(reading);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    speech.cancel();
    if (button.dataset.reading === "true") return show(false);
    const pieces = readableText(main).map((text) => new SpeechSynthesisUtterance(text));
    for (const piece of pieces) {
      piece.lang = document.documentElement.lang;
      speech.speak(piece);
    }
    if (pieces.length > 0) pieces[pieces.length - 1].addEventListener("end", () => show(false));
    show(pieces.length > 0);
  });
  window.addEventListener("pagehide", () => speech.cancel());
}
