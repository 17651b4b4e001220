// The table of what is measured on the faces shown, and where that lies among the real faces a model was trained on.

import { make } from "./dom.js";
import { measure, percentileOf } from "./traits.js";
import { fixed } from "./view.js";

/** @import { Model, Picture } from "./types" */
/** @typedef {string | number} Content of a cell: text, or the percent of real faces below */

/**
 * @param {HTMLTableElement} table
 * @param {HTMLElement} hint
 * @param {Picture} picture
 * @param {Model[]} models of its panels
 */
export function showTraits(table, hint, picture, models) {
  const measured = picture.panels.map(({ faces, size }) => measure(faces, size));
  const without = models.filter(({ real }) => !real).map(({ name }) => name);
  hint.textContent = without.length ? `No real faces were measured to compare ${without.join(" and ")} with.` : "";
  const heads = models.flatMap(({ name, real }) => [name, ...(real ? ["real faces below"] : [])]);
  const rows = Object.keys(measured[0]).map((trait) => {
    const cells = models.flatMap(({ real }, i) => {
      const value = measured[i][trait];
      const text = fixed(value, 3).replace("-", "−");
      return real ? [text, percentileOf(value, real[trait])] : [text];
    });
    return [trait, ...cells];
  });
  fill(table, [["", ...heads], ...rows]);
}

/**
 * Only the text of cells changes while the table keeps its shape.
 * @param {HTMLTableElement} table
 * @param {Content[][]} rows the first is the head
 */
function fill(table, rows) {
  const shape = rows.map((row) => row.map((content) => typeof content)).join(";");
  if (table.dataset.shape !== shape) {
    table.dataset.shape = shape;
    const [head, body] = [make("thead"), make("tbody")];
    table.replaceChildren(head, body);
    rows.forEach((row, r) => {
      const line = (r ? body : head).appendChild(make("tr"));
      row.forEach((content, c) => {
        const cell = line.appendChild(make(r && c ? "td" : "th"));
        if (typeof content !== "number") return;
        const meter = make("meter", { max: 100 });
        meter.setAttribute("aria-label", `${row[0]}: percent of real faces below`);
        cell.append(meter, make("span"));
      });
    });
  }
  rows.forEach((row, r) =>
    row.forEach((content, c) => {
      const cell = table.rows[r].cells[c];
      if (typeof content !== "number") {
        if (cell.textContent !== content) cell.textContent = content;
        return;
      }
      const [meter, text] = cell.children;
      /** @type {HTMLMeterElement} */ (meter).value = content;
      text.textContent = ` ${content} %`;
    }),
  );
}
