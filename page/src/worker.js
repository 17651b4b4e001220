// One worker: a generator in WebAssembly or on the GPU, that turns z into faces.
//
// It receives one task at a time, and answers with what the task gives or with {error}.

import { Environment, loadAndCompile, loadLiteRt, Tensor } from "@litertjs/core";

/** @import { CompiledModel } from "@litertjs/core" */

// What a worker's global scope has, which tsc takes for a window's.
const scope = /** @type {{ Module: object, onmessage: Worker["onmessage"], postMessage: Worker["postMessage"] }} */ (
  /** @type {unknown} */ (self)
);
/** @type {Map<string, CompiledModel>} */
const models = new Map();
/** @type {"wasm" | "webgpu"} */
let device;

/**
 * @param {object} message
 * @param {string} message.folder the address of the runtime
 * @param {WebAssembly.Module} message.binary what LiteRT.js would fetch itself, uncompressed
 * @param {"wasm" | "webgpu"} message.accelerator
 */
async function start({ folder, binary, accelerator }) {
  // The runtime logs what it does as errors; nothing of it is one.
  const failed = new Promise((_, reject) => {
    /** @type {(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, binary: WebAssembly.Module) => void) => object} */
    const instantiateWasm = (imports, done) => {
      WebAssembly.instantiate(binary, imports)
        .then((instance) => done(instance, binary))
        .catch(reject);
      return {};
    };
    scope.Module = { instantiateWasm, print() {}, printErr() {} };
  });
  // LiteRT would use a GPU unasked, and complain in the console where there is none.
  device = accelerator;
  if (accelerator === "wasm") Environment.create = async () => new Environment({ webGpuDevice: null });
  await Promise.race([loadLiteRt(folder, { jspi: accelerator === "webgpu" }), failed]);
  return {};
}

/** @param {{ name: string, bytes: Uint8Array }} message bytes: of the .tflite file */
async function load({ name, bytes }) {
  const gpuOptions = { precision: /** @type {const} */ ("fp32") };
  models.set(name, await loadAndCompile(new Uint8Array(bytes), { accelerator: device, gpuOptions }));
  return {};
}

/**
 * Faces (batch, S, S, 3) of [-1, 1] as RGBA bytes.
 * @param {{ name: string, z: Float32Array, batch: number }} message z: (batch * d)
 */
async function draw({ name, z, batch }) {
  const model = /** @type {CompiledModel} */ (models.get(name)).signatures[`faces${batch}`];
  const input = new Tensor(z, [batch, z.length / batch]);
  const [output] = await model.run([input]);
  const x = await output.data();
  input.delete();
  output.delete();
  // Uint8ClampedArray clips, and rounds half to even like NumPy.
  const faces = new Uint8ClampedArray((x.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < x.length; from += 3, to += 4)
    for (let c = 0; c < 3; c++) faces[to + c] = (x[from + c] + 1) * 127.5;
  return { faces };
}

/** @type {Record<string, (message: any) => Promise<{ faces?: Uint8ClampedArray<ArrayBuffer> }>>} */
const tasks = { start, load, draw };

scope.onmessage = async ({ data: { task, ...rest } }) => {
  try {
    const answer = await tasks[task](rest);
    scope.postMessage(answer, answer.faces ? [answer.faces.buffer] : []);
  } catch (error) {
    scope.postMessage({ error: String(error?.message ?? error) });
  }
};
