// What is said while models are fetched: a sentence, and how much has come.

import { $ } from "./dom.js";
import { tell } from "./status.js";
import { modelNamed } from "./view.js";

/** @import { Explorer } from "./explorer.js" */

/**
 * Fetches models of a view to come, and tells how that goes until they are there; see `Explorer.load`.
 * @param {Explorer} explorer
 * @param {string[]} names
 * @param {string} sentence
 */
export async function load(explorer, names, sentence) {
  const total = names.reduce((sum, name) => sum + modelNamed(name, explorer.models).bytes, 0);
  const isTold = () => $("told").textContent === sentence; // or something else was said meanwhile
  let come = 0;
  tell(sentence);
  try {
    return await explorer.load(names, (n) => {
      come += n;
      if (isTold()) $("coming").textContent = megabytes(come, total);
    });
  } finally {
    if (isTold()) tell("");
  }
}

/**
 * @param {number} come bytes
 * @param {number} total
 */
export function megabytes(come, total) {
  const [a, b] = [come, total].map((n) => (n / 1e6).toFixed(1));
  return `${a} of ${b} MB`;
}
