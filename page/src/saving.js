// The buttons that keep what is on screen (picture, film, z), and the one that opens z or a picture.

import { isTellable } from "./codes.js";
import { constants } from "./constants.js";
import { $, make } from "./dom.js";
import { Exports } from "./exports.js";
import { fromNpz, toNpz } from "./npz.js";
import { toPng } from "./png.js";
import { drawAverages, pinLatent } from "./scene.js";
import { poster } from "./sheet.js";
import { complain, tell } from "./status.js";
import { fromQuery, modelNamed, number, toQuery } from "./view.js";

/** @import { Drawn, Model, View } from "./types" */
/** @import { Animating } from "./animating.js" */
/** @import { Explorer } from "./explorer.js" */
/** @import { Picturing } from "./picturing.js" */

/**
 * @param {Explorer} explorer
 * @param {Animating} animating
 * @param {Picturing} picturing
 * @param {(part: Partial<View>) => Promise<void>} step changes the view
 */
export function joinFiles(explorer, animating, picturing, step) {
  /** @type {(id: "png" | "npz", task: (drawn: Drawn) => Promise<string>) => void} */
  const act = (id, task) =>
    $(id).addEventListener("click", async () => {
      $(id).disabled = true;
      try {
        await animating.hold();
        await explorer.settle();
        if (explorer.drawn) say(await task(explorer.drawn));
        tell(""); // what went wrong before is over
      } catch (error) {
        say("");
        complain(error.message);
      }
      $(id).disabled = false;
    });
  // Beside the buttons, where the visitor looks.
  const say = (/** @type {string} */ sentence) => {
    $("kept").textContent = sentence;
  };

  act("png", async (drawn) => {
    const name = nameOf(drawn.view, "png");
    const picture = poster(drawn, await drawAverages(drawn, explorer.pool));
    download(await toPng(picture, commentOf(drawn.view, explorer.models)), name);
    return `${name} is saved.`;
  });

  const films = new Exports();
  // The encoders are large, and few visitors need them.
  const encoders = {
    gif: async () => (await fetched(import("./gif.js"), "The film's encoder")).toGif,
    mp4: async () => (await fetched(import("./mp4.js"), "The film's encoder")).toMp4,
  };
  for (const kind of /** @type {const} */ (["gif", "mp4"]))
    $(kind).addEventListener("click", async () => {
      await animating.stop();
      await explorer.settle();
      const name = nameOf(explorer.view, kind, $("what").value);
      films.add({
        name,
        animation: animating.animation,
        comment: commentOf(explorer.view, explorer.models),
        draw: (each) => explorer.pictures(each),
        load: encoders[kind],
        keep: (blob) => download(blob, name),
      });
    });
  $("mp4").hidden = !canEncode();
  act("npz", async ({ scene, view }) => {
    const fromFiles = view.pins.flatMap(({ z }) => (z && !isTellable(z) ? [z] : []));
    const pins = view.pins.map((pin) => pinLatent(scene.models[0], pin));
    const name = nameOf(view, "npz");
    download(new Blob([toNpz({ zs: scene.zs, pins, fromFiles, link: toQuery(view) })]), name);
    return `${name} is saved.`;
  });
  $("open").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", () => {
    const file = $("file").files?.[0];
    $("file").value = "";
    return openFile(file);
  });
  // A file that is dropped would otherwise take the page's place.
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    return openFile(event.dataTransfer?.files[0]);
  });

  /** @param {File} [file] */
  async function openFile(file) {
    try {
      await animating.stop();
      if (file?.type.startsWith("image/"))
        await picturing.find(file, fetched(import("./finding.js"), "What finds the face of a picture"));
      else if (file) await open(new Uint8Array(await file.arrayBuffer()));
    } catch (error) {
      picturing.leave();
      complain(`${error.message} The faces stay as they were.`);
    }
  }

  /**
   * A file that was saved from a view opens that view; the faces of any other file are pinned.
   * @param {Uint8Array} bytes
   */
  async function open(bytes) {
    const { z, fromFiles, link } = fromNpz(bytes);
    const { view, complaints } =
      link === null ? { view: explorer.view, complaints: [] } : fromQuery(link, explorer.models);
    const asked = new URLSearchParams(link ?? "").get("model") ?? view.model;
    if (asked !== view.model)
      throw new Error(`This file was saved from the model ${asked}, which this page does not have.`);
    const { latent_dim } = modelNamed(view.model, explorer.models);
    const kept = (link === null ? z : fromFiles).map((each) => ({ z: each }));
    const other = [...z, ...fromFiles].find((each) => each.length !== latent_dim);
    if (other)
      throw new Error(`z in this file has ${other.length} numbers a face, and ${view.model} takes ${latent_dim}.`);
    const free = constants.most_pins - view.pins.length;
    if (kept.length > free) throw new Error(`This file has ${kept.length} faces, and ${free} more can be pinned.`);
    if (!(await explorer.load(view.compare ? [view.model, view.compare] : [view.model]))) return;
    await step({ ...view, pins: [...view.pins, ...kept] });
    if (link === null) tell("The faces of the file are pinned.");
    if (complaints.length) complain(complaints.join(" "));
  }
}

/**
 * @template T
 * @param {Promise<T>} script
 * @param {string} what it is
 * @returns {Promise<T>}
 */
function fetched(script, what) {
  return script.catch(() => {
    throw new Error(`${what} could not be fetched; see whether this device is online, and try again.`);
  });
}

/**
 * A file's name, from which its faces could be drawn again.
 * @param {View} view
 * @param {string} ending
 * @param {string} [what] moves in a film: a control, see `moved`, "walk" or "state"
 */
function nameOf({ model, seed, mean, std, show, face }, ending, what = "") {
  const law = show === "face" ? [] : [`mean${number(mean)}`, `std${number(std)}`];
  const moving = what === "state" ? "training" : what.replace(/^d\./, "").replace(/[^\p{L}\p{N}_]+/gu, "-");
  const parts = ["latentfaces", model, face ? "shaped" : `seed${seed}`, ...law, moving];
  return `${parts.filter(Boolean).join("-")}.${ending}`;
}

/**
 * What a picture or film says of itself: the address that draws it again, and whose art its model was trained on.
 * @param {View} view
 * @param {Model[]} models
 */
function commentOf(view, models) {
  const address = new URL(toQuery(view), document.baseURI).href;
  const shown = models.filter(({ name }) => name === view.model || name === view.compare);
  return [address, ...new Set(shown.map(({ credit }) => credit))].filter(Boolean).join(" ");
}

/** Whether the browser has an encoder of films; that of WebKit on Linux ends the page. */
function canEncode() {
  const isWebKitOnLinux = navigator.vendor.startsWith("Apple") && navigator.userAgent.includes("Linux");
  return "VideoEncoder" in globalThis && !isWebKitOnLinux;
}

/**
 * @param {Blob} blob
 * @param {string} name of the file
 */
function download(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  // By then any browser has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
