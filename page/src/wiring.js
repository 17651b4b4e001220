// Joins the controls of the page to the explorer, both ways.

import { fillSelect, newSlider } from "./controls.js";
import { Explorer } from "./explorer.js";
import { sliderLabels } from "./labels.js";
import { lawOf } from "./latent.js";
import { Pins } from "./pins.js";
import { animationOf, play } from "./player.js";
import { showTraits } from "./readouts.js";
import { joinFiles } from "./saving.js";
import { Stage } from "./stage.js";
import { RANGES, defaultView, readNumber, readStrength, rounded, sameKind, toQuery } from "./view.js";

const $ = (id) => document.getElementById(id);
const on = (id, event, act) => $(id).addEventListener(event, act);
const tell = (sentence) => ($("told").textContent = sentence);

// The Explorer of a view, with every control at work. models: what models.json lists.
export function joinControls(models, pool, view) {
  const explorer = new Explorer(models, pool, view, {
    onPicture() {
      const { view, scene, picture } = explorer.drawn;
      stage.show(picture, scene.captions, pins.indices);
      $("law-text").textContent = `z ~ ${lawOf(scene.models[0], view)}`;
      showTraits($("traits"), $("traits-hint"), picture, scene.models);
      // The hand may be further than the picture, and is not pulled back.
      showControls(explorer.shown.view);
      // What is on screen, for whoever measures the page from outside.
      $("stage").dataset.drawn = explorer.moving ? "moving" : toQuery(view);
    },
    onError(error) {
      tell(`The faces could not be drawn (${error.message}); those before stay.`);
    },
    onSettled() {
      history.replaceState(null, "", toQuery(explorer.view));
      $("undo").disabled = !explorer.canUndo;
      fillAnimations();
      pins.show().catch(explorer.onError);
    },
  });
  const pins = new Pins(explorer, tell);
  const stage = new Stage((index) => {
    stop();
    pins.toggle(index);
  });

  // Something was moved: the animation stops there, and what was said before is over.
  const set = (part) => {
    stop();
    tell("");
    explorer.change(part);
  };
  const step = (part) => {
    set(part);
    explorer.commit();
  };

  const sliders = new Map();
  const onCommit = () => explorer.commit();
  for (const [name, words] of Object.entries(sliderLabels)) {
    const read = (text) => readNumber(name, text);
    sliders.set(name, newSlider({ ...words, ...RANGES[name], read, onInput: (x) => set({ [name]: x }), onCommit }));
  }

  // One slider more for each direction that the model's folder names.
  let shownModel = null;
  function showSlidersOf(model) {
    shownModel = model;
    for (const name of [...sliders.keys()]) if (name.startsWith("d.")) sliders.delete(name);
    for (const direction of model.directions) {
      const { name, about } = direction;
      const read = (text) => readStrength(direction, text);
      const onInput = (x) => set({ directions: { ...explorer.view.directions, [name]: x } });
      sliders.set(`d.${name}`, newSlider({ ...direction, label: name, help: about, step: 0.05, read, onInput, onCommit }));
    }
    $("sliders").replaceChildren(...[...sliders.values()].map(({ element }) => element));
    const others = models.filter((each) => each !== model).map(({ name }) => [name, name]);
    fillSelect($("compare"), [["", "nothing"], ...others]);
  }

  function showControls(view) {
    if (shownModel !== explorer.model) showSlidersOf(explorer.model);
    for (const [name, slider] of sliders)
      slider.show(name.startsWith("d.") ? (view.directions[name.slice(2)] ?? 0) : view[name]);
    $("model").value = view.model;
    $("compare").value = view.compare ?? "";
    $("show").value = view.show;
  }

  on("new", "click", () => step({ seed: crypto.getRandomValues(new Uint32Array(1))[0] }));
  on("reset", "click", () => step({ ...defaultView(explorer.view.model), pins: explorer.view.pins }));
  on("undo", "click", () => {
    stop();
    tell("");
    explorer.undo();
  });
  on("show", "change", () => step({ show: $("show").value }));
  fillSelect($("model"), models.map(({ name }) => [name, name]));
  on("model", "change", () => {
    const model = models.find(({ name }) => name === $("model").value);
    const pins = explorer.view.pins.filter(({ z }) => !z || z.length === model.latent_dim);
    choose(model.name, { model: model.name, compare: null, directions: {}, pins });
  });
  on("compare", "change", () => choose($("compare").value, { compare: $("compare").value || null }));

  async function choose(name, part) {
    try {
      if (part.compare) sameKind(name, explorer.view.model, models);
      if (name) tell(`Loading ${name}…`);
      if (name) await pool.load(name);
      step(part);
    } catch (error) {
      tell(`${name} cannot be shown: ${error.message} The faces stay as they were.`);
      showControls(explorer.view);
    }
  }

  let stopPlaying = null;
  function stop() {
    if (!stopPlaying) return;
    stopPlaying();
    stopPlaying = null;
    const { view } = explorer.moving ?? explorer;
    explorer.moving = null;
    $("play").textContent = "Play";
    explorer.change(rounded(view));
    explorer.commit();
  }

  function fillAnimations() {
    const names = [...sliders.keys()].filter((name) => name !== "seed" && name !== "width");
    const options = names.map((name) => [name, sliderLabels[name]?.label ?? name.slice(2)]);
    if (explorer.view.pins.length > 1) options.push(["walk", "Walk between pinned faces"]);
    const chosen = options.some(([name]) => name === $("what").value) ? $("what").value : "mean";
    fillSelect($("what"), options);
    $("what").value = chosen;
  }

  function animation() {
    const name = $("what").value;
    if (name === "walk") return animationOf("walk", explorer.view);
    const direction = explorer.model.directions.find((each) => `d.${each.name}` === name);
    const set = (view, x) =>
      direction ? { ...view, directions: { ...view.directions, [direction.name]: x } } : { ...view, [name]: x };
    return animationOf({ ...(direction ?? RANGES[name]), set }, explorer.view);
  }

  on("play", "click", () => {
    if (stopPlaying) return stop();
    tell("");
    $("play").textContent = "Stop";
    stopPlaying = play(animation(), (frame) => {
      explorer.moving = frame;
      explorer.render();
    });
  });
  joinFiles(explorer, { tell, stop, step, animation });
  return explorer;
}
