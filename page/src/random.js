// NumPy's default_rng(seed), number for number: SeedSequence, PCG64 (O'Neill 2014) and its ziggurat (Marsaglia, Tsang 2000).
//
// The same seed must give the same faces here and in Python, so these follow NumPy's own order of draws.

const MASK_64 = (1n << 64n) - 1n;
const MASK_128 = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

/**
 * A generator with normal(n) and uniform(n): Float64Array of n draws of N(0, 1), or of U(-1, 1).
 * @param {number} seed from 0 to 2^32 - 1
 */
export function defaultRng(seed) {
  const [a, b, c, d] = seedSequence(seed);
  const increment = ((((c << 64n) | d) << 1n) | 1n) & MASK_128;
  let state = (increment + ((a << 64n) | b)) & MASK_128;
  const step = () => {
    state = (state * MULTIPLIER + increment) & MASK_128;
  };
  step();

  function bits() {
    step();
    const folded = (state >> 64n) ^ (state & MASK_64);
    const turn = state >> 122n;
    return ((folded >> turn) | (folded << (64n - turn))) & MASK_64;
  }
  const double = () => Number(bits() >> 11n) / 2 ** 53;
  return {
    normal: (/** @type {number} */ n) => Float64Array.from({ length: n }, () => ziggurat(bits, double)),
    uniform: (/** @type {number} */ n) => Float64Array.from({ length: n }, () => -1 + 2 * double()),
  };
}

/**
 * SeedSequence(seed).generate_state(4, uint64), as four BigInts.
 * @param {number} seed
 */
function seedSequence(seed) {
  let constant = 0x43b0d7e5;
  const scramble = (/** @type {number} */ value, /** @type {number} */ multiplier) => {
    value ^= constant;
    constant = Math.imul(constant, multiplier);
    value = Math.imul(value, constant);
    return value ^ (value >>> 16);
  };
  const mix = (/** @type {number} */ x, /** @type {number} */ y) => {
    const mixed = Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y);
    return mixed ^ (mixed >>> 16);
  };
  const pool = [seed, 0, 0, 0].map((word) => scramble(word, 0x931e8875));
  for (let from = 0; from < 4; from++)
    for (let to = 0; to < 4; to++) if (from !== to) pool[to] = mix(pool[to], scramble(pool[from], 0x931e8875));

  constant = 0x8b51f9dd;
  const words = Array.from({ length: 8 }, (_, i) => BigInt(scramble(pool[i % 4], 0x58f38ded) >>> 0));
  return [0, 2, 4, 6].map((i) => (words[i + 1] << 32n) | words[i]);
}

const TAIL = 3.6541528853610088; // where the bottom layer of the ziggurat ends
const AREA = 0.00492867323399; // of each of its 256 layers
const { width, accept, height } = layers();

function layers() {
  const width = new Float64Array(256);
  const accept = new Float64Array(256);
  const height = new Float64Array(256);
  const density = (/** @type {number} */ x) => Math.exp(-0.5 * x * x);
  let x = TAIL;
  const bottom = AREA / density(x);
  accept[0] = Math.floor((x / bottom) * 2 ** 52);
  width[0] = bottom / 2 ** 52;
  width[255] = x / 2 ** 52;
  height[0] = 1;
  height[255] = density(x);
  for (let i = 254; i > 0; i--) {
    const outer = x;
    x = Math.sqrt(-2 * Math.log(AREA / x + density(x)));
    accept[i + 1] = Math.floor((x / outer) * 2 ** 52);
    width[i] = x / 2 ** 52;
    height[i] = density(x);
  }
  return { width, accept, height };
}

/**
 * A draw of N(0, 1).
 * @param {() => bigint} bits 64 random bits
 * @param {() => number} double a draw of U(0, 1)
 */
function ziggurat(bits, double) {
  for (;;) {
    const drawn = bits();
    const layer = Number(drawn & 0xffn);
    const magnitude = Number((drawn >> 9n) & 0xfffffffffffffn);
    const x = ((drawn >> 8n) & 1n ? -1 : 1) * magnitude * width[layer];
    if (magnitude < accept[layer]) return x;
    if (layer === 0) return ((drawn >> 17n) & 1n ? -1 : 1) * tail(double);
    if ((height[layer - 1] - height[layer]) * double() + height[layer] < Math.exp(-0.5 * x * x)) return x;
  }
}

/**
 * A draw of |N(0, 1)| beyond TAIL.
 * @param {() => number} double a draw of U(0, 1)
 */
function tail(double) {
  for (;;) {
    const beyond = -Math.log1p(-double()) / TAIL;
    if (-2 * Math.log1p(-double()) > beyond * beyond) return TAIL + beyond;
  }
}
