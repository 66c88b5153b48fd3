// "Listen to this page": a button where the browser has a voice for the page's language. What reads is loaded when it is pressed (speak.js).

/** The voices of a language; a voice says "en-GB" or, on some phones, "en_GB". */
export const voicesFor = (voices, language) => voices.filter((voice) => voice.lang.slice(0, 2).toLowerCase() === language.slice(0, 2).toLowerCase());

export function offerReading() {
  const button = document.querySelector("[data-read-aloud]");
  const speech = window.speechSynthesis;
  if (!button || !speech) return;
  const language = document.documentElement.lang;
  // Browsers find their voices some time after the page.
  const look = () => {
    button.hidden = voicesFor(speech.getVoices(), language).length === 0;
  };
  look();
  speech.addEventListener?.("voiceschanged", look);
  let reader = null;
  button.addEventListener("click", async () => {
    // Some phones speak only what was begun by a press: not once the script has come.
    if (!reader) speech.speak(new SpeechSynthesisUtterance(""));
    reader ??= import(button.dataset.script).then(({ Reader }) => new Reader(button, document.querySelector("main"), speech));
    (await reader).press();
  });
}
