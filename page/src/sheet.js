// A picture as one canvas, for files: every panel's grid on white, side by side.

const GAP = 2;
export const SCALE = 3; // a pixel becomes a square of 3 x 3, as in the notebooks' films
const TITLE = 48; // pixels of a poster above each grid, and under its averages
const INK = "#282828";

const gridWidth = (columns, { size }) => columns * (size + GAP) + GAP;
const gridHeight = (columns, { size, faces }) => Math.ceil(faces.length / columns) * (size + GAP) + GAP;

// picture: as drawn by drawScene. An OffscreenCanvas.
export function sheet({ columns, panels }) {
  const widths = panels.map((panel) => gridWidth(columns, panel));
  const [canvas, pen] = white(sum(widths), Math.max(...panels.map((panel) => gridHeight(columns, panel))));
  panels.forEach((panel, p) => {
    const step = panel.size + GAP;
    panel.faces.forEach((face, i) => {
      const [x, y] = [(i % columns) * step, Math.floor(i / columns) * step];
      pen.putImageData(new ImageData(face, panel.size, panel.size), sum(widths.slice(0, p)) + GAP + x, GAP + y);
    });
  });
  return canvas;
}

// A canvas with each of its pixels as a square.
export function enlarged(canvas) {
  const [large, pen] = white(canvas.width * SCALE, canvas.height * SCALE);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(canvas, 0, 0, large.width, large.height);
  return large;
}

// What is on screen: under each model's name its grid, and under that its two average faces. scene, picture: as drawn.
export function poster({ view, scene, picture }) {
  const { columns, panels } = picture;
  const means = view.show === "sweep" ? `, mean ${scene.captions[0]} to ${scene.captions.at(-1)}` : "";
  const posters = panels.map((panel) => {
    const grid = enlarged(sheet({ columns, panels: [panel] }));
    const averages = enlarged(sheet({ columns: 2, panels: [{ ...panel, faces: [panel.pixelMean, panel.meanFace] }] }));
    const [canvas, pen] = white(Math.max(grid.width, averages.width), grid.height + averages.height + 2 * TITLE);
    pen.drawImage(grid, 0, TITLE);
    pen.drawImage(averages, 0, TITLE + grid.height);
    write(pen, 22, panel.title + means, grid.width / 2, TITLE / 2, grid.width);
    const half = averages.width / 2;
    ["Mean of faces", "Face of mean z"].forEach((text, i) =>
      write(pen, 18, text, half * (i + 0.5), canvas.height - TITLE / 2, half - 4),
    );
    return canvas;
  });
  const [canvas, pen] = white(sum(posters.map(({ width }) => width)), Math.max(...posters.map(({ height }) => height)));
  posters.forEach((each, p) => pen.drawImage(each, sum(posters.slice(0, p).map(({ width }) => width)), 0));
  return canvas;
}

function white(width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  return [canvas, pen];
}

function write(pen, px, text, x, y, width) {
  Object.assign(pen, {
    font: `${px}px system-ui, sans-serif`,
    fillStyle: INK,
    textAlign: "center",
    textBaseline: "middle",
  });
  pen.fillText(text, x, y, width);
}

function sum(numbers) {
  return numbers.reduce((total, each) => total + each, 0);
}
