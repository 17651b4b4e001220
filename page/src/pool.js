// A pool of workers that draw faces, a batch at a time or one. Each has its own generator, so that all cores work.
//
// Threads inside WebAssembly would need headers that GitHub Pages does not send; workers need none, and leave the
// page free to follow the user.

import { supportsFeature } from "@litertjs/core";
import { constants } from "./constants.js";

/** @import { Face } from "./types" */

/**
 * @typedef {object} WorkerState
 * @property {Set<string>} loaded names of models
 * @property {boolean} [isBusy]
 * @property {boolean} [isRetired] it takes no further batch
 * @property {boolean} [mayBeLost] as a GPU may
 *
 * @typedef {Worker & WorkerState} FaceWorker
 * @typedef {{ name: string, zs: Float32Array[], resolve: (faces: Face[]) => void, reject: (error: Error) => void }} Batch
 * @typedef {(n: number) => void} OnBytes n more bytes have come
 * @typedef {{ bytes: Promise<Uint8Array>, come: number, listeners: OnBytes[] }} Weights come: so many of the bytes
 */

export class Pool {
  /** @type {Map<string, Weights>} */
  #weights = new Map();
  /** @type {WebAssembly.Module | undefined} */
  #binary;
  /** @type {FaceWorker[]} */
  #workers = [];
  /** @type {Batch[]} */
  #waiting = [];

  /**
   * Fetches the runtime and starts the workers.
   * @param {OnBytes} onBytes
   */
  async start(onBytes) {
    const name = (await supportsFeature("relaxedSimd")) ? "litert_wasm_internal" : "litert_wasm_compat_internal";
    // A worker asks for the script itself, and by then the browser has it.
    const [binary] = await Promise.all([fetchRuntime(name, onBytes), fetchBytes(`${name}.js`, onBytes)]);
    this.#binary = binary;
    await this.#startWorkers(this.#binary);
  }

  /** @param {WebAssembly.Module} binary */
  async #startWorkers(binary) {
    const workers = Math.min(4, navigator.hardwareConcurrency || 2);
    this.#add(await newWorker("wasm", binary));
    // The first picture does not wait for the others, and fewer workers draw the same.
    for (let i = 1; i < workers; i++) {
      const started = newWorker("wasm", binary).then((worker) => this.#add(worker));
      started.catch(() => {});
    }
  }

  /**
   * Fetches a model's weights, once.
   * @param {string} name
   * @param {OnBytes} [onBytes]
   */
  async load(name, onBytes) {
    const weights = this.#weights.get(name) ?? this.#fetch(name);
    if (onBytes) {
      onBytes(weights.come);
      weights.listeners.push(onBytes);
    }
    try {
      await weights.bytes;
      weights.listeners = []; // there is nothing left to tell
    } catch (error) {
      this.#weights.delete(name);
      throw error;
    }
  }

