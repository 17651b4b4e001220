#!/bin/sh
# For looks-same a face and an empty picture are equal, in strict mode too, as it never reads the opacity.
#
# looks-same 10.0.1 with pngjs 7.0.0 (which writes the pictures) on Node.js. looks-same compares two PNG pictures as
# the eye sees them, and with strict: true pixel by pixel. It compares red, green and blue alone. A face whose ground
# was made transparent, or that vanished altogether, equals the whole face, and createDiff() has nothing to mark.
# On the other side, two pictures of which nothing can be seen are different if colours are left below the
# transparency. README and types do not mention opacity. A test that watches pictures passes when a drawing comes out
# empty. Opaque pictures are compared correctly. Seen, for pictures of 32 x 32 pixels:
#
#     a face and the same face: equal, strict: equal
#     a face and the face on transparent ground: equal, strict: equal
#     a face and the face half-transparent: equal, strict: equal
#     a face and nothing (opacity 0 everywhere): equal, strict: equal
#     nothing and nothing (opacity 0 everywhere, other colours below): different, strict: different
#     a face and a blue face: different, strict: different
#     marked pixels of a face and nothing: 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" looks-same@10.0.1 pngjs@7.0.0
cat >"$folder/compare.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const looksSame = require("looks-same");
const { PNG } = require("pngjs");

const side = 32;
const inFace = (x, y) => (x - 15.5) ** 2 + (y - 15.5) ** 2 < 150;
const picture = ({ skin = [250, 210, 180], ground = [90, 160, 220], faceOpacity = 255, groundOpacity = 255 }) => {
  const png = new PNG({ width: side, height: side });
  for (let i = 0; i < side * side; i++) {
    const inside = inFace(i % side, Math.floor(i / side));
    png.data.set([...(inside ? skin : ground), inside ? faceOpacity : groundOpacity], 4 * i);
  }
  const bytes = PNG.sync.write(png);
  assert.deepEqual(PNG.sync.read(bytes).data, png.data);
  return bytes;
};

const face = picture({});
const nothing = picture({ faceOpacity: 0, groundOpacity: 0 });
const black = picture({ skin: [0, 0, 0], ground: [0, 0, 0], faceOpacity: 0, groundOpacity: 0 });
const cases = [
  ["a face and the same face", face, picture({}), true],
  ["a face and the face on transparent ground", face, picture({ groundOpacity: 0 }), true],
  ["a face and the face half-transparent", face, picture({ faceOpacity: 128 }), true],
  ["a face and nothing (opacity 0 everywhere)", face, nothing, true],
  ["nothing and nothing (opacity 0 everywhere, other colours below)", nothing, black, false],
  ["a face and a blue face", face, picture({ skin: [30, 60, 200] }), false],
];
const word = ({ equal }) => (equal ? "equal" : "different");
(async () => {
  for (const [name, one, other, expected] of cases) {
    const results = [await looksSame(one, other), await looksSame(one, other, { strict: true })];
    console.log(`${name}: ${word(results[0])}, strict: ${word(results[1])}`);
    assert.ok(results.every(({ equal }) => equal === expected));
  }
  const options = { reference: face, current: nothing, highlightColor: "#ff00ff", strict: true };
  const marked = PNG.sync.read(await looksSame.createDiff(options)).data;
  const count = Array.from({ length: side * side }, (_, i) => marked.subarray(4 * i, 4 * i + 3).join());
  const pixels = count.filter((colour) => colour === "255,0,255").length;
  console.log(`marked pixels of a face and nothing: ${pixels}`);
  assert.equal(pixels, 0);
})();
JAVASCRIPT
node "$folder/compare.cjs"
