// A picture as one canvas, for files: every panel's grid on white, side by side.

import { capitalised, constants } from "./constants.js";

/** @import { Averages, Drawn, Panel, Picture } from "./types" */

const GAP = 2;
export const SCALE = 3; // each pixel becomes a square of 3 x 3
const TITLE = 48; // pixels of a poster above each grid, and under its averages
const INK = "#282828";

/** @type {(columns: number, panel: Panel) => number} */
const gridWidth = (columns, { size }) => columns * (size + GAP) + GAP;
/** @type {(columns: number, panel: Panel) => number} */
const gridHeight = (columns, { size, faces }) => Math.ceil(faces.length / columns) * (size + GAP) + GAP;

/** @param {Picture} picture */
export function sheet({ columns, panels }) {
  const widths = panels.map((panel) => gridWidth(columns, panel));
  const { canvas, pen } = newCanvas(sum(widths), Math.max(...panels.map((panel) => gridHeight(columns, panel))));
  panels.forEach((panel, p) => {
    const step = panel.size + GAP;
    panel.faces.forEach((face, i) => {
      const [x, y] = [(i % columns) * step, Math.floor(i / columns) * step];
      pen.putImageData(new ImageData(face, panel.size, panel.size), sum(widths.slice(0, p)) + GAP + x, GAP + y);
    });
  });
  return { canvas, pen };
}

/**
 * A canvas in which each pixel of another is a square.
 * @param {OffscreenCanvas} canvas
 */
export function enlarged(canvas) {
  const { canvas: large, pen } = newCanvas(canvas.width * SCALE, canvas.height * SCALE);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(canvas, 0, 0, large.width, large.height);
  return large;
}

/**
 * What is on screen: under each model's name its grid, and under that its two average faces; or one face alone.
 * @param {Drawn} drawn
 * @param {Averages[]} averages of its panels
 */
export function poster({ view, scene, picture }, averages) {
  const { columns, panels } = picture;
  const means = view.show === "sweep" ? `, mean ${scene.captions[0]} to ${scene.captions.at(-1)}` : "";
  const posters = panels.map((panel, p) => {
    const grid = enlarged(sheet({ columns, panels: [panel] }).canvas);
    if (view.show === "face") {
      const { canvas, pen } = newCanvas(grid.width * 2, grid.height * 2);
      pen.imageSmoothingEnabled = false;
      pen.drawImage(grid, 0, 0, canvas.width, canvas.height);
      return canvas;
    }
    const faces = [averages[p].pixelMean, averages[p].meanFace];
    const both = enlarged(sheet({ columns: 2, panels: [{ ...panel, faces }] }).canvas);
    const { canvas, pen } = newCanvas(Math.max(grid.width, both.width), grid.height + both.height + 2 * TITLE);
    pen.drawImage(grid, 0, TITLE);
    pen.drawImage(both, 0, TITLE + grid.height);
    write(pen, 22, panel.title + means, grid.width / 2, TITLE / 2, grid.width);
    const half = both.width / 2;
    constants.averages.forEach((text, i) => {
      write(pen, 18, capitalised(text), half * (i + 0.5), canvas.height - TITLE / 2, half - 4);
    });
    return canvas;
  });
  const widths = posters.map(({ width }) => width);
  const { canvas, pen } = newCanvas(sum(widths), Math.max(...posters.map(({ height }) => height)));
  posters.forEach((each, p) => pen.drawImage(each, sum(widths.slice(0, p)), 0));
  return canvas;
}

/**
 * A white canvas and what draws on it.
 * @param {number} width
 * @param {number} height
 */
export function newCanvas(width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  return { canvas, pen };
}

/** @type {(pen: OffscreenCanvasRenderingContext2D, px: number, text: string, x: number, y: number, width: number) => void} */
function write(pen, px, text, x, y, width) {
  pen.font = `${px}px system-ui, sans-serif`;
  pen.fillStyle = INK;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, x, y, width);
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, each) => total + each, 0);
}
