// A pool of workers that draw faces, four at a time or one: each has a generator of its own, so that all cores work.
//
// Threads inside WebAssembly would need headers that GitHub Pages does not send; workers need none, and leave the
// page free to follow the hand.

import { supportsFeature } from "@litertjs/core";

const BATCH = 4; // the larger of the two that build.py exports

export class Pool {
  #weights = new Map();
  #binary;
  #workers = [];
  #waiting = [];

  // Fetches the runtime and starts the workers. onBytes(n): n more bytes have come.
  async start(onBytes) {
    const name = (await supportsFeature("relaxedSimd")) ? "litert_wasm_internal" : "litert_wasm_compat_internal";
    this.#binary = await fetchRuntime(name, onBytes);
    await this.#startWorkers();
  }

  async #startWorkers() {
    const workers = Math.min(4, navigator.hardwareConcurrency || 2);
    this.#add(await newWorker("wasm", this.#binary));
    // The first picture does not wait for the others, and fewer draw the same.
    for (let i = 1; i < workers; i++)
      newWorker("wasm", this.#binary).then(
        (worker) => this.#add(worker),
        () => {},
      );
  }

  // Fetches a model's weights, once.
  async load(name, onBytes) {
    if (!this.#weights.has(name)) this.#weights.set(name, fetchBytes(`${encodeURIComponent(name)}.tflite`, onBytes));
    try {
      await this.#weights.get(name);
    } catch (error) {
      this.#weights.delete(name);
      throw error;
    }
  }

  // Faces of zs (Float32Arrays of d) by a loaded model: as many Uint8ClampedArrays of RGBA bytes.
  async draw(name, zs) {
    const batches = [];
    for (let i = 0; i < zs.length; ) {
      const batch = zs.length - i >= BATCH ? BATCH : 1;
      batches.push(this.#queue(name, zs.slice(i, i + batch)));
      i += batch;
    }
    return (await Promise.all(batches)).flat();
  }

  // Draws on the GPU from now on if it draws the same faces, within two of 255, and faster than WebAssembly.
  async tryGpu(name, zs) {
    let gpu;
    try {
      if (!(await supportsFeature("jspi")) || !(await navigator.gpu?.requestAdapter())) return;
      gpu = await newWorker("webgpu", await fetchRuntime("litert_wasm_jspi_internal"));
      const alone = new Pool();
      alone.#weights = this.#weights;
      alone.#add(gpu);
      const [[ours, oursTook], [its, itsTook]] = [await timed(this, name, zs), await timed(alone, name, zs)];
      const isSame = ours.every((face, i) => face.every((byte, j) => Math.abs(byte - its[i][j]) <= 2));
      if (!isSame || itsTook > oursTook) throw new Error("the GPU is no better");
      const replaced = this.#workers;
      this.#workers = [];
      gpu.mayBeLost = true;
      this.#add(gpu);
      for (const worker of replaced) {
        worker.isRetired = true;
        if (!worker.isBusy) worker.terminate();
      }
    } catch {
      gpu?.terminate();
    }
  }

  #add(worker) {
    this.#workers.push(worker);
    this.#work(worker);
  }

  #queue(name, zs) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ name, zs, resolve, reject });
      for (const worker of this.#workers) if (!worker.isBusy) this.#work(worker);
    });
  }

  async #work(worker) {
    worker.isBusy = true;
    while (!worker.isRetired && this.#waiting.length) {
      const batch = this.#waiting.shift();
      const { name, zs, resolve, reject } = batch;
      try {
        if (!worker.loaded.has(name)) {
          await call(worker, { task: "load", name, bytes: await this.#weights.get(name) });
          worker.loaded.add(name);
        }
        const z = new Float32Array(zs.length * zs[0].length);
        zs.forEach((each, i) => z.set(each, i * each.length));
        const { faces } = await call(worker, { task: "draw", name, z, batch: zs.length });
        const size = faces.length / zs.length;
        resolve(zs.map((_, i) => faces.subarray(i * size, (i + 1) * size)));
      } catch (error) {
        if (worker.mayBeLost) this.#leave(worker, batch);
        else reject(error);
      }
    }
    worker.isBusy = false;
    if (worker.isRetired) worker.terminate();
  }

  // The GPU was lost, by sleep or by another program: WebAssembly draws this batch, and from now on.
  #leave(worker, batch) {
    worker.isRetired = true;
    this.#workers = [];
    this.#waiting.unshift(batch);
    this.#startWorkers().catch((error) => {
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }
}

async function newWorker(accelerator, binary) {
  const worker = new Worker("worker.js");
  worker.loaded = new Set();
  await call(worker, { task: "start", folder: new URL(".", document.baseURI).href, binary, accelerator });
  return worker;
}

// One question to a worker, and its answer; a worker has one at a time.
function call(worker, message) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data));
    worker.onerror = (event) => reject(new Error(event.message || "worker.js did not load"));
    worker.postMessage(message);
  });
}

async function timed(pool, name, zs) {
  await pool.draw(name, zs); // the first loads and compiles
  const start = performance.now();
  const faces = await pool.draw(name, zs);
  return [faces, performance.now() - start];
}

// The runtime, compiled once for all workers. It lies there compressed, for not every server compresses it.
async function fetchRuntime(name, onBytes) {
  const bytes = await fetchBytes(`${name}.wasm.gz`, onBytes);
  // Some servers call such a file an encoded one, and the browser has unpacked it by then.
  if (bytes[0] !== 0x1f) return WebAssembly.compile(bytes);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
}

// The bytes of a file of the page; onBytes(n): n more have come. An Error with one sentence if they cannot be had.
export async function fetchBytes(path, onBytes = () => {}) {
  try {
    const response = await fetch(path);
    if (!response.ok) throw new Error();
    const chunks = [];
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
      chunks.push(value);
      onBytes(value.length);
    }
  } catch {
    throw new Error(`${path} could not be fetched; see whether this device is online, and try again.`);
  }
}
