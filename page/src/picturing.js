// A picture that the visitor gives: it stays in the browser, and its nearest face is shown, with how near it is.

import { roundedZ } from "./codes.js";
import { constants } from "./constants.js";
import { $, make } from "./dom.js";
import { paint } from "./stage.js";
import { filled } from "./words.js";

/** @import { Face, View } from "./types" */
/** @import { Explorer } from "./explorer.js" */
/** @import { Found } from "./finding.js" */

export class Picturing {
  #search = 0;

  /**
   * @param {Explorer} explorer
   * @param {(part: Partial<View>) => Promise<void>} step changes the view
   */
  constructor(explorer, step) {
    this.explorer = explorer;
    this.step = step;
    $("cancel").addEventListener("click", () => this.leave());
  }

  /** Ends the search, and takes the picture away. */
  leave() {
    this.#search++;
    $("search").hidden = true;
  }

  /**
   * Shows the face that is nearest to a picture, if the model can draw one.
   * @param {File} file
   * @param {Promise<typeof import("./finding.js")>} finding
   */
  async find(file, finding) {
    this.leave();
    const search = this.#search;
    const { model, pool } = this.explorer;
    const picture = await squareOf(file, model.size);
    const { DRAWS, findFace } = await finding;
    if (search !== this.#search) return;
    paint($("picture"), picture, model.size);
    this.#show(true, "Looking for the nearest face. The picture stays in this browser.");
    /** @type {Found | undefined} */
    let nearest;
    for await (const { share, found } of findFace(pool, model, picture)) {
      if (search !== this.#search) return;
      nearest = found;
      $("searched").value = share;
      paint($("nearest"), found.face, model.size);
    }
    if (!nearest) return;
    const { failed, none, far, near, advice } = constants.found;
    const isFar = nearest.distance > failed * nearest.drawn;
    const isFound = nearest.isFace && !isFar;
    if (isFound) await this.step({ show: "face", compare: null, face: roundedZ(nearest.z), directions: {} });
    const said = filled(!nearest.isFace ? none : isFar ? far : near, {
      name: model.name,
      found: nearest.distance.toFixed(0),
      drawn: nearest.drawn.toFixed(0),
      known: DRAWS,
    });
    this.#show(false, isFound ? said : `${said} ${advice} The faces stay as they were.`);
  }

  /**
   * @param {boolean} isSearching
   * @param {string} sentence
   */
  #show(isSearching, sentence) {
    $("search").hidden = false;
    $("searching").textContent = sentence;
    for (const id of /** @type {const} */ (["nearest", "searched", "cancel"])) $(id).hidden = !isSearching;
  }
}

/**
 * The middle square of a picture, RGBA (size, size), as Python's `to_square` crops it.
 * @param {File} file
 * @param {number} size
 * @returns {Promise<Face>}
 */
async function squareOf(file, size) {
  const image = await createImageBitmap(file).catch(() => {
    throw new Error(
      `${file.name} cannot be read as a picture: choose a still picture of a face, such as a PNG, JPEG or WebP.`,
    );
  });
  const canvas = make("canvas", { width: size, height: size });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.imageSmoothingQuality = "high";
  // Transparent pixels are laid on white.
  context.fillStyle = "white";
  context.fillRect(0, 0, size, size);
  const side = Math.min(image.width, image.height);
  const [x, y] = [(image.width - side) / 2, (image.height - side) / 2];
  context.drawImage(image, x, y, side, side, 0, 0, size, size);
  return context.getImageData(0, 0, size, size).data;
}
