#!/bin/sh
# What ONNX Runtime for JavaScript draws of a tensor: BGR has red and blue swapped, NHWC is scrambled, opacity is lost.
#
# onnxruntime-common 1.30.0, the tensors of onnxruntime-web and -node, with @napi-rs/canvas 1.1.1 for the canvas of a
# page, on Node.js. toImageData() is what shows the output of a generator. Its type lists format, tensorLayout and norm.
# "BGR" passes the check of formats and is then read as RGB. With "NHWC" only the size comes from the layout, and the
# numbers are read as planes. norm alone, or {}, raises an error about a format, though RGB is the documented default.
# And norm is no way back: fromImage() computes (x + bias) / mean, toImageData() (x - bias) * mean, and the inverse is
# x * mean - bias. So a picture that goes to -1 to 1 by { mean: 127.5, bias: -127.5 } comes back white; there the bias
# has to be -1. toDataURL() hands the canvas opacities of 0 to 255, where it takes 0 to 1, so all but 0 is opaque. Seen,
# for 2 x 2 pixels that are red, green, blue and black, and of opacity 1, 0.75, 0.5 and 0.25 in RGBA:
#
#     RGB, NCHW, no options: red green blue black
#     { format: RGB }: red green blue black
#     {}: Tensor format doesn't match input tensor dims
#     { norm: { mean: 255, bias: 0 } }: Tensor format doesn't match input tensor dims
#     BGR, { format: BGR }: blue green red black
#     NHWC, { format: RGB, tensorLayout: NHWC }: white black black black
#     fromImage({ norm }), -1 to 1: 1 -1 -1 -1 -1 1 -1 -1 -1 -1 1 -1
#     and back by the same norm: white white white white
#     and back by { mean: 127.5, bias: -1 }: red green blue black
#     opacity of RGBA, toImageData: 255 191 128 64
#     opacity of RGBA, toDataURL: 255 255 255 255
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" onnxruntime-common@1.30.0 @napi-rs/canvas@1.1.1
cat >"$folder/picture.cjs" <<'JAVASCRIPT'
const assert = require("node:assert/strict");
const { Canvas, createCanvas, ImageData, loadImage } = require("@napi-rs/canvas");
const { Tensor } = require("onnxruntime-common");

globalThis.OffscreenCanvas = Canvas;
globalThis.ImageData = ImageData;
const pixels = [
  [1, 0, 0, 1],
  [0, 1, 0, 0.75],
  [0, 0, 1, 0.5],
  [0, 0, 0, 0.25],
];
const planes = (channels) =>
  new Tensor("float32", channels.map((c) => pixels.map((pixel) => pixel[c])).flat(), [1, channels.length, 2, 2]);
const rgb = planes([0, 1, 2]);
const rgba = planes([0, 1, 2, 3]);
const nhwc = new Tensor("float32", pixels.map((pixel) => pixel.slice(0, 3)).flat(), [1, 2, 2, 3]);
const names = { "255,0,0": "red", "0,255,0": "green", "0,0,255": "blue", "0,0,0": "black", "255,255,255": "white" };
const colours = ({ data }) =>
  [0, 4, 8, 12].map((i) => names[[...data.slice(i, i + 3)].join(",")] ?? [...data.slice(i, i + 3)].join(",")).join(" ");
const opacities = ({ data }) => [3, 7, 11, 15].map((i) => data[i]).join(" ");
const show = (name, found, expected) => {
  console.log(`${name}: ${found}`);
  assert.equal(found, expected);
};
const attempt = (tensor, options) => {
  try {
    return colours(tensor.toImageData(options));
  } catch (error) {
    return error.message;
  }
};

(async () => {
  const wrong = "Tensor format doesn't match input tensor dims";
  show("RGB, NCHW, no options", attempt(rgb), "red green blue black");
  show("{ format: RGB }", attempt(rgb, { format: "RGB" }), "red green blue black");
  show("{}", attempt(rgb, {}), wrong);
  show("{ norm: { mean: 255, bias: 0 } }", attempt(rgb, { norm: { mean: 255, bias: 0 } }), wrong);
  show("BGR, { format: BGR }", attempt(planes([2, 1, 0]), { format: "BGR" }), "blue green red black");
  const layout = { format: "RGB", tensorLayout: "NHWC" };
  show("NHWC, { format: RGB, tensorLayout: NHWC }", attempt(nhwc, layout), "white black black black");
  const norm = { mean: 127.5, bias: -127.5 };
  const tensor = await Tensor.fromImage(rgb.toImageData(), { norm });
  show("fromImage({ norm }), -1 to 1", [...tensor.data].join(" "), "1 -1 -1 -1 -1 1 -1 -1 -1 -1 1 -1");
  show("and back by the same norm", attempt(tensor, { format: "RGB", norm }), "white white white white");
  const other = { format: "RGB", norm: { mean: 127.5, bias: -1 } };
  show("and back by { mean: 127.5, bias: -1 }", attempt(tensor, other), "red green blue black");
  show("opacity of RGBA, toImageData", opacities(rgba.toImageData({ format: "RGBA" })), "255 191 128 64");
  const image = await loadImage(Buffer.from(rgba.toDataURL({ format: "RGBA" }).split(",")[1], "base64"));
  const context = createCanvas(2, 2).getContext("2d");
  context.drawImage(image, 0, 0);
  show("opacity of RGBA, toDataURL", opacities(context.getImageData(0, 0, 2, 2)), "255 255 255 255");
})();
JAVASCRIPT
node "$folder/picture.cjs"
