import { detectChanges, type WatchOptions } from "../../src/monitoring/detect-changes.ts";

/** A source of numbers from 0 to below 1, the same for the same seed (Marsaglia's xorshift, 2003). */
export function seeded(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4_294_967_296;
  };
  for (let warm = 0; warm < 20; warm += 1) next();
  return next;
}

type Uniform = () => number;

/** A standard normal value (Box and Muller, 1958). */
export function normal(uniform: Uniform): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function poisson(mean: number, uniform: Uniform): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count += 1;
  return count;
}

function student(freedom: number, uniform: Uniform): number {
  let squares = 0;
  for (let index = 0; index < freedom; index += 1) squares += normal(uniform) ** 2;
  return normal(uniform) / Math.sqrt(squares / freedom);
}

/** A kind of series without a change, and the spread of one value about what is usual. */
export interface Noise {
  readonly spread: number;
  make(length: number, uniform: Uniform): number[];
}

const independent = (spread: number, draw: (uniform: Uniform, index: number) => number): Noise => ({
  spread,
  make: (length, uniform) => Array.from({ length }, (_, index) => draw(uniform, index)),
});

const correlated = (rho: number): Noise => ({
  spread: 1,
  make(length, uniform) {
    let value = normal(uniform);
    return Array.from({ length }, () => {
      value = rho * value + Math.sqrt(1 - rho * rho) * normal(uniform);
      return value;
    });
  },
});

/** Every kind of series that the monitoring is measured on. */
export const noises: Readonly<Record<string, Noise>> = {
  "normal, independent": independent(1, normal),
  "correlated, rho 0.2": correlated(0.2),
  "correlated, rho 0.4": correlated(0.4),
  "heavy tails, t with 5": independent(Math.sqrt(5 / 3), (uniform) => student(5, uniform)),
  "heavy tails, t with 3": independent(Math.sqrt(3), (uniform) => student(3, uniform)),
  "counts of 20": independent(Math.sqrt(20), (uniform) => poisson(20, uniform)),
  "counts of 5": independent(Math.sqrt(5), (uniform) => poisson(5, uniform)),
  "season of a year": independent(1, (uniform, index) => {
    const angle = (2 * Math.PI * index) / 52;
    return 1.5 * Math.cos(angle + 1) + 0.7 * Math.cos(2 * angle + 2) + normal(uniform);
  }),
  "trend, 0.02 spreads a week": independent(1, (uniform, index) => 0.02 * index + normal(uniform)),
};

/** How often the monitoring is wrong, and how often it finds what is there. */
export interface Rates {
  /** Alerts a metric and year of weekly looks without a change. */
  readonly falseAlarms: number;
  /** Share of shifts by two spreads that are found within four weeks. */
  readonly power: number;
}

const looks = 52;
const recent = 8;
const within = 4;
const shift = 2;

/**
 * Simulates weekly looks with so many weeks of reference: years without a change, and shifts by two spreads, up or down.
 *
 * @param history - weeks of the reference at every look; eight newer ones serve none
 */
export function simulate(noise: Noise, history: number, runs: number, seed: number): Rates {
  const uniform = seeded(seed);
  const options: WatchOptions = { seasonLength: 52, referencePeriods: history, leastReference: history };
  const before = history + recent;
  let alarms = 0;
  let found = 0;
  for (let run = 0; run < runs; run += 1) {
    alarms += detectChanges(noise.make(before + looks - 1, uniform), options).length;
    const by = (uniform() < 0.5 ? -shift : shift) * noise.spread;
    const values = noise
      .make(before + within, uniform)
      .map((value, at) => (at < before ? value : value + by));
    found += detectChanges(values, options).some((change) => change.found >= before) ? 1 : 0;
  }
  return { falseAlarms: alarms / runs, power: found / runs };
}
