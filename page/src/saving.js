// The buttons that keep what is on screen (picture, film, z, link), and the one that opens z again.

import { fromNpz, toNpz } from "./npz.js";
import { pinLatent } from "./scene.js";
import { poster } from "./sheet.js";
import { complain, tell } from "./status.js";
import { fromQuery, PINS, toQuery } from "./view.js";

const $ = (id) => document.getElementById(id);

// stop() stops an animation; step(part) changes the view; animation() is the chosen one.
export function joinFiles(explorer, { stop, step, animation }) {
  const act = (id, task) =>
    $(id).addEventListener("click", async () => {
      $(id).disabled = true;
      try {
        await stop();
        explorer.commit();
        tell((await task()) ?? "");
      } catch (error) {
        complain(error.message);
      }
      $(id).disabled = false;
    });
  const keep = (blob, ending) => download(blob, `latentfaces-${explorer.drawn.view.model}.${ending}`);

  async function* told({ count, at }) {
    let i = 0;
    for await (const picture of explorer.pictures({ count, at })) {
      tell(`Drawing frame ${++i} of ${count}…`);
      yield picture;
    }
  }
  act("png", async () => keep(await poster(explorer.drawn).convertToBlob({ type: "image/png" }), "png"));
  // The encoders are large, and few visitors need them.
  act("gif", async () => keep(await (await fetched(import("./gif.js"))).toGif(told(animation())), "gif"));
  act("mp4", async () => keep(await (await fetched(import("./mp4.js"))).toMp4(told(animation())), "mp4"));
  act("npz", () => {
    const { scene, view } = explorer.drawn;
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
  act("open", () => $("file").click());
  $("file").addEventListener("change", async () => {
    const [file] = $("file").files;
    $("file").value = "";
    try {
      await stop();
      await open(new Uint8Array(await file.arrayBuffer()));
    } catch (error) {
      complain(`${error.message} The faces stay as they were.`);
    }
  });

  // A file that was saved from a view opens that view; z of any other are pinned.
  async function open(bytes) {
    const { z, fromFiles, link } = fromNpz(bytes);
    const { view, complaints } =
      link === null ? { view: explorer.view, complaints: [] } : fromQuery(link, explorer.models);
    const asked = new URLSearchParams(link ?? "").get("model") ?? view.model;
    if (asked !== view.model)
      throw new Error(`This file was saved from the model ${asked}, which this page does not have.`);
    const { latent_dim } = explorer.models.find(({ name }) => name === view.model);
    const kept = (link === null ? z : fromFiles).map((each) => ({ z: each }));
    const other = [...z, ...fromFiles].find((each) => each.length !== latent_dim);
    if (other)
      throw new Error(`z in this file has ${other.length} numbers a face, and ${view.model} takes ${latent_dim}.`);
    if (view.pins.length + kept.length > PINS)
      throw new Error(`This file has ${kept.length} faces, and ${PINS - view.pins.length} more can be pinned.`);
    if (!(await explorer.load([view.model, view.compare].filter(Boolean)))) return;
    await step({ ...view, pins: [...view.pins, ...kept] });
    if (link === null) tell("The faces of the file are pinned.");
    if (complaints.length) complain(complaints.join(" "));
  }
}

function fetched(encoder) {
  return encoder.catch(() => {
    throw new Error("The film's encoder could not be fetched; see whether this device is online, and try again.");
  });
}

function download(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  // Long enough for any browser to have begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
