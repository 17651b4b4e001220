// The buttons that keep what is on screen (picture, film, z, link), and the one that opens z again.

import { constants } from "./constants.js";
import { $, make } from "./dom.js";
import { fromNpz, toNpz } from "./npz.js";
import { pinLatent } from "./scene.js";
import { poster } from "./sheet.js";
import { complain, tell } from "./status.js";
import { fromQuery, modelNamed, toQuery } from "./view.js";

/** @import { Animation, Drawn, View } from "./types" */
/** @import { Explorer } from "./explorer.js" */

/**
 * @param {Explorer} explorer
 * @param {object} page
 * @param {() => Promise<void>} page.stop stops an animation
 * @param {(part: Partial<View>) => Promise<void>} page.step changes the view
 * @param {() => Animation} page.animation the chosen one
 */
export function joinFiles(explorer, { stop, step, animation }) {
  /** @type {(id: "png" | "gif" | "mp4" | "npz" | "link" | "open", task: (drawn: Drawn) => Promise<string | void>) => void} */
  const act = (id, task) =>
    $(id).addEventListener("click", async () => {
      $(id).disabled = true;
      try {
        await stop();
        explorer.commit();
        if (explorer.drawn) tell((await task(explorer.drawn)) ?? "");
      } catch (error) {
        complain(error.message);
      }
      $(id).disabled = false;
    });
  /** @type {(blob: Blob, ending: string) => void} */
  const keep = (blob, ending) => download(blob, `latentfaces-${explorer.drawn?.view.model}.${ending}`);

  // The pictures of the animation; says how far they are.
  async function* pictures() {
    const chosen = animation();
    let i = 0;
    for await (const picture of explorer.pictures(chosen)) {
      tell(`Drawing frame ${++i} of ${chosen.count}…`);
      yield picture;
    }
  }
  act("png", async (drawn) => keep(await poster(drawn).convertToBlob({ type: "image/png" }), "png"));
  // The encoders are large, and few visitors need them.
  act("gif", async () => keep(await (await fetched(import("./gif.js"))).toGif(pictures()), "gif"));
  act("mp4", async () => keep(await (await fetched(import("./mp4.js"))).toMp4(pictures()), "mp4"));
  act("npz", async ({ scene, view }) => {
    const fromFiles = view.pins.flatMap(({ z }) => (z ? [z] : []));
    const pins = view.pins.map((pin) => pinLatent(scene.models[0], pin));
    keep(new Blob([toNpz({ zs: scene.zs, pins, fromFiles, link: toQuery(view) })]), "npz");
  });
  act("link", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      return "The link is copied.";
    } catch {
      return "This browser does not let the page copy; the link is in the address bar.";
    }
  });
  act("open", async () => $("file").click());
  $("file").addEventListener("change", async () => {
    const file = $("file").files?.[0];
    $("file").value = "";
    try {
      await stop();
      if (file) await open(new Uint8Array(await file.arrayBuffer()));
    } catch (error) {
      complain(`${error.message} The faces stay as they were.`);
    }
  });

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
 * @param {Promise<T>} encoder
 * @returns {Promise<T>}
 */
function fetched(encoder) {
  return encoder.catch(() => {
    throw new Error("The film's encoder could not be fetched; see whether this device is online, and try again.");
  });
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
