// Elements of the page, found and made.

/** @import { PageElements } from "./types" */

/**
 * @template {keyof PageElements} Id
 * @param {Id} id of an element of index.html
 * @returns {PageElements[Id]}
 */
export function $(id) {
  return /** @type {any} */ (document.getElementById(id));
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 */
export function make(tag, properties) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  return element;
}

/**
 * @param {HTMLSelectElement} select
 * @param {[value: string, text: string][]} options
 */
export function fillSelect(select, options) {
  select.replaceChildren(...options.map(([value, textContent]) => make("option", { value, textContent })));
}
