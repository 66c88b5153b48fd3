// The line that tells people whether their answers are saved. Its words come translated from the page
// (templates/components/save_state.html), its colour from the data-state attribute.

const time = () => new Date().toLocaleTimeString(document.documentElement.lang || "en", { hour: "2-digit", minute: "2-digit" });

export class SaveState {
  constructor(element, questions) {
    this.element = element;
    this.questions = questions;
    this.words = element ? JSON.parse(element.dataset.words) : {};
  }

  /** @param {object} state from AutosaveQueue  @param {AutosaveQueue} queue asked to save again on "keep my answer" */
  show(state, queue) {
    if (!this.element) return;
    if (state.name === "saved" && (queue.waiting.size > 0 || queue.conflicts.size > 0)) return;
    if (state.name === "saving" && queue.failures > 0) return;
    this.element.dataset.state = state.name;
    const text = (this.words[state.name] ?? "").replace("{time}", time());
    const line = this.element.querySelector("[data-save-text]");
    if (line.textContent !== text) line.textContent = text;
    this.element.querySelector("a")?.remove();
    if (state.name === "signed_out" && state.url) this.element.append(this.#signInLink(state.url));
    if (state.name === "conflict") this.#conflict(state, queue);
  }

  #signInLink(url) {
    const link = document.createElement("a");
    link.className = "govuk-link";
    // The server sends a path on this site; anything else is ignored.
    link.href = url.startsWith("/") && !url.startsWith("//") ? url : "/";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = this.words.sign_in;
    return link;
  }

  #conflict(state, queue) {
    const question = this.questions.get(state.question);
    question.querySelector(".bo-conflict")?.remove();
    const box = document.createElement("div");
    box.className = "bo-conflict";
    box.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.className = "govuk-body";
    text.textContent = this.words.conflict_detail.replace("{saved}", state.savedDisplay || this.words.nothing);
    const keep = this.#button(this.words.keep_mine, () => {
      box.remove();
      queue.keepMine(state.question);
    });
    const load = this.#button(this.words.use_saved, () => {
      queue.stop();
      queue.conflicts.clear();
      window.location.assign(window.location.href);
    });
    box.append(text, keep, load);
    question.append(box);
  }

  #button(text, onClick) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = text;
    button.addEventListener("click", onClick);
    return button;
  }
}
