// The page's start: fetches the runtime and the models of the link, and draws the first picture.

import { constants } from "./constants.js";
import { $ } from "./dom.js";
import { fetchBytes, Pool } from "./pool.js";
import { complain } from "./status.js";
import { fromQuery } from "./view.js";
import { joinControls } from "./wiring.js";
import { showWords } from "./words.js";

/** @import { Catalogue } from "./types" */

async function start() {
  if (!globalThis.WebAssembly || !globalThis.DecompressionStream)
    throw new Error(
      "This browser lacks WebAssembly, which this page draws with; current browsers have it. These faces were drawn earlier.",
    );
  /** @type {Catalogue} */
  const { models, ...catalogue } = JSON.parse(new TextDecoder().decode(await fetchBytes("models.json")));
  Object.assign(constants, catalogue.constants);
  showWords();
  const { view, complaints } = fromQuery(location.search, models);
  const shown = models.filter(({ name }) => name === view.model || name === view.compare);
  $("bar").max = constants.runtime_bytes + shown.reduce((sum, { bytes }) => sum + bytes, 0);
  const onBytes = (/** @type {number} */ n) => {
    $("bar").value += n;
  };
  const pool = new Pool();
  await Promise.all([pool.start(onBytes), ...shown.map(({ name }) => pool.load(name, onBytes))]);
  const explorer = joinControls(models, pool, view);
  await explorer.render();
  explorer.on.onSettled();
  if (!explorer.drawn) throw new Error("These faces were drawn earlier.");
  complain(complaints.join(" "));
  $("loading").remove();
  await pool.tryGpu(view.model, explorer.drawn.scene.zs);
}

start().catch((error) => {
  $("loading").className = "failed";
  $("bar").hidden = true;
  $("loading-text").textContent = error.message;
});
