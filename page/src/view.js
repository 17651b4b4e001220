// The View: the small record that what is on screen is a function of, and its query string, which notebooks share.
//
// ?model=avatars&mean=0.30&std=0.40&seed=7&width=4, and where they differ from the defaults: compare, trunc, d.NAME, show
// and pin (repeatable: SEED~INDEX~MEAN~STD~TRUNC, then ~NAME~STRENGTH a direction; TRUNC is "off" without truncation).

export const RANGES = {
  mean: { low: -1, high: 1, step: 0.05 },
  std: { low: 0, high: 2, step: 0.05 },
  trunc: { low: 0.5, high: 3, step: 0.05 },
  seed: { low: 0, high: 2 ** 32 - 1, step: 1 },
  width: { low: 1, high: 8, step: 1 },
};
export const PINS = 12;
const NAMES = ["model", "compare", "mean", "std", "seed", "width", "trunc", "show", "pin"];
// The ten means of Sorokoletova and Fischetto 2021.
export const MEANS = Array.from({ length: 10 }, (_, i) => Math.round(-10 + 2 * i) / 10);

export function defaultView(model) {
  const drawn = { mean: 0, std: 1, seed: 0, trunc: null, directions: {} };
  return { model, compare: null, width: 4, show: "grid", pins: [], ...drawn };
}

export function toQuery(view) {
  const parts = [`model=${encodeURIComponent(view.model)}`];
  if (view.compare) parts.push(`compare=${encodeURIComponent(view.compare)}`);
  parts.push(`mean=${text(view.mean)}`, `std=${text(view.std)}`, `seed=${view.seed}`, `width=${view.width}`);
  if (view.trunc !== null) parts.push(`trunc=${text(view.trunc)}`);
  for (const [name, strength] of Object.entries(view.directions))
    if (strength) parts.push(`d.${encodeURIComponent(name)}=${text(strength)}`);
  if (view.show !== "grid") parts.push(`show=${view.show}`);
  for (const pin of view.pins) if (pin.recipe) parts.push(`pin=${encodeURIComponent(pinText(pin.recipe))}`);
  return `?${parts.join("&")}`;
}

// A number with so many places, and no minus before a zero.
export function fixed(x, places = 2) {
  return x.toFixed(places).replace(/^-(?=[0.]+$)/, "");
}

// A number as short as 0.30, or as long as it takes to come back the same.
function text(x) {
  return Number(x.toFixed(2)) === x ? fixed(x) : String(x);
}

export function pinText({ seed, index, mean, std, trunc, directions }) {
  const law = [text(mean), text(std), trunc === null ? "off" : text(trunc)];
  const steps = Object.entries(directions).flatMap(([name, strength]) => (strength ? [name, text(strength)] : []));
  return [seed, index, ...law, ...steps].join("~");
}

// The view of a query string, and one sentence for each value in it that is not one; the default stands in for that.
// models: what models.json lists.
export function fromQuery(query, models) {
  const asked = new URLSearchParams(query);
  const view = defaultView(models[0].name);
  const complaints = [];
  const take = (name, read, set) => {
    if (!asked.has(name)) return;
    try {
      set(read(asked.getAll(name).at(-1)));
    } catch (error) {
      complaints.push(`The link's ${name} was left out: ${error.message}`);
    }
  };
  const model = (text) => knownModel(text, models);
  take("model", model, (name) => (view.model = name));
  take("compare", model, (name) => (view.compare = name === view.model ? null : sameKind(name, view.model, models)));
  for (const name of ["mean", "std", "trunc"])
    take(
      name,
      (text) => readNumber(name, text),
      (x) => (view[name] = x),
    );
  for (const name of ["seed", "width"])
    take(
      name,
      (text) => readNumber(name, text),
      (x) => (view[name] = x),
    );
  take("show", knownShow, (show) => (view.show = show));
  for (const key of new Set(asked.keys())) {
    if (!key.startsWith("d.")) {
      if (!NAMES.includes(key)) complaints.push(`The link's ${key} was left out: no view has that.`);
      continue;
    }
    const direction = directionOf(models, view.model, key.slice(2));
    take(
      key,
      (text) => readStrength(direction, text),
      (x) => (view.directions[direction.name] = x),
    );
  }
  const pins = asked.getAll("pin");
  if (pins.length > PINS) complaints.push(`The link pins ${pins.length} faces, and only the first ${PINS} were taken.`);
  for (const text of pins.slice(0, PINS)) {
    try {
      view.pins.push({ recipe: readPin(text) });
    } catch {
      complaints.push(`The link's pinned face “${text}” was left out: it is not SEED~INDEX~MEAN~STD~TRUNC.`);
    }
  }
  return { view, complaints };
}

// The number that was typed for a control; an Error with one sentence if it is none or out of range.
export function readNumber(name, text) {
  const { low, high, step } = RANGES[name];
  const whole = step === 1;
  if (!inRange(text, low, high) || (whole && !Number.isInteger(Number(text))))
    throw new Error(`“${text}” is not a ${whole ? "whole " : ""}number from ${low} to ${high}.`);
  return Number(text);
}

export function readStrength(direction, text) {
  if (!direction) throw new Error("this model has no such direction.");
  if (!inRange(text, direction.low, direction.high))
    throw new Error(`“${text}” is not a number from ${direction.low} to ${direction.high}.`);
  return Number(text);
}

// What the animation of one control has moved, where it stopped, as a number as short as a link's; a walk moves nothing.
export function rounded(view, name) {
  const two = (x) => Math.round(x * 100) / 100;
  if (name === "walk") return {};
  if (!name.startsWith("d.")) return { [name]: two(view[name]) };
  const direction = name.slice(2);
  return { directions: { ...view.directions, [direction]: two(view.directions[direction]) } };
}

function inRange(text, low, high) {
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text) && Number(text) >= low && Number(text) <= high;
}

function knownModel(text, models) {
  if (models.some(({ name }) => name === text)) return text;
  throw new Error(`there is no model “${text}” here; there are ${models.map(({ name }) => name).join(", ")}.`);
}

// name, if it can draw the z of the other model; an Error with one sentence if not.
export function sameKind(name, other, models) {
  if (isSameKind(name, other, models)) return name;
  throw new Error(`${name} has another kind of z than ${other}, so they cannot share one.`);
}

export function isSameKind(name, other, models) {
  const [a, b] = [name, other].map((each) => models.find((model) => model.name === each));
  return a.latent_dim === b.latent_dim && a.latent === b.latent;
}

function knownShow(text) {
  if (text === "grid" || text === "sweep") return text;
  throw new Error(`“${text}” is neither grid nor sweep.`);
}

function directionOf(models, model, name) {
  return models.find((each) => each.name === model).directions.find((each) => each.name === name);
}

function readPin(text) {
  const [seed, index, mean, std, trunc, ...steps] = text.split("~");
  if (std === undefined || trunc === undefined || steps.length % 2) throw new Error();
  const directions = {};
  for (let i = 0; i < steps.length; i += 2) {
    if (!inRange(steps[i + 1], -100, 100)) throw new Error();
    directions[steps[i]] = Number(steps[i + 1]);
  }
  if (!/^\d+$/.test(index) || Number(index) > 63) throw new Error();
  return {
    seed: readNumber("seed", seed),
    index: Number(index),
    mean: readNumber("mean", mean),
    std: readNumber("std", std),
    trunc: trunc === "off" ? null : readNumber("trunc", trunc),
    directions,
  };
}
