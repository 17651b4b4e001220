// The View: the small record that what is on screen is a function of, and its query string, which notebooks share.
//
// ?model=avatars&mean=0.30&std=0.40&seed=7&width=4, and where they differ from the defaults: compare, trunc, d.NAME, show,
// z (of the one face, as codes.js writes it) and pin (repeatable: SEED~INDEX~MEAN~STD~TRUNC, then ~NAME~STRENGTH a
// direction; TRUNC is "off" without truncation; or z~CODE).

import { decode, encode, isTellable } from "./codes.js";
import { constants } from "./constants.js";
import { isFinished } from "./models.js";

/** @import { Direction, Law, Model, NumberName, Pin, Recipe, Show, View } from "./types" */

// The numbers of a view, by their names in a link.
const NUMBERS = /** @type {const} */ ({ mean: "mean", std: "std", trunc: "truncation", seed: "seed", width: "width" });

/**
 * The view at the start, with this model.
 * @param {string} model
 * @returns {View}
 */
export function defaultView(model) {
  return { ...constants.view, directions: {}, pins: [], model };
}

/**
 * The value of a control: of a number of the view or, for a name such as "d.smile", of a direction's strength.
 * @param {View} view
 * @param {string} name
 * @returns {number | null}
 */
export function settingOf(view, name) {
  if (name.startsWith("d.")) return view.directions[name.slice(2)] ?? 0;
  return view[/** @type {NumberName} */ (name)];
}

/**
 * The part of the view that changes when a control moves; see `settingOf`.
 * @param {View} view
 * @param {string} name
 * @param {number | null} value
 * @returns {Partial<View>}
 */
export function moved(view, name, value) {
  if (name.startsWith("d.")) return { directions: { ...view.directions, [name.slice(2)]: value ?? 0 } };
  return { [name]: value };
}

/**
 * The ends of a control and its step; see `settingOf`.
 * @param {string} name
 * @param {Model} model
 */
export function limitsOf(name, model) {
  if (!name.startsWith("d.")) return constants.limits[/** @type {NumberName} */ (name)];
  const { low, high } = /** @type {Direction} */ (directionOf(model, name.slice(2)));
  return { low, high, step: constants.step };
}

/** @param {View} view */
export function toQuery(view) {
  const parts = [`model=${encodeURIComponent(view.model)}`];
  if (view.compare) parts.push(`compare=${encodeURIComponent(view.compare)}`);
  parts.push(`mean=${number(view.mean)}`, `std=${number(view.std)}`, `seed=${view.seed}`, `width=${view.width}`);
  if (view.truncation !== null) parts.push(`trunc=${number(view.truncation)}`);
  for (const [name, strength] of Object.entries(view.directions))
    if (strength) parts.push(`d.${encodeURIComponent(name)}=${number(strength)}`);
  if (view.show !== constants.view.show) parts.push(`show=${view.show}`);
  if (view.face) parts.push(`z=${encode(view.face)}`);
  for (const pin of view.pins)
    if (pin.recipe || isTellable(pin.z)) parts.push(`pin=${encodeURIComponent(pinText(pin))}`);
  return `?${parts.join("&")}`;
}

/**
 * A number with so many places, and no minus before a zero.
 * @param {number} x
 */
export function fixed(x, places = 2) {
  return x.toFixed(places).replace(/^-(?=[0.]+$)/, "");
}

/**
 * A number as short as 0.30, or as long as it takes to come back the same.
 * @param {number} x
 */
export function number(x) {
  return Number(x.toFixed(2)) === x ? fixed(x) : String(x);
}

/** @param {Pin} pin */
function pinText({ recipe, z }) {
  if (!recipe) return `z~${encode(z)}`;
  const { seed, index, mean, std, truncation, directions } = recipe;
  const law = [number(mean), number(std), truncation === null ? "off" : number(truncation)];
  const steps = Object.entries(directions).flatMap(([name, strength]) => (strength ? [name, number(strength)] : []));
  return [seed, index, ...law, ...steps].join("~");
}

/**
 * The view of a query string, and a sentence for each value that cannot be used; the default stands in for that.
 * @param {string} query
 * @param {Model[]} models
 */
