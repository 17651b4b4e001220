// What notebook and page share: limits, means, frame rate, words. build.py takes it from the Python package.

/** @import { Constants } from "./types" */

/** Filled by main.js before anything else looks in. */
export const constants = /** @type {Constants} */ ({});

/**
 * @param {string} text
 * @returns {string} the text as the page begins a line with it
 */
export function capitalised(text) {
  return text[0].toUpperCase() + text.slice(1);
}
