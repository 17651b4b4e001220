#!/bin/sh
# image-hash takes the median one place too far, so a dark drawing has the same hash as a black picture.
#
# image-hash 7.0.1 on Node.js, with blockhash-core 0.1.0 and pngjs 7.0.0 for comparison. The documentation calls the
# package a wrapper of block-hash. That method compares each block with the median of its quarter of the picture, so
# about half of the bits are 1. The quarter of a hash of 4, 8 or 16 bits has an even number of blocks, and image-hash
# takes the mean of the two after the middle, not of the two around it. So hashes have fewer ones and cannot be
# compared with those of other programs: with 4 bits, half of the ones are missing. Where a quarter is half black and
# half dark, it is all zeros, because the median is the dark colour itself. Pictures that show opposite things are
# then equal, and so is an empty one, so a search for duplicates among dark faces throws them away. Seen, for a soft
# pattern and for drawings of 64 x 64 pixels, black and a dark brown (90, 60, 60), each on one half:
#
#     pattern, 4 bits: 4 ones of 16, blockhash-core 8; they differ in 4
#     pattern, 8 bits: 28 ones of 64, blockhash-core 32; they differ in 4
#     pattern, 16 bits: 124 ones of 256, blockhash-core 128; they differ in 4
#     brown on the right: 0000000000000000, blockhash-core 0f0f0f0f0f0f0f0f
#     brown on the left:  0000000000000000, blockhash-core f0f0f0f0f0f0f0f0
#     black:              0000000000000000, blockhash-core 0000000000000000
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" image-hash@7.0.1 blockhash-core@0.1.0 pngjs@7.0.0
cat >"$folder/hash.mjs" <<'JAVASCRIPT'
import assert from "node:assert/strict";
import { promisify } from "node:util";
import blockhash from "blockhash-core";
import imageHash from "image-hash";
import pngjs from "pngjs";

const size = 64;
const draw = (colour) => {
  const picture = new pngjs.PNG({ width: size, height: size });
  for (let i = 0; i < size * size; i++) picture.data.set([...colour(i % size, Math.floor(i / size)), 255], 4 * i);
  return picture;
};
const file = promisify(imageHash.imageHash);
const hashes = async (picture, bits) => [
  await file({ ext: "image/png", data: pngjs.PNG.sync.write(picture) }, bits, true),
  blockhash.bmvbhash(picture, bits),
];
const binary = (hash) => Array.from(hash, (digit) => parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
const ones = (hash) => binary(hash).replaceAll("0", "").length;
const apart = (one, other) => Array.from(binary(one)).filter((bit, i) => bit !== binary(other)[i]).length;

const wave = (x, y) => Math.round(128 + 60 * Math.sin(x / 9 + 1) + 50 * Math.cos(y / 7 + x / 13));
const pattern = draw((x, y) => Array(3).fill(wave(x, y)));
for (const bits of [4, 8, 16]) {
  const [found, right] = await hashes(pattern, bits);
  const count = `${ones(found)} ones of ${bits * bits}, blockhash-core ${ones(right)}`;
  console.log(`pattern, ${bits} bits: ${count}; they differ in ${apart(found, right)}`);
  assert.ok(ones(right) === (bits * bits) / 2 && ones(found) < ones(right));
}

const [black, brown] = [[0, 0, 0], [90, 60, 60]];
const drawings = {
  "brown on the right": draw((x) => (x < size / 2 ? black : brown)),
  "brown on the left": draw((x) => (x < size / 2 ? brown : black)),
  black: draw(() => black),
};
const others = [];
for (const [name, picture] of Object.entries(drawings)) {
  const [found, right] = await hashes(picture, 8);
  console.log(`${(name + ":").padEnd(19)} ${found}, blockhash-core ${right}`);
  assert.equal(found, "0".repeat(16));
  others.push(right);
}
assert.deepEqual(others, ["0f".repeat(8), "f0".repeat(8), "0".repeat(16)]);
JAVASCRIPT
node "$folder/hash.mjs"
