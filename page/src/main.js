// The page's start: fetches the runtime and the models of the link, and draws the first picture.

import { fetchBytes, Pool } from "./pool.js";
import { complain } from "./status.js";
import { fromQuery } from "./view.js";
import { joinControls } from "./wiring.js";

const $ = (id) => document.getElementById(id);
// Runtime and one model; the bar shows about how much has come.
const BYTES = 5.1e6;

async function start() {
  if (!globalThis.WebAssembly || !globalThis.DecompressionStream)
    throw new Error(
      "This browser lacks WebAssembly, which draws the faces; a current one has it. These were drawn before.",
    );
  const models = JSON.parse(new TextDecoder().decode(await fetchBytes("models.json")));
  const { view, complaints } = fromQuery(location.search, models);
  const pool = new Pool();
  const onBytes = (n) => ($("bar").value += n / BYTES);
  const names = [view.model, view.compare].filter(Boolean);
  await Promise.all([pool.start(onBytes), ...names.map((name) => pool.load(name, onBytes))]);
  const explorer = joinControls(models, pool, view);
  await explorer.render();
  explorer.onSettled();
  if (!explorer.drawn) throw new Error("These faces were drawn before.");
  complain(complaints.join(" "));
  $("loading").remove();
  await pool.tryGpu(view.model, explorer.drawn.scene.zs);
}

start().catch((error) => {
  $("loading").className = "failed";
  $("bar").hidden = true;
  $("loading-text").textContent = error.message;
});
