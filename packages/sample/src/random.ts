/** A seeded stream of random draws. Equal seeds and labels give equal streams. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform real in [low, high). */
  between(low: number, high: number): number;
  /** Uniform integer in [low, high], both included. */
  int(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One item, all equally likely. */
  pick<T>(items: readonly T[]): T;
  /** One item, likely in proportion to its `weight`. */
  weighted<T extends { readonly weight: number }>(items: readonly T[]): T;
  /** Standard normal, by Box and Muller. */
  normal(): number;
  /** Lognormal with the given median and log standard deviation. */
  lognormal(median: number, sigma: number): number;
  /** Exponential with the given mean. */
  exponential(mean: number): number;
  /** The integer below or above, so that the expected value is kept. */
  round(value: number): number;
  /** An independent stream for one concern, which leaves this stream where it is. */
  fork(label: string): Random;
}

/** FNV-1a with a final mix: spreads a label over 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** sfc32, the small fast counter of Doty-Humphrey's PractRand, in [0, 1). */
function sfc32(seed: string): () => number {
  let [a, b, c, counter] = [hash(`${seed}/a`), hash(`${seed}/b`), hash(`${seed}/c`), 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i += 1) next();
  return next;
}

/**
 * Random draws from a seed.
 *
 * @param seed - any text or number
 * @returns a stream; `fork` derives further ones by label
 *
 * @example
 * createRandom(7).next() === createRandom(7).next(); // => true
 */
export function createRandom(seed: string | number): Random {
  const path = String(seed);
  const next = sfc32(path);
  const random: Random = {
    next,
    between: (low, high) => low + (high - low) * next(),
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)]!,
    weighted: (items) => {
      let left = next() * items.reduce((sum, item) => sum + item.weight, 0);
      for (const item of items) {
        left -= item.weight;
        if (left < 0) return item;
      }
      return items[items.length - 1]!;
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    lognormal: (median, sigma) => median * Math.exp(sigma * random.normal()),
    exponential: (mean) => -mean * Math.log(1 - next()),
    round: (value) => Math.floor(value + next()),
    fork: (label) => createRandom(`${path}/${label}`),
  };
  return random;
}
