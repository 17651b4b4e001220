// Fingers on a slider: sideways moves it, and up or down scrolls the page and moves nothing.

const SIDEWAYS = 8; // CSS pixels, from which a finger is not only resting or scrolling

/**
 * Browsers move a slider as soon as a finger lies on it, before they know where the finger goes. Here its value waits
 * until the finger goes sideways, or is lifted where it came down.
 * @param {HTMLInputElement} range whose later listeners hear only the `input` and `change` events that the finger meant
 */
export function waitForDirection(range) {
  /** @type {{ x: number, y: number, before: string, asked: string } | null} */
  let waiting = null;
  range.addEventListener("pointerdown", ({ pointerType, clientX: x, clientY: y }) => {
    waiting = pointerType === "touch" ? { x, y, before: range.value, asked: range.value } : null;
  });
  range.addEventListener("pointermove", ({ clientX, clientY }) => {
    const across = waiting ? Math.abs(clientX - waiting.x) : 0;
    if (waiting && across >= SIDEWAYS && across > Math.abs(clientY - waiting.y)) waiting = null;
  });
  // The touch has become a scroll.
  range.addEventListener("pointercancel", () => {
    waiting = null;
  });
  range.addEventListener("pointerup", () => {
    if (!waiting) return;
    const { before, asked } = waiting;
    waiting = null;
    if (asked === before) return;
    range.value = asked;
    for (const type of ["input", "change"]) range.dispatchEvent(new Event(type, { bubbles: true }));
  });
  for (const type of ["input", "change"])
    range.addEventListener(type, (event) => {
      if (!waiting) return;
      waiting.asked = range.value;
      range.value = waiting.before;
      event.stopImmediatePropagation();
    });
}
