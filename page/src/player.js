// Animations: a slider there and back, a closed walk between the pinned faces, or a walk through the training; the same
// frames to play and to save.

import { constants } from "./constants.js";
import { limitsOf, moved } from "./view.js";

/** @import { Animation, Frame, Model, View } from "./types" */

/**
 * The animation of a control, there and back, of the walk, once around, or of the training, from the start on.
 * @param {string} name of a control, see `moved`, "walk" or "state"
 * @param {number} pace how many times as many frames it takes as at a steady pace
 * @param {View} view
 * @param {Model} model of the view
 * @returns {Animation}
 */
export function animationOf(name, pace, view, model) {
  if (name === "walk") {
    const between = Math.round(constants.frames_between_pins * pace);
    return { count: view.pins.length * between, at: (i) => ({ view, walk: i / between }) };
  }
  if (name === "state") {
    const still = Math.round(constants.frames_of_state * pace);
    const nameAt = (/** @type {number} */ i) => model.states[Math.floor(i / still)].name;
    return { count: model.states.length * still, at: (i) => ({ view: { ...view, model: nameAt(i) }, walk: null }) };
  }
  const { low, high } = limitsOf(name, model);
  const count = Math.round(constants.slider_frames * pace);
  const value = (/** @type {number} */ i) => low + ((high - low) * (1 - Math.cos((2 * Math.PI * i) / count))) / 2;
  // Where it stops, a link is as short as that of a slider.
  const short = (/** @type {number} */ x) => Math.round(100 * x) / 100;
  return { count, at: (i) => ({ view: { ...view, ...moved(view, name, short(value(i))) }, walk: null }) };
}

/**
 * Plays an animation until the function that it returns is called.
 * @param {Animation} animation
 * @param {number} from its first frame
 * @param {(frame: Frame, i: number) => void} show draws frame i; frames that are due while it draws are left out
 */
export function play(animation, from, show) {
  const start = performance.now() - (1000 * from) / constants.fps;
  let isStopped = false;
  let last = -1;
  /** @param {number} now */
  function tick(now) {
    if (isStopped) return;
    const i = Math.max(0, Math.floor(((now - start) / 1000) * constants.fps)) % animation.count;
    if (i !== last) show(animation.at(i), i);
    last = i;
    requestAnimationFrame(tick);
  }
  requestAnimationFrame(tick);
  return () => {
    isStopped = true;
  };
}
