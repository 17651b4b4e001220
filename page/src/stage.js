// The faces on screen: one panel a model, each a grid of buttons with a canvas and the two average faces beside it.
//
// Elements stay as long as their number does; a new picture only puts new bytes into them, so that nothing flickers.

const $ = (id) => document.getElementById(id);

export class Stage {
  #shape = "";
  #faces = []; // one list of buttons a panel

  // onPick(index): a face was clicked, or Enter pressed on it.
  constructor(onPick) {
    this.panels = $("panels");
    this.panels.addEventListener("click", ({ target }) => {
      const face = target.closest(".face");
      if (face) onPick(Number(face.dataset.index));
    });
    this.panels.addEventListener("keydown", (event) => this.#walkWithArrows(event));
  }

  // picture: as drawn by drawScene; captions: texts under the first row; pinned: a Set of indices.
  show(picture, captions, pinned) {
    this.#shapeFor(picture);
    picture.panels.forEach(({ title, size, faces, pixelMean, meanFace }, p) => {
      const panel = this.panels.children[p];
      panel.firstElementChild.textContent = title;
      faces.forEach((face, i) => {
        const button = this.#faces[p][i];
        paint(button.firstElementChild, face, size);
        const caption = captions[i] ?? "";
        if (button.lastElementChild.textContent !== caption) button.lastElementChild.textContent = caption;
        button.setAttribute("aria-pressed", pinned.has(i));
        button.setAttribute("aria-label", `Face ${i + 1}${caption && `, mean ${caption}`}: pin or unpin`);
      });
      const [average, atMean] = panel.querySelectorAll("figure canvas");
      paint(average, pixelMean, size);
      paint(atMean, meanFace, size);
    });
    this.panels.hidden = false;
  }

  #shapeFor({ columns, panels }) {
    const shape = panels.map(({ faces }) => `${columns} ${faces.length}`).join();
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#faces = panels.map(({ faces }) => faces.map((_, i) => newFace(i)));
    this.panels.classList.toggle("two", panels.length > 1);
    this.panels.classList.toggle("strip", columns > 8);
    this.panels.replaceChildren(...this.#faces.map((faces, p) => newPanel(faces, columns, `panel-${p}`)));
    this.columns = columns;
  }

  #walkWithArrows(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.columns, ArrowUp: -this.columns }[event.key];
    const faces = this.#faces.find((each) => each.includes(event.target));
    const next = faces?.[faces.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

function newPanel(faces, columns, titleId) {
  const panel = Object.assign(document.createElement("div"), { className: "panel" });
  const grid = Object.assign(document.createElement("div"), { className: "grid" });
  grid.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
  grid.append(...faces);
  const averages = Object.assign(document.createElement("div"), { className: "averages" });
  averages.append(newFigure("Mean of faces"), newFigure("Face of mean\u00a0z"));
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-labelledby", titleId);
  panel.append(Object.assign(document.createElement("h2"), { id: titleId }), grid, averages);
  return panel;
}

function newFace(index) {
  const face = Object.assign(document.createElement("button"), { type: "button", className: "face" });
  face.dataset.index = index;
  // One stop of the Tab key for a whole grid; the arrow keys go on from there.
  face.tabIndex = index ? -1 : 0;
  face.append(document.createElement("canvas"), document.createElement("span"));
  return face;
}

function newFigure(text) {
  const figure = document.createElement("figure");
  figure.append(
    document.createElement("canvas"),
    Object.assign(document.createElement("figcaption"), { textContent: text }),
  );
  return figure;
}

// Puts RGBA bytes of a face of size x size pixels on a canvas.
export function paint(canvas, face, size) {
  if (canvas.width !== size) canvas.width = canvas.height = size;
  canvas.getContext("2d").putImageData(new ImageData(face, size, size), 0, 0);
}
