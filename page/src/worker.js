// One worker: a generator in WebAssembly or on the GPU, that turns z into faces.
//
// Receives one task at a time, and answers with what it gives or with {error}.

import { Environment, loadAndCompile, loadLiteRt, Tensor } from "@litertjs/core";

const models = new Map();
let device;

// folder: where the runtime lies; binary: the WebAssembly.Module that LiteRT.js would fetch itself, uncompressed.
async function start({ folder, binary, accelerator }) {
  // The runtime logs what it does as errors; nothing of it is one.
  const failed = new Promise((_, reject) => {
    const instantiateWasm = (imports, done) => {
      WebAssembly.instantiate(binary, imports)
        .then((instance) => done(instance, binary))
        .catch(reject);
      return {};
    };
    self.Module = { instantiateWasm, print() {}, printErr() {} };
  });
  // Where there is a GPU, LiteRT would take it unasked and say so in the console where not.
  device = accelerator;
  if (accelerator === "wasm") Environment.create = async () => new Environment({ webGpuDevice: null });
  await Promise.race([loadLiteRt(folder, { jspi: accelerator === "webgpu" }), failed]);
  return {};
}

async function load({ name, bytes }) {
  const gpuOptions = { precision: "fp32" };
  models.set(name, await loadAndCompile(new Uint8Array(bytes), { accelerator: device, gpuOptions }));
  return {};
}

// z: Float32Array (batch * d). Faces (batch, S, S, 3) of [-1, 1] become RGBA bytes, rounded half to even like NumPy's.
async function draw({ name, z, batch }) {
  const model = models.get(name).signatures[`faces${batch}`];
  const input = new Tensor(z, [batch, z.length / batch]);
  const [output] = await model.run([input]);
  const x = await output.data();
  input.delete();
  output.delete();
  // Uint8ClampedArray clips, and rounds half to even.
  const faces = new Uint8ClampedArray((x.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < x.length; from += 3, to += 4)
    for (let c = 0; c < 3; c++) faces[to + c] = (x[from + c] + 1) * 127.5;
  return { faces };
}

const tasks = { start, load, draw };

self.onmessage = async ({ data: { task, ...rest } }) => {
  try {
    const answer = await tasks[task](rest);
    self.postMessage(answer, answer.faces ? [answer.faces.buffer] : []);
  } catch (error) {
    self.postMessage({ error: String(error?.message ?? error) });
  }
};
