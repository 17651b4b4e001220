#!/bin/sh
# An Image of ipywidgets that has a tooltip is not shown, so that it cannot have a text for those who do not see it.
#
# Python's side of ipywidgets 8.1.9 takes Image(value=..., tooltip="A face"), and the notebook shows an error instead. In the
# browser's side, @jupyter-widgets/controls 5.0.13, a tooltip is set after a look at the length of the description, which
# an Image has not got; nor have boxes and outputs. Without a tooltip the picture is drawn, and has no alt either.
# Seen, with jsdom in place of a browser:
#
#     Image without tooltip: IMG, alt null
#     Image with tooltip: TypeError
#     HTML with tooltip: DIV
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @jupyter-widgets/controls@5.0.13 esbuild@0.28.2 jsdom@29.1.1 >/dev/null
cat >views.js <<'JAVASCRIPT'
import { HTMLModel, HTMLView, ImageModel, ImageView } from "@jupyter-widgets/controls";

function shown(Model, View, state) {
  const model = new Model(state, { model_id: "model", widget_manager: {} });
  model.set({ layout: undefined, style: undefined });
  try {
    const view = new View({ model, options: {} });
    view.render();
    return view.el;
  } catch (error) {
    return error;
  }
}

const picture = { value: new DataView(new ArrayBuffer(1)), format: "png" };
const plain = shown(ImageModel, ImageView, picture);
const told = shown(ImageModel, ImageView, { ...picture, tooltip: "A face" });
const text = shown(HTMLModel, HTMLView, { value: "A face", tooltip: "A face" });
const seen = [
  `Image without tooltip: ${plain.tagName}, alt ${plain.getAttribute("alt")}`,
  `Image with tooltip: ${told.constructor.name}`,
  `HTML with tooltip: ${text.tagName}`,
];
console.log(seen.join("\n"));
const expected = ["Image without tooltip: IMG, alt null", "Image with tooltip: TypeError", "HTML with tooltip: DIV"];
process.exit(seen.join() === expected.join() ? 0 : 1);
JAVASCRIPT
cat >page.cjs <<'JAVASCRIPT'
// What the widgets expect of a browser.
const { window } = new (require("jsdom").JSDOM)("", { url: "http://localhost/" });
Object.assign(globalThis, { window, document: window.document, DragEvent: class {} });
globalThis.navigator ??= window.navigator;
for (const name of ["Element", "HTMLElement", "Node", "MutationObserver"]) globalThis[name] = window[name];
URL.createObjectURL = () => "blob:";
require("./bundle.cjs");
JAVASCRIPT
node_modules/.bin/esbuild views.js --bundle --platform=node --format=cjs --outfile=bundle.cjs --log-level=error
node page.cjs
