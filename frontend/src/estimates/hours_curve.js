// Would I be better off in work, live: a slider beside each number, and a new answer without leaving the page.
// Without it the form posts and the page comes back: the server does everything that is done here.
const form = document.querySelector("[data-work-form]");
const status = form?.querySelector("[data-work-status]");
const AFTER_TYPING = 350;
const FIRST_LOOK = 400;
const LONGEST_WAIT = 5000;
// The numbers that people try out, with the least, the most and the step of their sliders.
const SLIDERS = { hours: [0, 50, 0.5], hourly_rate: [8, 40, 0.01], childcare_per_week: [0, 400, 5], travel_per_week: [0, 100, 1], pension_percent: [0, 15, 0.5] };

function addSlider(input) {
  const [least, most, step] = SLIDERS[input.name];
  const slider = Object.assign(document.createElement("input"), { type: "range", className: "bo-slider" });
  Object.assign(slider, { min: least, max: most, step });
  slider.setAttribute("aria-labelledby", form.querySelector(`label[for="${input.id}"]`).id || labelId(input));
  const follow = () => (slider.value = String(Number.parseFloat(input.value.replace(/[£,%\s]/g, "")) || 0));
  follow();
  input.addEventListener("input", follow);
  slider.addEventListener("input", () => {
    input.value = slider.value;
    askSoon();
  });
  (input.closest(".govuk-input__wrapper") || input).insertAdjacentElement("afterend", slider);
}

function labelId(input) {
  const label = form.querySelector(`label[for="${input.id}"]`);
  label.id = `${input.id}-label`;
  return label.id;
}

let timer = null;
let asking = 0;

// The first answer changes the whole page, which nobody wants while they type: the button asks for it.
const isStart = () => document.querySelector("[data-work]").classList.contains("bo-work--start");

function askSoon() {
  if (isStart()) return;
  clearTimeout(timer);
  timer = setTimeout(ask, AFTER_TYPING);
}

async function read(response) {
  if (!response.ok && response.status !== 422) throw new Error(`work: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = page.querySelector("[data-work-state]");
  if (!found) throw new Error("work: signed out");
  return found;
}

const headers = { "X-Fragment": "work" };
const after = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Posts what the form holds and asks again until the answer is there. A later question ends this one.
async function ask(pressed = false) {
  const own = (asking += 1);
  document.querySelector("[data-work]").setAttribute("aria-busy", "true");
  try {
    let found = await read(await fetch(form.action, { method: "POST", body: new FormData(form), headers }));
    for (let wait = FIRST_LOOK; found.dataset.workState === "due" && own === asking; wait = Math.min(wait * 1.3, LONGEST_WAIT)) {
      if (wait > FIRST_LOOK * 3) say(form.dataset.working);
      await after(wait);
      if (own === asking) found = await read(await fetch(form.dataset.page, { headers }));
    }
    // The button was pressed and an answer is wrong: the whole page says which, as it does without scripts.
    if (own === asking && pressed && found.dataset.workState === "wrong") form.submit();
    else if (own === asking) show(found);
  } catch {
    // The connection is gone, or the session has ended: the button still posts the form as it is.
    if (own === asking) say(form.dataset.trouble);
  } finally {
    if (own === asking) document.querySelector("[data-work]").removeAttribute("aria-busy");
  }
}

function show(found) {
  say(found.dataset.workSaid.trim());
  if (found.dataset.workState === "wrong") return;
  // A page that shows errors cannot be updated part by part, and the first answer would push the form away: load it again.
  const isWrong = document.querySelector(".govuk-error-summary, .govuk-error-message");
  if (isStart() || isWrong) return window.location.assign(form.dataset.page);
  for (const part of found.querySelectorAll("[data-work-part]")) {
    const old = document.getElementById(part.id);
    // Details that are open stay open.
    const open = [...old.querySelectorAll("details")].map((each) => each.open);
    old.replaceChildren(...part.childNodes);
    old.querySelectorAll("details").forEach((each, index) => (each.open = open[index] ?? false));
  }
}

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

if (form) {
  for (const input of form.querySelectorAll("input[type=text]")) if (SLIDERS[input.name]) addSlider(input);
  form.addEventListener("input", (event) => event.target.type !== "range" && askSoon());
  form.addEventListener("submit", (event) => {
    // The buttons that change the language post this form too (core/rules/tying.py).
    if (event.submitter?.name === "_language") return;
    event.preventDefault();
    clearTimeout(timer);
    ask(true);
  });
}
