// Joins the controls of the page to the explorer, both ways.

import { Animating } from "./animating.js";
import { joinModels } from "./choosing.js";
import { constants } from "./constants.js";
import { newSlider } from "./controls.js";
import { Crossing } from "./crossing.js";
import { $, fillSelect } from "./dom.js";
import { Explorer } from "./explorer.js";
import { lawOf } from "./latent.js";
import { finishedOf, isFinished } from "./models.js";
import { Picturing } from "./picturing.js";
import { Pins } from "./pins.js";
import { showTraits } from "./readouts.js";
import { joinFiles } from "./saving.js";
import { joinSharing } from "./sharing.js";
import { Stage } from "./stage.js";
import { joinStates } from "./states.js";
import { complain, tell } from "./status.js";
import { Steps } from "./steps.js";
import { Tabs } from "./tabs.js";
import { joinTips } from "./tips.js";
import { Variants } from "./variants.js";
import { defaultView, limitsOf, modelNamed, moved, readNumber, readStrength, settingOf, toQuery } from "./view.js";
import { seen } from "./words.js";

/** @import { Model, Show, View } from "./types" */
/** @import { Pool } from "./pool.js" */

// In the order of the page. A seed has no slider, and truncation can be off.
const SLIDERS = /** @type {const} */ (["mean", "std", "truncation", "width", "seed"]);

/**
 * The Explorer of a view, with every control at work, and what is to be called when its first picture is there.
 * @param {Model[]} models
 * @param {Pool} pool
 * @param {View} view
 */
