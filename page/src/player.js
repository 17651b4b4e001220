// Animations: a slider there and back, or a closed walk between the pinned faces; the same frames to play and to save.

export const FPS = 12;
const SLIDER_FRAMES = 48;
const FRAMES_BETWEEN_PINS = 16;

// {count, at(i)}: how many frames an animation has, and frame i as {view, walk}. what: "walk", or
// {low, high, set(view, value)}, which gives a view with a slider at that value.
export function animationOf(what, view) {
  if (what === "walk") {
    const count = view.pins.length * FRAMES_BETWEEN_PINS;
    return { count, at: (i) => ({ view, walk: i / FRAMES_BETWEEN_PINS }) };
  }
  const value = (i) => what.low + ((what.high - what.low) * (1 - Math.cos((2 * Math.PI * i) / SLIDER_FRAMES))) / 2;
  return { count: SLIDER_FRAMES, at: (i) => ({ view: what.set(view, value(i)), walk: null }) };
}

// Plays an animation until stop() is called. show(frame) draws one; frames that come while it draws are left out.
export function play(animation, show) {
  const start = performance.now();
  let isStopped = false;
  let last = -1;
  function tick(now) {
    if (isStopped) return;
    const i = Math.max(0, Math.floor(((now - start) / 1000) * FPS)) % animation.count;
    if (i !== last) show(animation.at(i));
    last = i;
    requestAnimationFrame(tick);
  }
  requestAnimationFrame(tick);
  return () => (isStopped = true);
}
