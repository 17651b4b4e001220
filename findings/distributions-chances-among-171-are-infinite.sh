#!/bin/sh
# The binomial distribution of distributions gives the chance Infinity from 171 trials on, and a median that is not one.
#
# distributions 2.2.0 on Node.js, which ttest installs too. Its documentation lists pdf(x), cdf(q) and median() for a
# binomial distribution of any size, and says that all functions are compared with MatLab, Maple or R. pdf() divides
# gamma functions, and the one of 172 is above the largest number, so the chance of any count is Infinity, and NaN as
# soon as a count or what is left of it reaches 171 as well; cdf() of the same distribution is right. median() is the
# mean, rounded: for 12 faces of which each wears glasses with the chance 0.05 it says 1, while most dozens have no
# glasses at all. Of the sizes 5, 10, 12, 20, 50 and 100 with the chances 0.01 to 0.99 almost a tenth of the medians is
# wrong, so that one side of it holds more than half. Seen, where "by hand" adds logarithms:
#
#     of 170 faces  51 with glasses, chance 0.3: pdf   0.06665, difference of cdf 0.06665, by hand 0.06665
#     of 171 faces  51 with glasses, chance 0.3: pdf  Infinity, difference of cdf 0.06648, by hand 0.06648
#     of 400 faces 120 with glasses, chance 0.3: pdf       NaN, difference of cdf 0.04349, by hand 0.04349
#     medians that are none: 56 of 594
#     12 faces, chance 0.05: median 1, chance of less than that 0.540
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" distributions@2.2.0
cat >"$folder/binomial.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { Binomial } = require("distributions");

const logarithms = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => Math.log(from + i));
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const byHand = (size, count, chance) => {
  const ways = sum(logarithms(size - count + 1, size)) - sum(logarithms(1, count));
  return Math.exp(ways + count * Math.log(chance) + (size - count) * Math.log(1 - chance));
};

for (const [size, count] of [[170, 51], [171, 51], [400, 120]]) {
  const faces = Binomial(0.3, size);
  const [found, right] = [faces.pdf(count), byHand(size, count, 0.3)];
  const difference = faces.cdf(count) - faces.cdf(count - 1);
  const what = `of ${size} faces ${String(count).padStart(3)} with glasses, chance 0.3`;
  const shown = (Number.isFinite(found) ? found.toFixed(5) : String(found)).padStart(9);
  console.log(`${what}: pdf ${shown}, difference of cdf ${difference.toFixed(5)}, by hand ${right.toFixed(5)}`);
  assert.ok(Math.abs(difference - right) < 1e-6);
  assert.ok(size === 170 ? Math.abs(found - right) < 1e-6 : !Number.isFinite(found));
}

let [wrong, all, glasses] = [0, 0, null];
for (const size of [5, 10, 12, 20, 50, 100]) {
  for (let percent = 1; percent < 100; percent += 1) {
    const median = Binomial(percent / 100, size).median();
    const chances = Array.from({ length: size + 1 }, (_, count) => byHand(size, count, percent / 100));
    const [below, above] = [sum(chances.slice(0, median)), sum(chances.slice(median + 1))];
    wrong += Math.max(below, above) > 0.5 + 1e-9;
    all += 1;
    if (size === 12 && percent === 5) glasses = [median, below];
  }
}
console.log(`medians that are none: ${wrong} of ${all}`);
console.log(`12 faces, chance 0.05: median ${glasses[0]}, chance of less than that ${glasses[1].toFixed(3)}`);
assert.ok(wrong > 40 && glasses[0] === 1 && glasses[1] > 0.5);
JAVASCRIPT
node "$folder/binomial.cjs"
