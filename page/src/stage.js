// The faces on screen: one panel a model, each a grid of buttons with a canvas, and the two average faces beside it.
//
// Elements stay as long as their number does; a new picture only puts new bytes into them, so that nothing flickers.

import { capitalised, constants } from "./constants.js";
import { $, make } from "./dom.js";

/** @import { Averages, Face, Picture } from "./types" */

/** @typedef {{ button: HTMLButtonElement, canvas: HTMLCanvasElement, caption: HTMLElement }} Cell of a grid */
/** @typedef {{ element: HTMLElement, title: HTMLElement, cells: Cell[], averages: HTMLCanvasElement[], note: HTMLElement }} PanelElements */

export class Stage {
  #shape = "";
  #columns = 0;
  /** @type {PanelElements[]} */
  #panels = [];

  /** @param {(index: number) => void} onPick a face was clicked, or Enter pressed on it */
  constructor(onPick) {
    $("panels").addEventListener("click", ({ target }) => {
      const cells = this.#panels.flatMap((panel) => [...panel.cells.entries()]);
      const clicked = cells.find(([, { button }]) => button.contains(/** @type {Node} */ (target)));
      if (clicked) onPick(clicked[0]);
    });
    $("panels").addEventListener("keydown", (event) => this.#walkWithArrows(event));
  }

  /**
   * @param {Picture} picture
   * @param {string[]} captions under the first row
   * @param {Set<number>} pinned indices of faces
   */
  show(picture, captions, pinned) {
    this.#shapeFor(picture);
    picture.panels.forEach(({ title, size, faces }, p) => {
      const panel = this.#panels[p];
      panel.title.textContent = title;
      faces.forEach((face, i) => {
        const cell = panel.cells[i];
        paint(cell.canvas, face, size);
        const caption = captions[i] ?? "";
        if (cell.caption.textContent !== caption) cell.caption.textContent = caption;
        cell.button.setAttribute("aria-pressed", String(pinned.has(i)));
        cell.button.setAttribute("aria-label", `Face ${i + 1}${caption && `, mean ${caption}`}: pin or unpin`);
      });
    });
    $("panels").hidden = false;
  }

  /** @param {Averages[]} averages of the panels, or of a picture before this one */
  showBeside(averages) {
    averages.slice(0, this.#panels.length).forEach(({ size, pixelMean, meanFace, note }, p) => {
      const panel = this.#panels[p];
      [pixelMean, meanFace].forEach((face, i) => paint(panel.averages[i], face, size));
      if (panel.note.textContent !== note) panel.note.textContent = note;
    });
  }

  /** @param {Picture} picture */
  #shapeFor({ columns, panels }) {
    const shape = panels.map(({ faces }) => `${columns} ${faces.length}`).join();
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#columns = columns;
    this.#panels = panels.map(({ faces }, p) => newPanel(faces.length, columns, `panel-${p}`));
    $("panels").classList.toggle("two", panels.length > 1);
    $("panels").classList.toggle("strip", columns > 8);
    $("panels").replaceChildren(...this.#panels.map(({ element }) => element));
  }

  /** @param {KeyboardEvent} event */
  #walkWithArrows(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.#columns, ArrowUp: -this.#columns };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    for (const { cells } of this.#panels) {
      const from = cells.findIndex(({ button }) => button === event.target);
      const next = from < 0 ? undefined : cells[from + step]?.button;
      if (!next) continue;
      event.preventDefault();
      cells[from].button.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  }
}

/**
 * @param {number} faces
 * @param {number} columns
 * @param {string} titleId
 * @returns {PanelElements}
 */
function newPanel(faces, columns, titleId) {
  const element = make("div", { className: "panel" });
  const title = make("h2", { id: titleId });
  const grid = make("div", { className: "grid" });
  const beside = make("div", { className: "averages" });
  const cells = Array.from({ length: faces }, (_, i) => newCell(i));
  grid.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
  grid.append(...cells.map(({ button }) => button));
  const averages = constants.averages.map((label) => {
    const [figure, canvas] = [make("figure"), make("canvas")];
    // z stays beside the word before it.
    figure.append(canvas, make("figcaption", { textContent: capitalised(label).replace(" z", "\u00a0z") }));
    beside.append(figure);
    return canvas;
  });
  const note = beside.appendChild(make("p", { className: "note" }));
  element.setAttribute("role", "group");
  element.setAttribute("aria-labelledby", titleId);
  element.append(title, grid, beside);
  return { element, title, cells, averages, note };
}

/**
 * @param {number} index
 * @returns {Cell}
 */
function newCell(index) {
  const button = make("button", { type: "button", className: "face" });
  const [canvas, caption] = [make("canvas"), make("span")];
  // One stop of the Tab key for a whole grid; the arrow keys go on from there.
  button.tabIndex = index ? -1 : 0;
  button.append(canvas, caption);
  return { button, canvas, caption };
}

/**
 * Puts a face of size x size pixels on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {Face} face
 * @param {number} size
 */
export function paint(canvas, face, size) {
  if (canvas.width !== size) canvas.width = canvas.height = size;
  canvas.getContext("2d")?.putImageData(new ImageData(face, size, size), 0, 0);
}
