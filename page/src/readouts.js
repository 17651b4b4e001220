// The table of what is measured on the faces shown, and where that lies among the real faces a model was trained on.

import { measure, percentileOf } from "./traits.js";
import { fixed } from "./view.js";

// picture: as drawn by drawScene, of these models in order.
export function showTraits(table, hint, picture, models) {
  const measured = picture.panels.map(({ faces, size }) => measure(faces, size));
  const real = models.map((model) => model.real);
  const without = models.filter((_, i) => !real[i]).map(({ name }) => name);
  hint.textContent = without.length ? `For ${without.join(" and ")} no real faces were measured to compare with.` : "";
  const heads = models.flatMap(({ name }, i) => [name, ...(real[i] ? ["real faces below"] : [])]);
  const rows = Object.keys(measured[0]).map((trait) => {
    const cells = measured.flatMap((traits, i) => {
      const value = fixed(traits[trait], 3).replace("-", "−");
      return real[i] ? [value, percentileOf(traits[trait], real[i][trait])] : [value];
    });
    return [trait, ...cells];
  });
  fill(table, [["", ...heads], ...rows]);
}

// Only the text of cells changes while the table keeps its shape.
function fill(table, rows) {
  const shape = rows.map((row) => row.map((cell) => typeof cell)).join(";");
  if (table.dataset.shape !== shape) {
    table.dataset.shape = shape;
    table.replaceChildren(document.createElement("thead"), document.createElement("tbody"));
    rows.forEach((row, r) => {
      const line = table.children[r ? 1 : 0].appendChild(document.createElement("tr"));
      row.forEach((cell, c) => {
        const place = line.appendChild(document.createElement(r && c ? "td" : "th"));
        if (typeof cell !== "number") return;
        const meter = Object.assign(document.createElement("meter"), { max: 100 });
        meter.setAttribute("aria-label", `${row[0]}: percent of real faces below`);
        place.append(meter, "");
      });
    });
  }
  rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      const place = table.rows[r].cells[c];
      if (typeof cell === "number") {
        place.firstChild.value = cell;
        place.lastChild.data = ` ${cell} %`;
      } else if (place.textContent !== cell) place.textContent = cell;
    }),
  );
}
