// Animations: a slider there and back, or a closed walk between the pinned faces; the same frames to play and to save.

import { constants } from "./constants.js";
import { limitsOf, moved } from "./view.js";

/** @import { Animation, Frame, Model, View } from "./types" */

/**
 * The animation of a control, there and back, or of the walk, once around.
 * @param {string} name of a control, see `moved`, or "walk"
 * @param {View} view
 * @param {Model} model of the view
 * @returns {Animation}
 */
export function animationOf(name, view, model) {
  const { slider_frames, frames_between_pins } = constants;
  if (name === "walk") {
    const count = view.pins.length * frames_between_pins;
    return { count, at: (i) => ({ view, walk: i / frames_between_pins }) };
  }
  const { low, high } = limitsOf(name, model);
  const value = (/** @type {number} */ i) =>
    low + ((high - low) * (1 - Math.cos((2 * Math.PI * i) / slider_frames))) / 2;
  return { count: slider_frames, at: (i) => ({ view: { ...view, ...moved(view, name, value(i)) }, walk: null }) };
}

/**
 * Plays an animation until the function that it returns is called.
 * @param {Animation} animation
 * @param {(frame: Frame) => void} show draws a frame; frames that are due while it draws are left out
 */
export function play(animation, show) {
  const start = performance.now();
  let isStopped = false;
  let last = -1;
  /** @param {number} now */
  function tick(now) {
    if (isStopped) return;
    const i = Math.max(0, Math.floor(((now - start) / 1000) * constants.fps)) % animation.count;
    if (i !== last) show(animation.at(i));
    last = i;
    requestAnimationFrame(tick);
  }
  requestAnimationFrame(tick);
  return () => {
    isStopped = true;
  };
}
