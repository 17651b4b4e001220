// Joins the controls of the page to the explorer, both ways.

import { joinModels } from "./choosing.js";
import { fillSelect, newSlider } from "./controls.js";
import { Explorer } from "./explorer.js";
import { sliderLabels } from "./labels.js";
import { lawOf } from "./latent.js";
import { Pins } from "./pins.js";
import { animationOf, play } from "./player.js";
import { showTraits } from "./readouts.js";
import { joinFiles } from "./saving.js";
import { Stage } from "./stage.js";
import { complain, tell } from "./status.js";
import { defaultView, RANGES, readNumber, readStrength, rounded, toQuery } from "./view.js";

const $ = (id) => document.getElementById(id);
const on = (id, event, act) => $(id).addEventListener(event, act);

// The Explorer of a view, with every control at work. models: what models.json lists.
export function joinControls(models, pool, view) {
  const explorer = new Explorer(models, pool, view, {
    onPicture() {
      const { view, scene, picture } = explorer.drawn;
      stage.show(picture, scene.captions, pins.indices);
      $("law-text").textContent = `z ~ ${lawOf(scene.models[0], view)}`;
      // The hand may be further than the picture, and is not pulled back.
      showControls(explorer.shown.view);
      // What is on screen, for whoever measures the page from outside.
      $("stage").dataset.drawn = explorer.moving ? "moving" : toQuery(view);
      // The hand waits for faces; what is measured on them follows once they are painted.
      requestAnimationFrame(() => setTimeout(showNewestTraits));
    },
    onError(error) {
      halt();
      showControls(explorer.view);
      complain(`The faces could not be drawn (${error.message}); those before stay.`);
    },
    onSettled() {
      history.replaceState(null, "", toQuery(explorer.view));
      $("undo").disabled = !explorer.canUndo;
      fillAnimations();
      pins.show().catch((error) => complain(`The pinned faces could not be drawn (${error.message}).`));
    },
  });
  function showNewestTraits() {
    const { scene, picture } = explorer.drawn;
    showTraits($("traits"), $("traits-hint"), picture, scene.models);
  }
  const pins = new Pins(explorer, step);
  const stage = new Stage(async (index) => {
    // On a walk between pinned faces there is none to pin.
    const isDrawn = index in explorer.drawn.scene.recipes;
    await stop();
    if (isDrawn) pins.toggle(index);
  });

  // Something was moved: the animation stops there, and what was said before is over.
  function set(part) {
    stop();
    tell("");
    return explorer.change(part);
  }

  // A change that is done at once.
  async function step(part) {
    explorer.commit();
    await set(part);
    explorer.commit();
  }

  const sliders = new Map();
  const rests = { onCommit: () => explorer.commitSoon(), onFocus: stop };
  for (const [name, words] of Object.entries(sliderLabels)) {
    const read = (text) => readNumber(name, text);
    sliders.set(name, newSlider({ ...words, ...RANGES[name], read, onInput: (x) => set({ [name]: x }), ...rests }));
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
      sliders.set(
        `d.${name}`,
        newSlider({ ...direction, label: name, help: about, step: 0.05, read, onInput, ...rests }),
      );
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

  on("new", "click", () => step({ seed: Math.floor(Math.random() * 10_000) }));
  on("reset", "click", () => {
    const { model, compare, pins } = explorer.view;
    step({ ...defaultView(model), compare, pins });
  });
  on("undo", "click", () => {
    stop();
    tell("");
    explorer.undo();
  });
  on("show", "change", () => step({ show: $("show").value }));

  let stopPlaying = null;
  let played; // the name of the control that is animated, or "walk"
  function halt() {
    stopPlaying?.();
    stopPlaying = null;
    explorer.moving = null;
    $("play").textContent = "Play";
  }

  // Stops the animation where it is; done when that is drawn.
  async function stop() {
    if (!stopPlaying) return;
    const { moving } = explorer;
    halt();
    await explorer.change(moving ? rounded(moving.view, played) : {});
    explorer.commit();
  }

  function fillAnimations() {
    const options = ["mean", "std", "trunc"].map((name) => [name, sliderLabels[name].label]);
    for (const { name } of explorer.model.directions) options.push([`d.${name}`, name]);
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
    played = $("what").value;
    stopPlaying = play(animation(), (frame) => {
      explorer.moving = frame;
      explorer.render();
    });
  });
  joinModels(explorer, { step, showControls });
  joinFiles(explorer, { stop, step, animation });
  return explorer;
}
