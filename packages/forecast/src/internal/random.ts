/** A stream of numbers in [0, 1), the same for the same seed on every engine. */
export type RandomStream = () => number;

/**
 * Seeded pseudo-random numbers (sfc32, 128 bits of state, integer arithmetic only).
 *
 * @param seed - any finite number; its integer part counts
 * @see Chris Doty-Humphrey, PractRand (2010), "sfc32"
 */
export function randomStream(seed: number): RandomStream {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = Math.floor(seed) | 0;
  let counter = Math.floor(seed / 4294967296) | 0 | 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 16; i++) next();
  return next;
}

/** Uniform in (0, 1), both ends excluded. */
export function openUniform(random: RandomStream): number {
  return (random() * 4294967296 + 0.5) / 4294967296;
}
