// The buttons that keep what is on screen (picture, film, z, link), and the one that opens z again.

import { fromNpz, toNpz } from "./npz.js";
import { sheet } from "./sheet.js";
import { PINS, fromQuery, toQuery } from "./view.js";

const $ = (id) => document.getElementById(id);

// tell(sentence) says what happens; stop() stops an animation; step(part) changes the view; animation() is the chosen one.
export function joinFiles(explorer, { tell, stop, step, animation }) {
  const act = (id, task) =>
    $(id).addEventListener("click", async () => {
      stop();
      $(id).disabled = true;
      try {
        tell((await task()) ?? "");
      } catch (error) {
        tell(error.message);
      }
      $(id).disabled = false;
    });
  const keep = (blob, ending) => download(blob, `latentfaces-${explorer.view.model}.${ending}`);

  async function* told({ count, at }) {
    let i = 0;
    for await (const picture of explorer.pictures({ count, at })) {
      tell(`Drawing frame ${++i} of ${count}…`);
      yield picture;
    }
  }
  act("png", async () => keep(await sheet(explorer.drawn.picture).convertToBlob({ type: "image/png" }), "png"));
  // The encoders are large, and few visitors need them.
  act("gif", async () => keep(await (await import("./gif.js")).toGif(told(animation())), "gif"));
  act("mp4", async () => keep(await (await import("./mp4.js")).toMp4(told(animation())), "mp4"));
  act("npz", () => {
    const { scene, view } = explorer.drawn;
    const fromFiles = view.pins.flatMap(({ z }) => (z ? [z] : []));
    keep(new Blob([toNpz({ zs: scene.zs, fromFiles, link: toQuery(view) })]), "npz");
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
      tell(await open(new Uint8Array(await file.arrayBuffer())));
    } catch (error) {
      tell(`${error.message} The faces stay as they were.`);
    }
  });

  // A file that was saved from a view opens that view; z of any other are pinned.
  async function open(bytes) {
    const { z, fromFiles, link } = fromNpz(bytes);
    const { view, complaints } = link === null ? { view: explorer.view, complaints: [] } : fromQuery(link, explorer.models);
    const { latent_dim } = explorer.models.find(({ name }) => name === view.model);
    const kept = (link === null ? z : fromFiles).map((each) => ({ z: each }));
    const other = [...z, ...fromFiles].find((each) => each.length !== latent_dim);
    if (other) throw new Error(`z in this file has ${other.length} numbers a face, and ${view.model} takes ${latent_dim}.`);
    if (view.pins.length + kept.length > PINS)
      throw new Error(`This file has ${kept.length} faces, and ${PINS - view.pins.length} more can be pinned.`);
    for (const name of [view.model, view.compare]) if (name) await explorer.pool.load(name);
    step({ ...view, pins: [...view.pins, ...kept] });
    return [...complaints, ...(link === null ? ["The faces of the file are pinned."] : [])].join(" ");
  }
}

function download(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  // Long enough for any browser to have begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
