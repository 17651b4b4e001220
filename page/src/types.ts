// The shapes of what the scripts hand to each other, for `npm run check`; nothing of this reaches the browser.

declare global {
  /** Of index.html: says why there are no faces, with a button to try again or without. */
  function sayFailed(sentence: string, canRetry: boolean): void;
  /** Of index.html: whether the page was opened by a link that tells a view. */
  var tellsView: boolean;
}

/** models.json, which build.py writes. */
export interface Catalogue {
  constants: Constants;
  /** The finished ones. */
  models: Model[];
}

/** What notebook and page share; the Python package is where it is decided. */
export interface Constants {
  /** Of each slider. */
  limits: Record<NumberName, { low: number; high: number; step: number }>;
  /** Of a slider of a direction. */
  step: number;
  /** The view at the start, but for its model. */
  view: View;
  /** Of the first face that a visitor sees who follows no link. */
  start_seed: number;
  /** The ten means of a sweep (Sorokoletova and Fischetto 2021). */
  means: number[];
  most_pins: number;
  /** The names in a link; all others but those of directions were added by other programs, or mistyped. */
  link_names: string[];
  /** Regular expressions of what those names are mistyped as, whatever the case of their letters. */
  slips: Record<string, string>;
  /** The button for new faces chooses one of so many seeds. */
  new_seeds: number;
  fps: number;
  /** In pixels; smaller GIFs are enlarged by a whole factor. */
  film_side: number;
  /** Of an animation of a slider, there and back. */
  slider_frames: number;
  /** Of a walk, from one pinned face to the next. */
  frames_between_pins: number;
  /** Of the walk through a training, for each state. */
  frames_of_state: number;
  /** A pace -> how many times as many frames the same movement takes. */
  paces: Record<string, number>;
  /** Without an event for so long, keys pressed on a slider are one change. */
  settle_seconds: number;
  /** The averages and what is measured on the faces follow so long after the faces. */
  beside_seconds: number;
  controls: Record<NumberName | "model" | "state" | "compare" | "show", { label: string; about: string }>;
  shows: Record<Show, string>;
  walk: string;
  /** What each button does, by its id, and what the list of animations is for. */
  actions: Record<"new" | "undo" | "redo" | "reset" | "gif" | "mp4" | "png" | "npz" | "animate" | "pace", string>;
  /** What to do with pinned faces, by tab: without one, with one, and with more. */
  pin_hints: Record<"face" | "study", string[]>;
  /** Words of the tab that shapes one face. */
  shaping: Record<"another" | "new_faces" | "variant", string>;
  /** How many faces like the one that is shaped, and the seed of the first. */
  variants: number;
  first_variant_seed: number;
  /** What is seen, with {n}, {d}, {low}, {high} and {mean} to fill in. */
  seen: Record<"grid" | "one" | "sweep" | "walk" | "same" | "alike" | "odd" | "moved", string>;
  /** Of the search for the face nearest to a picture: how the first z are drawn; what a long z costs; a search has
   * failed above this part of the distance of random draws; what is said of a picture that is no face, of a search that
   * failed, of one that did not, and what to do. */
  found: { law: Law; prior: number; failed: number } & Record<"none" | "far" | "near" | "advice", string>;
  /** Below and above these standard deviations faces are alike, or odd. */
  alike: number;
  odd: number;
  /** Why a model draws no face of the mean z. */
  pattern: string;
  tips: Tip[];
  /** Of the two average faces: pixel mean, face of the mean z. */
  averages: [string, string];
  /** The larger of the two numbers of faces that a generator draws at once; the other is 1. */
  batch: number;
  /** Of the runtime's two files, one of them compressed. */
  runtime_bytes: number;
}

/** A thing to try: what is on its button, what is seen then, and the part of the view that makes it. */
export interface Tip {
  label: string;
  about: string;
  part: Partial<View>;
}

/** What the states of a run's training, which are models too, do not share. */
export interface State {
  name: string;
  /** What the walk through the training calls it. */
  stop: string;
  /** How long it was trained; empty where that is not known. */
  about: string;
  /** When in the training it drew its faces; empty for a finished one. */
  early: string;
  /** Whether training drew z less than half as long as most. */
  knows_short_z: boolean;
  /** Of its .tflite file. */
  bytes: number;
}

export interface Model extends State {
  /** Of its run, in the order of training, the finished one last. */
  states: State[];
  /** Pixels a side of a face. */
  size: number;
  /** The prior that training drew z from: N(0, 1) or U(-1, 1). */
  latent: "normal" | "uniform";
  /** d, the length of z. */
  latent_dim: number;
  directions: Direction[];
  /** 101 percentiles of each trait over real faces, from least to most; null where none were measured. */
  real: Record<string, number[]> | null;
  /** Whose art it was trained on, in ASCII; empty where nobody is to be named. */
  credit: string;
}

