// A slider beside a field for its number, with a "?" that explains it and a sentence where something else was typed.

import { make } from "./dom.js";
import { waitForDirection } from "./touch.js";
import { number } from "./view.js";

let made = 0;

/**
 * @typedef {object} SliderOptions
 * @property {string} label
 * @property {string} about what it does
 * @property {number} low
 * @property {number} high
 * @property {number} step
 * @property {(text: string) => number} read turns what was typed into a number, or throws one sentence
 * @property {(value: number | null) => void} onInput it moved
 * @property {() => void} onCommit it rests
 * @property {() => void} onFocus a number is going to be typed
 * @property {boolean} [hasSlider] false for a field alone
 * @property {boolean} [isOptional] adds a box that turns the control off, which gives null
 */

/** @param {SliderOptions} options */
export function newSlider({ label, about, low, high, step, read, hasSlider = true, isOptional = false, ...on }) {
  const { onInput, onCommit, onFocus } = on;
  const id = `control-${++made}`;
  const element = make("div", { className: "slider" });
  const name = make("label", { htmlFor: `${id}-text` });
  // The keys for numbers have no minus on some phones.
  const inputMode = low < 0 ? "text" : step === 1 ? "numeric" : "decimal";
  const text = make("input", { type: "text", id: `${id}-text`, inputMode });
  const ask = make("button", { type: "button", className: "ask", textContent: "?", title: about });
  const range = make("input", { type: "range", min: String(low), max: String(high), step: String(step) });
  // Where a control that is off starts: browsers disagree about the middle.
  range.value = String((low + high) / 2);
  const help = make("p", { className: "help", id: `${id}-help`, textContent: about, hidden: true });
  const wrong = make("p", { className: "wrong", id: `${id}-wrong`, role: "alert", hidden: true });
  const box = isOptional ? make("input", { type: "checkbox", id: `${id}-box` }) : null;
  if (box) {
    name.htmlFor = box.id;
    name.append(box);
  }
  name.append(label);
  ask.setAttribute("aria-label", `What is ${label}?`);
  ask.setAttribute("aria-expanded", "false");
  range.setAttribute("aria-label", label);
  text.setAttribute("aria-label", `${label}, number`);
  for (const input of [range, text]) input.setAttribute("aria-describedby", `${id}-help ${id}-wrong`);
  element.append(name, text, ask, ...(hasSlider ? [range] : []), help, wrong);

  /** @param {string} sentence */
  const complain = (sentence) => {
    wrong.textContent = sentence;
    wrong.hidden = !sentence;
    text.setAttribute("aria-invalid", String(Boolean(sentence)));
  };
  waitForDirection(range);
  range.addEventListener("input", () => onInput(Number(range.value)));
  range.addEventListener("change", onCommit);
  // What is being typed is left alone.
  let isTyping = false;
  text.addEventListener("focus", onFocus);
  text.addEventListener("input", () => {
    isTyping = true;
  });
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
      // Where nothing is left, the value in force comes back; what is mistyped stays to be mended.
      if (!text.value.trim()) forget();
      complain(`${error.message} The faces stay as they were.`);
    }
  });
  ask.addEventListener("click", () => {
    help.hidden = !help.hidden;
    ask.setAttribute("aria-expanded", String(!help.hidden));
  });
  box?.addEventListener("change", () => {
    onInput(box.checked ? Number(range.value) : null);
    onCommit();
  });

  /** @type {number | null} */
  let shown = null;
  /** @param {number | null} value */
  function show(value) {
    if (value !== shown) complain("");
    shown = value;
    if (box) box.checked = value !== null;
    text.disabled = range.disabled = value === null;
    if (value !== null) range.value = String(value);
    if (isTyping || !wrong.hidden) return;
    text.value = value === null ? "off" : step === 1 ? String(value) : number(value);
  }
  /** Gives up what was typed and is no number. */
  function forget() {
    complain("");
    show(shown);
  }
  return { element, show, forget };
}

/**
 * A number as some keyboards type it, with a comma or a true minus sign, as scripts read it.
 * @param {string} text
 * @param {number} step
 */
function plainNumber(text, step) {
  const signed = text.replace("−", "-");
  return step === 1 ? signed : signed.replace(",", ".");
}
