// For pages with several forms to type in. Changing the language posts the form that has most boxes. What was typed into its other forms goes along,
// and is put back into their boxes too (accounts/keeping/switching.py). Without scripts one form is all a button sends.

export const BESIDE = "_beside";
// As many as are kept, without the form that is posted (accounts/keeping/resubmission.py: MOST).
const MOST = 2;
const NOT_TYPED = new Set(["hidden", "submit", "button", "image", "reset", "file", "password", "fieldset", "output"]);

/** Whether a box holds words, or another choice than it was drawn with. */
function isTypedIn(box) {
  if (!box.name || NOT_TYPED.has(box.type)) return false;
  if (box.type === "checkbox" || box.type === "radio") return box.checked !== box.defaultChecked;
  if (box.options) return [...box.options].some((option) => option.selected !== option.defaultSelected);
  return box.value.trim() !== "";
}

/**
 * What goes along with the form that is posted: of each other form with something typed in, where it posts to and what.
 * @param {Iterable<HTMLFormElement>} forms the forms of the page
 * @param {HTMLFormElement} posted
 * @param {string} here the address of the page
 * @param {(form: HTMLFormElement) => Iterable<[string, unknown]>} pairsOf names and values of a form, as FormData has them
 * @returns {string[]} values of the field `_beside`
 */
export function wordsBeside(forms, posted, here, pairsOf = (form) => new FormData(form)) {
  // By its attributes: a box named "action" or "method" hides the property of the form.
  const posts = (form) => form.getAttribute("method")?.toLowerCase() === "post";
  const others = [...forms].filter((form) => form !== posted && posts(form) && [...form.elements].some(isTypedIn));
  const asked = others.filter((form) => ![...form.elements].some((box) => box.name === "_sure"));
  return asked.slice(0, MOST).map((form) => {
    const unread = new Set([...form.elements].filter((box) => box.type === "password").map((box) => box.name));
    const words = [...pairsOf(form)].filter(([name, value]) => typeof value === "string" && !unread.has(name));
    return JSON.stringify([new URL(form.getAttribute("action") || here, here).pathname, new URLSearchParams(words).toString()]);
  });
}

export function startSwitching() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    for (const old of form.querySelectorAll(`input[name="${BESIDE}"]`)) old.remove();
    if (event.defaultPrevented || !event.submitter?.matches("[data-switches]")) return;
    for (const value of wordsBeside(document.querySelectorAll("main form"), form, window.location.href)) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: BESIDE, value }));
    }
  });
}
