// Controls that tell what they are: a slider beside a field for the number, a "?" that explains, one sentence if typed wrong.

import { fixed } from "./view.js";

let made = 0;

// {label, help, low, high, step, read, onInput, onCommit, onFocus}: read turns what was typed into a number or throws one
// sentence; onInput(value) while it moves, onCommit() when it rests, onFocus() when a number is going to be typed. hasSlider: false leaves the field alone; isOptional adds a
// box that turns the control off, which gives null. Returns {element, show(value)}.
export function newSlider({ label, help, low, high, step, read, hasSlider = true, isOptional = false, ...on }) {
  const { onInput, onCommit, onFocus } = on;
  const id = `control-${++made}`;
  const element = make("div", { className: "slider" });
  const name = make("label", { htmlFor: `${id}-text` });
  // The keys for numbers have no minus on some phones.
  const inputMode = low < 0 ? "text" : step === 1 ? "numeric" : "decimal";
  const text = make("input", { type: "text", id: `${id}-text`, inputMode });
  const ask = make("button", { type: "button", className: "ask", textContent: "?", title: help });
  const range = make("input", { type: "range", min: low, max: high, step });
  const why = make("p", { className: "help", id: `${id}-help`, textContent: help, hidden: true });
  const wrong = make("p", { className: "wrong", id: `${id}-wrong`, role: "alert", hidden: true });
  const box = isOptional && make("input", { type: "checkbox", id: `${id}-box` });
  if (box) name.htmlFor = box.id;
  name.append(...[box, label].filter(Boolean));
  ask.setAttribute("aria-label", `What is ${label}?`);
  ask.setAttribute("aria-expanded", "false");
  range.setAttribute("aria-label", label);
  text.setAttribute("aria-label", `${label}, number`);
  for (const input of [range, text]) input.setAttribute("aria-describedby", `${id}-help ${id}-wrong`);
  element.append(name, text, ask, ...(hasSlider ? [range] : []), why, wrong);

  const complain = (sentence) => {
    wrong.textContent = sentence;
    wrong.hidden = !sentence;
    text.setAttribute("aria-invalid", Boolean(sentence));
  };
  range.addEventListener("input", () => onInput(Number(range.value)));
  range.addEventListener("change", onCommit);
  // What is being typed is left alone.
  let isTyping = false;
  text.addEventListener("focus", onFocus);
  text.addEventListener("input", () => (isTyping = true));
  text.addEventListener("blur", () => {
    isTyping = false;
    show(shown);
  });
  text.addEventListener("change", () => {
    isTyping = false;
    try {
      onInput(read(plainNumber(text.value, step)));
      complain("");
      onCommit();
    } catch (error) {
      complain(`${error.message} The faces stay as they were.`);
    }
  });
  ask.addEventListener("click", () => {
    why.hidden = !why.hidden;
    ask.setAttribute("aria-expanded", String(!why.hidden));
  });
  if (box) {
    box.addEventListener("change", () => {
      onInput(box.checked ? Number(range.value) : null);
      onCommit();
    });
  }

  let shown = null;
  function show(value) {
    if (value !== shown) complain("");
    shown = value;
    if (box) box.checked = value !== null;
    text.disabled = range.disabled = value === null;
    if (value !== null) range.value = value;
    if (isTyping || !wrong.hidden) return;
    text.value = value === null ? "off" : step === 1 ? value : fixed(value);
  }
  return { element, show };
}

// A number as some keyboards type it, with a comma or a true minus sign, as scripts read it.
function plainNumber(text, step) {
  const signed = text.replace("−", "-");
  return step === 1 ? signed : signed.replace(",", ".");
}

// options: [[value, text], ...].
export function fillSelect(select, options) {
  select.replaceChildren(...options.map(([value, textContent]) => make("option", { value, textContent })));
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
