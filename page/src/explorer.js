// The explorer's state: the view, what undo goes back to, and the loop that draws the newest view and drops stale ones.

import { drawScene, sceneOf } from "./scene.js";
import { toQuery } from "./view.js";

const SETTLE_MS = 400; // without an event for so long, keys pressed on a slider are one change

export class Explorer {
  moving = null; // the frame of an animation, {view, walk}, that is on screen instead of the view
  drawn = null; // what was drawn last, {view, walk, scene, picture}; the view may have moved on
  #rested; // the last view that was drawn and is no frame of an animation
  #past;
  #isStale = false;
  #drawing = null;
  #settling;
  #choice = 0;

  // models: what models.json lists. onPicture(): faces were drawn; onError(error): they could not be, and the view is
  // again the one before; onSettled(): the view rests, so that a link may tell it.
  constructor(models, pool, view, { onPicture, onError, onSettled }) {
    Object.assign(this, { models, pool, view, onPicture, onError, onSettled });
    this.#rested = view;
    this.#past = [view];
  }

  get model() {
    return this.models.find(({ name }) => name === this.view.model);
  }

  // What is to be on screen: the view, or the animation's frame.
  get shown() {
    return this.moving ?? { view: this.view, walk: null };
  }

  get canUndo() {
    return this.#past.length > 1;
  }

  // Changes part of the view and draws it.
  change(part) {
    this.view = { ...this.view, ...part };
    return this.render();
  }

  // Makes what was drawn since the last time one step of undo.
  commit() {
    clearTimeout(this.#settling);
    if (isSame(this.#rested, this.#past.at(-1))) return;
    this.#past = [...this.#past.slice(-99), this.#rested];
    this.onSettled();
  }

  commitSoon() {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(async () => {
      await this.#drawing;
      this.commit();
    }, SETTLE_MS);
  }

  // Goes back to before the last change, be it committed or not.
  undo() {
    this.#choice++;
    if (isSame(this.view, this.#past.at(-1))) this.#past.pop();
    this.view = this.#past.at(-1);
    this.onSettled();
    return this.render();
  }

  // Fetches models of a view to come. False if another was chosen meanwhile, which then is the one to show.
  async load(names) {
    const choice = ++this.#choice;
    try {
      await Promise.all(names.map((name) => this.pool.load(name)));
    } catch (error) {
      if (choice === this.#choice) throw error;
    }
    return choice === this.#choice;
  }

  // Draws what is on screen now; done when nothing newer waits. While one picture is drawn any number of events may
  // come; one more follows, the newest.
  render() {
    this.#isStale = true;
    this.#drawing ??= this.#draw().finally(() => (this.#drawing = null));
    return this.#drawing;
  }

  async #draw() {
    while (this.#isStale) {
      this.#isStale = false;
      const { shown, moving } = this;
      try {
        const scene = sceneOf(shown, this.models);
        const picture = await drawScene(scene, this.pool);
        this.drawn = { ...shown, scene, picture };
        if (!moving) this.#rested = shown.view;
        this.onPicture();
      } catch (error) {
        if (!this.#isStale) this.view = this.#rested;
        this.onError(error);
      }
    }
  }

  // Pictures of every frame of an animation, one after the other.
  async *pictures(animation) {
    for (let i = 0; i < animation.count; i++) yield drawScene(sceneOf(animation.at(i), this.models), this.pool);
  }
}

function isSame(a, b) {
  return toQuery(a) === toQuery(b) && a.pins === b.pins;
}