export function fromQuery(query, models) {
  const asked = new URLSearchParams(query);
  const view = defaultView(models[0].name);
  /** @type {string[]} */
  const complaints = [];
  /** @type {(key: string, set: (text: string) => void) => void} */
  const take = (key, set) => {
    const text = asked.getAll(key).at(-1);
    if (text === undefined) return;
    try {
      set(text);
    } catch (error) {
      complaints.push(`The link's ${key} was left out: ${error.message}`);
    }
  };
  take("model", (text) => {
    view.model = knownModel(text, models);
  });
  take("compare", (text) => {
    view.compare = sameKind(knownModel(text, models), view.model, models);
  });
  for (const [key, name] of Object.entries(NUMBERS))
    take(key, (text) => {
      view[name] = readNumber(name, text);
    });
  take("show", (text) => {
    view.show = knownShow(text);
  });
  const { latent_dim } = modelNamed(view.model, models);
  take("z", (text) => {
    view.face = readZ(text, latent_dim);
  });
  for (const key of new Set(asked.keys())) {
    if (!key.startsWith("d.")) {
      const known = constants.link_names.includes(key) ? undefined : meant(key);
      if (known)
        complaints.push(`The link's ${key} was left out: a view has no such setting; the nearest is ${known}.`);
      continue;
    }
    const direction = directionOf(modelNamed(view.model, models), key.slice(2));
    take(key, (text) => {
      const strength = readStrength(direction, text);
      view.directions[key.slice(2)] = strength;
    });
  }
  const pins = asked.getAll("pin");
  const { most_pins } = constants;
  if (pins.length > most_pins)
    complaints.push(`The link pins ${pins.length} faces, and only the first ${most_pins} were taken.`);
  for (const text of pins.slice(0, most_pins)) {
    try {
      view.pins.push(text.startsWith("z~") ? { z: readZ(text.slice(2), latent_dim) } : { recipe: readPin(text) });
    } catch {
      complaints.push(
        `The link's pinned face “${text}” was left out: it is not SEED~INDEX~MEAN~STD~TRUNC, nor z~CODE.`,
      );
    }
  }
  return { view, complaints };
}

/**
 * The number that was typed for a control; an Error with one sentence if it is not a number or out of range.
 * @param {NumberName} name
 * @param {string} text
 */
export function readNumber(name, text) {
  const { low, high, step } = constants.limits[name];
  const isWhole = step === 1;
  if (!isInRange(text, low, high) || (isWhole && !Number.isInteger(Number(text))))
    throw new Error(`“${text}” is not a ${isWhole ? "whole " : ""}number from ${low} to ${high}.`);
  return Number(text);
}

/**
 * The strength that was typed for a direction; an Error with one sentence if there is none, or it is out of range.
 * @param {Direction | undefined} direction
 * @param {string} text
 */
export function readStrength(direction, text) {
  if (!direction) throw new Error("this model has no such direction.");
  const { low, high } = direction;
  if (!isInRange(text, low, high)) throw new Error(`“${text}” is not a number from ${low} to ${high}.`);
  return Number(text);
}

/** @type {(text: string, low: number, high: number) => boolean} */
function isInRange(text, low, high) {
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text) && Number(text) >= low && Number(text) <= high;
}

/**
 * The model with a name that is known to be one.
 * @param {string} name
 * @param {Model[]} models
 */
export function modelNamed(name, models) {
  return /** @type {Model} */ (models.find((model) => model.name === name));
}

/** @type {(text: string, models: Model[]) => string} */
function knownModel(text, models) {
  if (models.some(({ name }) => name === text)) return text;
  const names = models.filter(isFinished).map(({ name }) => name);
  throw new Error(`there is no model “${text}” here; there are ${names.join(", ")}.`);
}

/**
 * The first name, if its model can draw the z of the other; an Error with one sentence if not.
 * @param {string} name
 * @param {string} other
 * @param {Model[]} models
 */
export function sameKind(name, other, models) {
  if (isSameKind(name, other, models)) return name;
  throw new Error(`${name} has another kind of z than ${other}, so they cannot share one.`);
}

/** @type {(name: string, other: string, models: Model[]) => boolean} */
export function isSameKind(name, other, models) {
  const [a, b] = [modelNamed(name, models), modelNamed(other, models)];
  return a.latent_dim === b.latent_dim && a.latent === b.latent;
}

/** @param {string} text */
function knownShow(text) {
  const shows = Object.keys(constants.shows);
  if (shows.includes(text)) return /** @type {Show} */ (text);
  throw new Error(`“${text}” is neither ${shows.join(" nor ")}.`);
}

/** @type {(model: Model, name: string) => Direction | undefined} */
function directionOf(model, name) {
  return model.directions.find((direction) => direction.name === name);
}

/** @type {(text: string, latent_dim: number) => Float32Array} */
function readZ(text, latent_dim) {
  const z = decode(text);
  if (z.length !== latent_dim) throw new Error(`it has ${z.length} numbers, and the model takes ${latent_dim}.`);
  return z;
}

/**
 * The name in a link that a mistyped one is nearest to; any other name is another program's, and means nothing here.
 * @param {string} name
 */
function meant(name) {
  const found = Object.entries(constants.slips).find(([, slips]) => new RegExp(slips, "i").test(name));
  return found?.[0];
}

/**
 * @param {string} text
 * @returns {Recipe}
 */
function readPin(text) {
  const [seed, index, mean, std, trunc, ...steps] = text.split("~");
  if (std === undefined || trunc === undefined || steps.length % 2) throw new Error();
  /** @type {Law["directions"]} */
  const directions = {};
  for (let i = 0; i < steps.length; i += 2) {
    if (!isInRange(steps[i + 1], -100, 100)) throw new Error();
    directions[steps[i]] = Number(steps[i + 1]);
  }
  if (!/^\d+$/.test(index) || Number(index) >= constants.limits.width.high ** 2) throw new Error();
  return {
    seed: readNumber("seed", seed),
    index: Number(index),
    mean: readNumber("mean", mean),
    std: readNumber("std", std),
    truncation: trunc === "off" ? null : readNumber("truncation", trunc),
    directions,
  };
}
