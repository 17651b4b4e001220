// The page's start: fetches the runtime and the models of the link, and draws the first picture.

import { constants } from "./constants.js";
import { $ } from "./dom.js";
import { megabytes } from "./loading.js";
import { withStates } from "./models.js";
import { fetchBytes, Pool } from "./pool.js";
import { complain } from "./status.js";
import { fromQuery } from "./view.js";
import { joinControls } from "./wiring.js";
import { showWords } from "./words.js";

/** @import { Catalogue } from "./types" */

async function start() {
  if (!globalThis.WebAssembly || !globalThis.DecompressionStream)
    throw new Error("This browser lacks WebAssembly, which this page draws with; current browsers have it.");
  const catalogue = await fetchCatalogue();
  const models = withStates(catalogue.models);
  Object.assign(constants, catalogue.constants);
  showWords();
  // Elsewhere the headings of all sections are in sight, and a section opens where it is asked for.
  const isRoomForAll = matchMedia("(min-width: 56.01rem) and (min-height: 56rem)").matches;
  for (const section of document.querySelectorAll("details")) section.open = isRoomForAll;
  const { view, complaints } = fromQuery(location.search, models);
  // A visitor who follows no link begins with one face.
  if (!globalThis.tellsView) Object.assign(view, { show: "face", seed: constants.start_seed });
  const shown = models.filter(({ name }) => name === view.model || name === view.compare);
  const onBytes = countBytes(constants.runtime_bytes + shown.reduce((sum, { bytes }) => sum + bytes, 0));
  const pool = new Pool();
  await Promise.all([pool.start(onBytes), ...shown.map(({ name }) => pool.load(name, onBytes))]);
  $("loading-text").textContent = "Starting the network…";
  const { explorer, begin } = joinControls(models, pool, view);
  await explorer.render();
  begin();
  if (!explorer.drawn) throw new Error($("wrong").textContent || "The faces could not be drawn.");
  complain(complaints.join(" "));
  document.body.classList.remove("loading");
  $("loading").remove();
  await pool.tryGpu(view.model, explorer.drawn.scene.zs);
}

/** @returns {Promise<Catalogue>} */
async function fetchCatalogue() {
  const text = new TextDecoder().decode(await fetchBytes("models.json"));
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("models.json came damaged; see whether this device is online, and try again.");
  }
}

/**
 * Shows how many bytes have come.
 * @param {number} total
 * @returns {(n: number) => void} to call when n more have come
 */
function countBytes(total) {
  $("bar").max = total;
  const count = (/** @type {number} */ n) => {
    $("bar").value += n;
    $("bytes").textContent = megabytes($("bar").value, total);
  };
  count(0);
  return count;
}

start().catch((error) => globalThis.sayFailed(`${error.message} These faces were drawn earlier.`, true));
