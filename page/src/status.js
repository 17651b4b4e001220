// What the page says under the faces: how things go, or what went wrong. A new sentence replaces the last.

import { $ } from "./dom.js";

/** @param {string} sentence */
export function tell(sentence) {
  $("told").textContent = sentence;
  $("coming").textContent = $("wrong").textContent = "";
}

/** @param {string} sentence */
export function complain(sentence) {
  $("told").textContent = $("coming").textContent = "";
  $("wrong").textContent = sentence;
}