export function joinControls(models, pool, view) {
  const explorer = new Explorer(models, pool, view, {
    onPicture({ view, scene, picture }) {
      stage.show(picture, scene.captions, pins.among(scene));
      $("seen").textContent = seen(explorer.shown, scene);
      $("law").textContent = `z ~ ${lawOf(scene.models[0], view)}`;
      // A slider that was dragged further than the picture shows stays where it is.
      showControls(explorer.shown.view);
      steps.showButtons();
      // What is on screen, which tests and benchmarks wait for.
      $("stage").dataset.drawn = explorer.moving ? "moving" : toQuery(view);
    },
    onBeside(drawn, averages) {
      stage.showBeside(averages);
      if (averages.length) showTraits($("traits"), $("traits-hint"), drawn.picture, drawn.scene.models);
      // As above.
      if (drawn === explorer.drawn) $("stage").dataset.beside = $("stage").dataset.drawn;
    },
    onError(error) {
      animating.halt();
      showControls(explorer.view);
      const stay = explorer.drawn ? ", and the previous ones stay" : "";
      complain(`The faces could not be drawn${stay}: ${error.message}`);
    },
    onStep(view) {
      steps.add(view);
      showSettled();
    },
  });
  /** What does not follow a slider while it is dragged. */
  function showSettled() {
    steps.showButtons();
    animating.show(explorer.view.show === "face" ? traits() : explorer.model.directions);
    for (const each of [pins, variants, crossing])
      each.show().catch((error) => complain(`The small faces could not be drawn (${error.message}).`));
  }
  const animating = new Animating(explorer);
  const pins = new Pins(explorer, step);
  const stage = new Stage(pin);
  const variants = new Variants(explorer, step);
  const crossing = new Crossing(explorer, set);
  const picturing = new Picturing(explorer, step);
  const steps = new Steps(
    explorer,
    () => {
      animating.halt();
      picturing.leave();
    },
    showSettled,
  );

  /**
   * Pins a face on screen, or unpins it. One that moves stops, so that it is the one that is seen.
   * @param {number} index
   */
  async function pin(index) {
    await animating.pause();
    if (explorer.drawn) pins.toggle(explorer.drawn.scene, index);
  }

  /**
   * The user moved something: the animation stops there, and what was said before is over.
   * @param {Partial<View>} part
   */
  function set(part) {
    animating.stop();
    picturing.leave();
    tell("");
    return explorer.change(part);
  }

  /**
   * A change that is done at once.
   * @param {Partial<View>} part
   */
  async function step(part) {
    explorer.commit();
    await set(part);
    explorer.commit();
  }

  /**
   * Whether a control shapes a face. The law of z, and directions that are no trait, are for those who study it.
   * @param {string} name of a control, see `moved`
   */
  const isTrait = (name) => traits().some((trait) => `d.${trait.name}` === name);
  const traits = () => explorer.model.directions.filter(({ is_trait }) => is_trait);

  /** @type {Map<string, ReturnType<typeof newSlider>>} */
  const sliders = new Map();
  /**
   * @param {string} name of a control, see `moved`
   * @param {{ label: string, about: string, read: (text: string) => number, hasSlider?: boolean, isOptional?: boolean }} options
   */
  function addSlider(name, options) {
    const slider = newSlider({
      ...options,
      ...limitsOf(name, explorer.model),
      onInput: (x) => {
        animating.stop(); // where it stands is part of the view
        return set(moved(explorer.view, name, x));
      },
      onCommit: () => explorer.commitSoon(),
      onFocus: () => animating.stop(),
    });
    slider.element.classList.toggle("study", !isTrait(name));
    sliders.set(name, slider);
  }
  for (const name of SLIDERS) {
    const read = (/** @type {string} */ text) => readNumber(name, text);
    const kind = { hasSlider: name !== "seed", isOptional: name === "truncation" };
    addSlider(name, { ...constants.controls[name], ...kind, read });
  }

  // One more slider for each direction of the model.
  /** @type {Model["directions"] | null} */
  let shownDirections = null; // all states of a run have the same
  /** @param {Model} model */
  function showSlidersOf(model) {
    shownDirections = model.directions;
    for (const name of [...sliders.keys()]) if (name.startsWith("d.")) sliders.delete(name);
    for (const direction of model.directions) {
      const { name, about } = direction;
      addSlider(`d.${name}`, { label: name, about, read: (text) => readStrength(direction, text) });
    }
    $("sliders").replaceChildren(...[...sliders.values()].map(({ element }) => element));
  }

  /**
   * Every other finished model, and whatever is compared with now.
   * @param {View} view
   */
  function fillOthers({ model, compare }) {
    const others = models.filter((each) => each.name === compare || (each.name !== model && isFinished(each)));
    const names = ["", ...others.map(({ name }) => name)];
    const shown = [...$("compare").options].map(({ value }) => value);
    if (JSON.stringify(names) === JSON.stringify(shown)) return;
    fillSelect(
      $("compare"),
      names.map((name) => [name, name || "nothing"]),
    );
  }

  /** @param {View} view */
  function showControls(view) {
    if (shownDirections !== explorer.model.directions) showSlidersOf(explorer.model);
    for (const [name, slider] of sliders) {
      const value = settingOf(view, name);
      slider.show(value);
      // What changes the face can be set back, and a slider does not vanish where it is dragged over 0.
      const isLeft = view.show === "face" && !slider.element.classList.contains("study");
      if (name.startsWith("d.")) slider.element.classList.toggle("study", !isTrait(name) && !value && !isLeft);
    }
    $("model").value = finishedOf(explorer.model);
    showState(view);
    fillOthers(view);
    $("compare").value = view.compare ?? "";
    if (view.show !== "face") $("show").value = view.show;
    tabs.show(view);
    showShaped(view);
    const shown = [view.model, ...(view.compare ? [view.compare] : [])];
    $("model-about").textContent = shown.map((name) => modelNamed(name, models).about).join(" ");
  }

  /**
   * What the buttons do to one face, or to many.
   * @param {View} view
   */
  function showShaped({ show }) {
    const isPinned = explorer.drawn ? pins.among(explorer.drawn.scene).size > 0 : false;
    $("pin").textContent = isPinned ? "Unpin" : "Pin";
    const { another, new_faces } = constants.shaping;
    $("new").textContent = show === "face" ? another : new_faces;
    $("no-traits").hidden = traits().length > 0;
  }
  /** Without traits, and with the law of training, whose sliders are in the other tab. */
  function unshaped() {
    const { mean, std, truncation } = constants.view;
    return { mean, std, truncation, directions: {} };
  }
  const tabs = new Tabs(explorer, () => animating.stop(), step);
  $("new").addEventListener("click", () => {
    const seed = Math.floor(Math.random() * constants.new_seeds);
    step(explorer.view.show === "face" ? { seed, face: null, ...unshaped() } : { seed });
  });
  $("reset").addEventListener("click", () => {
    for (const slider of sliders.values()) slider.forget();
    const { model, compare, pins, show } = explorer.view;
    step(show === "face" ? unshaped() : { ...defaultView(model), seed: constants.start_seed, compare, pins });
  });
  $("pin").addEventListener("click", () => pin(0));
  $("show").addEventListener("change", () => step({ show: /** @type {Show} */ ($("show").value) }));

  const take = joinModels(explorer, { stop: () => animating.stop(), step, showControls });
  // States that a drag passes are one change, like the values of a slider.
  const showState = joinStates(explorer, (name) =>
    take(name, (part) => {
      const drawn = set(part);
      explorer.commitSoon();
      return drawn;
    }),
  );
  joinTips(explorer, step);
  joinSharing(explorer, animating);
  joinFiles(explorer, animating, picturing, step);
  function begin() {
    steps.begin();
    showSettled();
  }
  return { explorer, begin };
}
