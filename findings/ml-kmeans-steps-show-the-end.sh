#!/bin/sh
# All steps that kmeansGenerator of ml-kmeans yields hold the clusters of the last step, but their own centroids.
#
# ml-kmeans 7.0.1 on Node.js. By its documentation, kmeansGenerator yields "the KMeansResult of each iteration", to
# observe it step by step. All results share one array of clusters, which each iteration overwrites, while centroids is
# a new array each time. So in a list of steps, from [...generator] or Array.from, the points have the clusters of the
# end while the centroids move towards them, and computeInformation gives sizes and errors that no step had. A loop that
# keeps no step sees the right numbers. The cure is step.clusters.slice() in the loop. Seen, for ten numbers and two
# clusters that start at 0 and 1 (centroids, clusters and the sizes from computeInformation):
#
#     read at once: 0 6.78 0111111111 1+9, 1.5 9.17 0000111111 4+6, 2.5 11.5 0000111100 6+4, 2.5 11.5 0000111100 6+4
#     read at the end: 0 6.78 0000111100 6+4, 1.5 9.17 0000111100 6+4, 2.5 11.5 0000111100 6+4, 2.5 11.5 0000111100 6+4
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-kmeans@7.0.1
cat >"$folder/steps.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { kmeansGenerator } from "ml-kmeans";

const data = [0, 1, 2, 3, 10, 11, 12, 13, 4, 5].map((x) => [x]);
const start = () => kmeansGenerator(data, 2, { initialization: [[0], [1]] });
const describe = (step) => ({
  centroids: step.centroids.flat().map((x) => Number(x.toPrecision(3))).join(" "),
  clusters: step.clusters.join(""),
  sizes: step.computeInformation(data).map(({ size }) => size).join("+"),
});
const tell = (name, steps) => {
  console.log(`${name}: ${steps.map((step) => Object.values(step).join(" ")).join(", ")}`);
  return steps;
};

const live = [];
for (const step of start()) live.push(describe(step));
const steps = [...start()];
const late = steps.map(describe);
tell("read at once", live);
tell("read at the end", late);

// By hand: the nearest centroid of the step before, then the mean.
let centroids = [0, 1];
live.forEach((step) => {
  const clusters = data.map(([x]) => (Math.abs(x - centroids[0]) <= Math.abs(x - centroids[1]) ? 0 : 1));
  centroids = [0, 1].map((k) => {
    const members = data.filter((_, i) => clusters[i] === k).flat();
    return members.reduce((sum, x) => sum + x, 0) / members.length;
  });
  assert.equal(step.clusters, clusters.join(""));
  assert.equal(step.centroids, centroids.map((x) => Number(x.toPrecision(3))).join(" "));
});
assert.ok(live.length > 2 && new Set(live.map((step) => step.clusters)).size > 2);
assert.deepEqual(late.map((step) => step.centroids), live.map((step) => step.centroids));
assert.ok(late.every((step) => step.clusters === live.at(-1).clusters && step.sizes === live.at(-1).sizes));
assert.ok(steps.every((step) => step.clusters === steps[0].clusters));
JAVASCRIPT
node "$folder/steps.mjs"