  /** @param {string} name */
  #fetch(name) {
    const onBytes = (/** @type {number} */ n) => {
      weights.come += n;
      for (const listener of weights.listeners) listener(n);
    };
    /** @type {Weights} */
    const weights = { bytes: fetchBytes(`${encodeURIComponent(name)}.tflite`, onBytes), come: 0, listeners: [] };
    this.#weights.set(name, weights);
    return weights;
  }

  /**
   * Faces of zs (d), in the same order, by a model that is fetched where it is not there yet.
   * @param {string} name
   * @param {Float32Array[]} zs
   */
  async draw(name, zs) {
    await this.load(name);
    const batches = [];
    for (let i = 0; i < zs.length; ) {
      const batch = zs.length - i >= constants.batch ? constants.batch : 1;
      batches.push(this.#queue(name, zs.slice(i, i + batch)));
      i += batch;
    }
    return (await Promise.all(batches)).flat();
  }

  /**
   * Draws on the GPU from now on if it draws the same faces, within two of 255, and faster than WebAssembly.
   * @param {string} name
   * @param {Float32Array[]} zs
   */
  async tryGpu(name, zs) {
    let gpu;
    try {
      if (!(await supportsFeature("jspi")) || !(await navigator.gpu?.requestAdapter())) return;
      gpu = await newWorker("webgpu", await fetchRuntime("litert_wasm_jspi_internal"));
      const alone = new Pool();
      alone.#weights = this.#weights;
      alone.#add(gpu);
      const [ours, its] = [await timed(this, name, zs), await timed(alone, name, zs)];
      const isSame = ours.faces.every((face, i) => face.every((byte, j) => Math.abs(byte - its.faces[i][j]) <= 2));
      if (!isSame || its.took > ours.took) throw new Error("the GPU is no better");
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

  /** @param {FaceWorker} worker */
  #add(worker) {
    this.#workers.push(worker);
    this.#work(worker);
  }

  /**
   * @param {string} name
   * @param {Float32Array[]} zs
   * @returns {Promise<Face[]>}
   */
  #queue(name, zs) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ name, zs, resolve, reject });
      for (const worker of this.#workers) if (!worker.isBusy) this.#work(worker);
    });
  }

  /** @param {FaceWorker} worker */
  async #work(worker) {
    worker.isBusy = true;
    while (!worker.isRetired) {
      const batch = this.#waiting.shift();
      if (!batch) break;
      const { name, zs, resolve, reject } = batch;
      try {
        if (!worker.loaded.has(name)) await this.#give(worker, name);
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

  /**
   * Gives a worker a model's weights. Bytes that it cannot use, as where a network asks for a login, are fetched again
   * the next time.
   * @param {FaceWorker} worker
   * @param {string} name
   */
  async #give(worker, name) {
    try {
      await call(worker, { task: "load", name, bytes: await this.#weights.get(name)?.bytes });
      worker.loaded.add(name);
    } catch (error) {
      if (worker.mayBeLost) throw error;
      this.#weights.delete(name);
      throw new Error(`${name}.tflite came damaged; see whether this device is online, and try again.`);
    }
  }

  /**
   * The GPU was lost, because the device slept or another program took it: WebAssembly draws this batch, and from now on.
   * @param {FaceWorker} worker
   * @param {Batch} batch
   */
  #leave(worker, batch) {
    worker.isRetired = true;
    this.#workers = [];
    this.#waiting.unshift(batch);
    this.#startWorkers(/** @type {WebAssembly.Module} */ (this.#binary)).catch((error) => {
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }
}

/**
 * @param {"wasm" | "webgpu"} accelerator
 * @param {WebAssembly.Module} binary
 */
async function newWorker(accelerator, binary) {
  /** @type {FaceWorker} */
  const worker = Object.assign(new Worker("worker.js"), { loaded: new Set() });
  await call(worker, { task: "start", folder: new URL(".", document.baseURI).href, binary, accelerator });
  return worker;
}

/**
 * One question to a worker, and its answer; a worker has one at a time.
 * @param {Worker} worker
 * @param {object} message see worker.js
 * @returns {Promise<any>}
 */
function call(worker, message) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data));
    worker.onerror = (event) => reject(new Error(event.message || "worker.js did not load."));
    worker.postMessage(message);
  });
}

/**
 * @param {Pool} pool
 * @param {string} name
 * @param {Float32Array[]} zs
 */
async function timed(pool, name, zs) {
  await pool.draw(name, zs); // the first draw loads and compiles
  const start = performance.now();
  const faces = await pool.draw(name, zs);
  return { faces, took: performance.now() - start };
}

/**
 * The runtime, compiled once for all workers. Its file is compressed, because not every server compresses it.
 * @param {string} name
 * @param {OnBytes} [onBytes]
 */
async function fetchRuntime(name, onBytes) {
  const bytes = await fetchBytes(`${name}.wasm.gz`, onBytes);
  // Some servers declare such a file as encoded, and the browser has unpacked it by then.
  if (bytes[0] !== 0x1f) return WebAssembly.compile(bytes);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
}

/**
 * The bytes of a file of the page. An Error with one sentence if it cannot be fetched.
 * @param {string} path
 * @param {OnBytes} [onBytes]
 */
export async function fetchBytes(path, onBytes = () => {}) {
  try {
    const response = await fetch(path);
    if (!response.ok || !response.body) throw new Error();
    const chunks = [];
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
      chunks.push(value);
      onBytes(value.length);
    }
  } catch {
    throw new Error(
      `${decodeURIComponent(path)} could not be fetched; see whether this device is online, and try again.`,
    );
  }
}
