// The explorer's state: the view, what undo goes back to, and the loop that draws the newest view and drops stale ones.

import { drawScene, sceneOf } from "./scene.js";
import { toQuery } from "./view.js";

export class Explorer {
  moving = null; // the frame of an animation, {view, walk}, that is on screen instead of the view
  drawn = null; // what was drawn last, {view, walk, scene, picture}; the view may have moved on
  #past;
  #isStale = false;
  #isDrawing = false;

  // models: what models.json lists. onPicture(): faces were drawn; onError(error): they could not be, and those before
  // stay; onSettled(): the view rests, so that a link may tell it.
  constructor(models, pool, view, { onPicture, onError, onSettled }) {
    Object.assign(this, { models, pool, view, onPicture, onError, onSettled });
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

  // Makes what changed since the last time one step of undo.
  commit() {
    const last = this.#past.at(-1);
    if (toQuery(this.view) === toQuery(last) && this.view.pins === last.pins) return;
    this.#past = [...this.#past.slice(-99), this.view];
    this.onSettled();
  }

  undo() {
    this.#past.pop();
    this.view = this.#past.at(-1);
    this.onSettled();
    return this.render();
  }

  // Draws what is on screen now. While one picture is drawn any number of events may come; one more follows, the newest.
  async render() {
    this.#isStale = true;
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    while (this.#isStale) {
      this.#isStale = false;
      try {
        const { shown } = this;
        const scene = sceneOf(shown, this.models);
        const picture = await drawScene(scene, this.pool);
        this.drawn = { ...shown, scene, picture };
        this.onPicture();
      } catch (error) {
        this.onError(error);
      }
    }
    this.#isDrawing = false;
  }

  // Pictures of every frame of an animation, one after the other.
  async *pictures(animation) {
    for (let i = 0; i < animation.count; i++) yield drawScene(sceneOf(animation.at(i), this.models), this.pool);
  }
}
