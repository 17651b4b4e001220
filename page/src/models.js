// The models of the page: finished ones, and earlier states of their runs, which are models of their own.

/** @import { Model } from "./types" */

/**
 * Finished models, and beside them their earlier states as models of their own.
 * @param {Model[]} models
 */
export function withStates(models) {
  return models.flatMap((model) => [
    model,
    ...model.states.filter(({ name }) => name !== model.name).map((state) => ({ ...model, ...state })),
  ]);
}

/** @param {Model} model */
export function isFinished({ name, states }) {
  return finishedOf({ states }) === name;
}

/**
 * The name of the finished model of a run.
 * @param {Pick<Model, "states">} model one of its states
 */
export function finishedOf({ states }) {
  return states[states.length - 1].name;
}
