#!/bin/sh
# RobustPolynomialRegression of ml-regression fits a polynomial of one degree less than asked: 2 gives a line.
#
# ml-regression 6.3.0 with ml-regression-robust-polynomial 3.0.2 on Node.js. The documentation calls the third argument
# the "polynomial degree", as it does for PolynomialRegression, but it is the number of coefficients. The one example, a
# parabola with 3, would work either way. 2 gives a straight line and 1 a constant. The object still says degree 2, and
# there is no warning. The fit also depends on chance, because it draws pairs or triples of points, and it has no seed.
# Seen, for y = x ** 2 at x from 0 to 9, and with one outlier at 4:
#
#     PolynomialRegression, 2: 3 coefficients, value at 9: 81.0
#     RobustPolynomialRegression, 2: 2 coefficients, degree 2, off by 10 or more in 50 of 50 fits
#     RobustPolynomialRegression, 2, with the outlier: 2 coefficients, degree 2, off by 10 or more in 50 of 50 fits
#     RobustPolynomialRegression, 3, with the outlier: 3 coefficients, degree 3, exact in 50 of 50 fits
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" ml-regression@6.3.0 ml-regression-robust-polynomial@3.0.2
cat >"$folder/degree.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { PolynomialRegression, RobustPolynomialRegression } from "ml-regression";

const x = Array.from({ length: 10 }, (_, i) => i);
const square = x.map((v) => v * v);
const outlier = square.map((v, i) => (i === 4 ? 160 : v));
const plain = new PolynomialRegression(x, square, 2);
const value = plain.predict(9);
console.log(`PolynomialRegression, 2: ${plain.coefficients.length} coefficients, value at 9: ${value.toFixed(1)}`);
assert.ok(plain.coefficients.length === 3 && Math.abs(value - 81) < 1e-6);
const fits = (y, degree) => Array.from({ length: 50 }, () => new RobustPolynomialRegression(x, y, degree));
const worst = (model) => Math.max(...x.map((v) => Math.abs(model.predict(v) - v * v)));
const cases = [["", square, 2], [", with the outlier", outlier, 2], [", with the outlier", outlier, 3]];
for (const [name, y, degree] of cases) {
  const models = fits(y, degree);
  const counts = new Set(models.map((model) => model.coefficients.length));
  const far = models.filter((model) => worst(model) > 10).length;
  const exact = models.filter((model) => worst(model) < 1e-6).length;
  const tail = degree === 3 ? `exact in ${exact}` : `off by 10 or more in ${far}`;
  const shown = `${[...counts].join(" or ")} coefficients, degree ${models[0].degree}`;
  console.log(`RobustPolynomialRegression, ${degree}${name}: ${shown}, ${tail} of 50 fits`);
  assert.ok(counts.size === 1 && counts.has(degree) && models.every((model) => model.degree === degree));
  assert.ok(degree === 3 ? exact >= 25 : far === 50);
}
JAVASCRIPT
node "$folder/degree.mjs"