/** z + strength * vector, for a strength from low to high. */
export interface Direction {
  name: string;
  about: string;
  vector: number[];
  low: number;
  high: number;
  /** Whether it shapes a trait; others are there to be studied. */
  is_trait: boolean;
}

export type NumberName = "mean" | "std" | "truncation" | "seed" | "width";
export type Show = "face" | "grid" | "sweep";

/** What z are drawn from; see `latentfaces.explorer.view`. */
export interface Law {
  mean: number;
  std: number;
  seed: number;
  truncation: number | null;
  /** Strengths by name. */
  directions: Record<string, number>;
}

/** One face of a law's draw. */
export interface Recipe extends Law {
  index: number;
}

/** A pinned face: how it was drawn, or its z (d) where it was shaped or came from a file. */
export type Pin = { recipe: Recipe; z?: undefined } | { recipe?: undefined; z: Float32Array };

/** All that is on screen. */
export interface View extends Law {
  model: string;
  compare: string | null;
  width: number;
  show: Show;
  /** z (d) of the one face, before directions, where it is no draw of the seed. */
  face: Float32Array | null;
  pins: Pin[];
}

/** A view or, in an animation, place `walk` on the walk between its pinned faces. */
export interface Frame {
  view: View;
  walk: number | null;
}

export interface Animation {
  count: number;
  at: (i: number) => Frame;
}

/** What a frame draws: zs (n, d) and the mean of z (d), which the models share. */
export interface Scene {
  models: Model[];
  columns: number;
  /** Under the first row. */
  captions: string[];
  /** Of zs, as they are pinned; none on a walk. */
  pins: Pin[];
  zs: Float32Array[];
  meanZ: Float32Array;
}

/** RGBA bytes (size, size, 4). */
export type Face = Uint8ClampedArray<ArrayBuffer>;

/** The faces of one model. */
export interface Panel {
  title: string;
  size: number;
  faces: Face[];
}

/** The two averages of a panel. */
export interface Averages {
  size: number;
  pixelMean: Face;
  meanFace: Face;
  /** What is to be said of meanFace, if anything. */
  note: string;
}

export interface Picture {
  columns: number;
  panels: Panel[];
}

/** A change of the view that Back takes back, as the browser keeps it in its history. */
export interface Step {
  view: View;
  /** 0 for the view that the visit began with. */
  index: number;
  /** The index of the last step, which redo comes to, as far as this one knows. */
  last: number;
}

export interface Drawn extends Frame {
  scene: Scene;
  picture: Picture;
}

/** The elements of index.html that scripts find by their id. */
export interface PageElements {
  stage: HTMLElement;
  seen: HTMLElement;
  law: HTMLOutputElement;
  loading: HTMLElement;
  bar: HTMLProgressElement;
  "loading-text": HTMLElement;
  bytes: HTMLElement;
  panels: HTMLElement;
  told: HTMLElement;
  coming: HTMLElement;
  wrong: HTMLElement;
  search: HTMLElement;
  picture: HTMLCanvasElement;
  nearest: HTMLCanvasElement;
  searching: HTMLElement;
  searched: HTMLProgressElement;
  cancel: HTMLButtonElement;
  new: HTMLButtonElement;
  undo: HTMLButtonElement;
  reset: HTMLButtonElement;
  sliders: HTMLElement;
  model: HTMLSelectElement;
  "model-label": HTMLElement;
  training: HTMLDetailsElement;
  state: HTMLInputElement;
  "state-label": HTMLElement;
  stop: HTMLOutputElement;
  compare: HTMLSelectElement;
  "compare-label": HTMLElement;
  show: HTMLSelectElement;
  "show-label": HTMLElement;
  "model-about": HTMLElement;
  tips: HTMLElement;
  what: HTMLSelectElement;
  pace: HTMLSelectElement;
  frame: HTMLInputElement;
  play: HTMLButtonElement;
  gif: HTMLButtonElement;
  mp4: HTMLButtonElement;
  exports: HTMLUListElement;
  kept: HTMLElement;
  link: HTMLButtonElement;
  shared: HTMLElement;
  png: HTMLButtonElement;
  npz: HTMLButtonElement;
  open: HTMLButtonElement;
  file: HTMLInputElement;
  variants: HTMLElement;
  pin: HTMLButtonElement;
  redo: HTMLButtonElement;
  "no-traits": HTMLElement;
  distance: HTMLInputElement;
  others: HTMLButtonElement;
  cross: HTMLDetailsElement;
  "cross-hint": HTMLElement;
  ends: HTMLElement;
  "cross-a": HTMLCanvasElement;
  "cross-b": HTMLCanvasElement;
  between: HTMLInputElement;
  animation: HTMLDetailsElement;
  "tab-face": HTMLButtonElement;
  "tab-study": HTMLButtonElement;
  pins: HTMLElement;
  "pins-hint": HTMLElement;
  "traits-hint": HTMLElement;
  traits: HTMLTableElement;
}
