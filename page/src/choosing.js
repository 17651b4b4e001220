// The two lists of models: which draws, and which draws the same z beside it.

import { fillSelect } from "./controls.js";
import { complain, tell } from "./status.js";
import { isSameKind, sameKind } from "./view.js";

const $ = (id) => document.getElementById(id);

// step(part) changes the view; showControls(view) sets the lists back where a choice cannot be shown.
export function joinModels(explorer, { step, showControls }) {
  const { models } = explorer;
  fillSelect(
    $("model"),
    models.map(({ name }) => [name, name]),
  );
  // The list itself is set back by the next picture, and a model may take longer than that to come.
  $("model").addEventListener("change", () => {
    const model = $("model").value;
    choose(model, () => moveTo(model));
  });
  $("compare").addEventListener("change", () => {
    const compare = $("compare").value || null;
    choose(compare, () => ({ part: { compare: compare && sameKind(compare, explorer.view.model, models) } }));
  });

  // change() gives {part, sentence}: what changes once the model is there, in the view as it is then.
  async function choose(name, change) {
    try {
      if (name) tell(`Loading ${name}…`);
      if (!(await explorer.load(name ? [name] : []))) return;
      const { part, sentence } = change();
      await step(part);
      if (sentence && explorer.view.model === name) tell(sentence);
    } catch (error) {
      showControls(explorer.view);
      complain(`${name} cannot be shown: ${error.message} The faces stay as they were.`);
    }
  }

  // The view with another model, and a sentence about what of it that model does not know.
  function moveTo(name) {
    const { view } = explorer;
    const model = models.find((each) => each.name === name);
    const knows = ([direction, x]) =>
      model.directions.some((each) => each.name === direction && each.low <= x && x <= each.high);
    const takes = ({ z }) => !z || z.length === model.latent_dim;
    const other = view.compare === name ? null : view.compare;
    const strengths = Object.entries(view.directions).filter(([, x]) => x);
    const part = {
      model: name,
      compare: other && isSameKind(other, name, models) ? other : null,
      directions: Object.fromEntries(strengths.filter(knows)),
      pins: view.pins.every(takes) ? view.pins : view.pins.filter(takes),
    };
    const lost = strengths.filter((each) => !knows(each)).map(([direction]) => direction);
    if (other && !part.compare) lost.push(`the comparison with ${other}`);
    const pins = view.pins.length - part.pins.length;
    if (pins) lost.push(`${pins} pinned ${pins > 1 ? "faces" : "face"} from a file`);
    return { part, sentence: lost.length ? `${name} cannot take over ${lost.join(", ")}.` : "" };
  }
}
