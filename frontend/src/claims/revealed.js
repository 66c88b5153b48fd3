// Tells who cannot see it that an answer has brought up questions on the page. GOV.UK's conditional reveals say so with
// aria-expanded on the radio; here what follows may depend on a date or on several answers, so a status line says it.

/**
 * @param {string[]} labels of the questions that have come
 * @param {{one: string, more: string}} words with {questions} in them
 * @returns {string} what to say; "" for none
 */
export function wordsFor(labels, words) {
  if (!labels.length) return "";
  return (labels.length === 1 ? words.one : words.more).replace("{questions}", () => labels.join(". "));
}

const labelOf = (question) => question.querySelector("legend, label")?.textContent.trim().replace(/\s+/g, " ") ?? "";

/** @param {HTMLElement|null} line role="status", with its words in data-one and data-more */
export function revealedSayer(line) {
  return (questions) => {
    const words = wordsFor(questions.map(labelOf).filter(Boolean), line?.dataset ?? {});
    if (words) line.textContent = words;
  };
}
