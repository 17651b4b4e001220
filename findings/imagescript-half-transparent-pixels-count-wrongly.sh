#!/bin/sh
# imagescript finds green as the average of half-transparent skin, and a half-transparent red on nothing is dark red.
#
# imagescript 1.3.1 on Node.js. averageColor() "gets the images average color": it adds up the colours of all pixels,
# empty ones too, whatever their opacity, and divides by the sum of the opacities. For a picture of one colour whose
# opacity is a half that gives twice the colour, and what is above 255 runs over into the next channel. composite()
# mixes by the opacity of the upper picture alone, as if the lower one were opaque, so the black of empty pixels comes
# through, and the opacity is the greater of the two. By the rule for "over", the opacity is a + b (1 - a), and the
# colours are weighted by a and b (1 - a). A face that is put together from layers with soft rims gets dark rims. Opaque
# pictures are right in both. Seen, for pictures of one colour and its opacity (as red, green, blue, opacity):
#
#     average of 200,120,90,255: 200,120,90,255
#     average of 200,120,90,128: 142,239,179,255; by hand 200,120,90
#     average of 200,120,90,200: 254,152,114,255; by hand 200,120,90
#     200,0,0,128 on 100,100,100,255: 150,50,50,255; by hand 150,50,50,255
#     200,0,0,128 on 0,0,0,0: 100,0,0,128; by hand 200,0,0,128
#     200,0,0,128 on 100,100,100,128: 150,50,50,128; by hand 167,33,33,192
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" imagescript@1.3.1
cat >"$folder/mix.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { Image } = require("imagescript");

const flat = (pixel) => new Image(4, 4).fill(Image.rgbaToColor(...pixel));
const apart = (one, other) => Math.max(...one.map((value, i) => Math.abs(value - other[i])));

for (const opacity of [255, 128, 200]) {
  const skin = [200, 120, 90];
  const average = Image.colorToRGBA(flat([...skin, opacity]).averageColor());
  const hand = opacity === 255 ? "" : `; by hand ${skin}`;
  console.log(`average of ${[...skin, opacity]}: ${average}${hand}`);
  const error = apart(average.slice(0, 3), skin);
  assert.ok(opacity === 255 ? error === 0 : error > 40);
}

const over = (upper, lower) => {
  const [a, b] = [upper[3] / 255, lower[3] / 255];
  const opacity = a + b * (1 - a);
  const mixed = [0, 1, 2].map((i) => (upper[i] * a + lower[i] * b * (1 - a)) / opacity);
  return [...mixed, 255 * opacity].map(Math.round);
};
const red = [200, 0, 0, 128];
for (const ground of [[100, 100, 100, 255], [0, 0, 0, 0], [100, 100, 100, 128]]) {
  const picture = flat(ground).composite(flat(red));
  const found = Image.colorToRGBA(picture.getPixelAt(2, 2));
  const hand = over(red, ground);
  console.log(`${red} on ${ground}: ${found}; by hand ${hand}`);
  assert.ok(ground[3] === 255 ? apart(found, hand) <= 1 : apart(found, hand) > 50);
}
JAVASCRIPT
node "$folder/mix.cjs"
