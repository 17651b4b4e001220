// Sharing what is on screen: its link goes to the programs of a phone, or to the clipboard.

import { $ } from "./dom.js";
import { tell } from "./status.js";

/** @import { Animating } from "./animating.js" */
/** @import { Explorer } from "./explorer.js" */

const SECONDS = 5; // in which the sentence over the controls is read

/**
 * @param {Explorer} explorer
 * @param {Animating} animating
 */
export function joinSharing(explorer, animating) {
  // A computer may have such a list too, but there a link is pasted.
  const isPhone = "share" in navigator && matchMedia("(pointer: coarse)").matches;
  if (isPhone) $("link").textContent = "Share";
  /** @type {number | undefined} */
  let reading;
  $("link").addEventListener("click", async () => {
    await animating.hold();
    await explorer.settle();
    $("shared").textContent = isPhone && (await isShared()) ? "" : await copied();
    tell(""); // what went wrong before is over
    clearTimeout(reading);
    reading = setTimeout(() => {
      $("shared").textContent = "";
    }, 1000 * SECONDS);
  });
}

/** Hands the link to the phone, and says whether that is all there is to do: also if the visitor thought better of it. */
async function isShared() {
  try {
    await navigator.share({ title: document.title, url: location.href });
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}

/** Copies the link, and returns a sentence about that. */
async function copied() {
  try {
    await navigator.clipboard.writeText(location.href);
    return "The link is copied.";
  } catch {
    return "This browser does not let the page copy; the link is in the address bar.";
  }
}
