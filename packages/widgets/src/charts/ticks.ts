/**
 * Step of 1, 2 or 5 times a power of ten that divides a span into about `count` parts.
 *
 * Thresholds √2, √10 and √50 choose the nearest step on a logarithmic scale (Heckbert 1990, as in d3-array).
 *
 * @example
 * tickStep(100, 5); // => 20
 */
export function tickStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const ratio = rough / power;
  return power * (ratio >= 7.07 ? 10 : ratio >= 3.16 ? 5 : ratio >= 1.41 ? 2 : 1);
}

/** Round tick values and the domain they span. */
export interface NiceTicks {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/**
 * Widens [low, high] to round ends and lists the round values from end to end.
 *
 * A range of one value is widened to hold it in the middle.
 *
 * @param count - about how many steps
 * @example
 * niceTicks(3, 97, 5).ticks; // => [0, 20, 40, 60, 80, 100]
 */
export function niceTicks(low: number, high: number, count = 4): NiceTicks {
  if (low === high) {
    const half = Math.abs(low) / 2 || 0.5;
    return niceTicks(low - half, high + half, count);
  }
  const step = tickStep(high - low, count);
  // A hair of slack, so that 0.3 / 0.1 = 2.9999999999999996 counts as 3.
  const slack = 1e-9;
  const first = Math.floor(low / step + slack);
  const last = Math.ceil(high / step - slack);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => round((first + i) * step, step));
  return { domain: [Math.min(low, ticks[0]!), Math.max(high, ticks.at(-1)!)], ticks };
}

/** Strips the noise of binary fractions: 0.30000000000000004 becomes 0.3. */
function round(value: number, step: number): number {
  const digits = Math.max(0, 1 - Math.floor(Math.log10(step)));
  return digits > 20 ? value : Number(value.toFixed(digits));
}

/** How near to zero data must come, as a share of its largest value, to keep zero on the axis. */
const zeroShare = 0.33;

/** Axis of a value: its ticks, and whether it leaves out zero. */
export interface ValueAxis extends NiceTicks {
  readonly cut: boolean;
}

/**
 * Axis for values: starts at zero unless that would flatten the data, and says when it does not.
 *
 * Zero is kept when the data reaches below a third of its largest value, or crosses zero; else the axis is `cut`.
 *
 * @param forceZero - keep zero whatever the data
 */
export function valueAxis(low: number, high: number, forceZero = false, count = 4): ValueAxis {
  const keep = forceZero || (low >= 0 ? low <= high * zeroShare : high <= 0 && high >= low * zeroShare);
  const from = keep ? Math.min(0, low) : low;
  const to = keep ? Math.max(0, high) : high;
  const nice = niceTicks(from, to, count);
  return { ...nice, cut: nice.domain[0] > 0 || nice.domain[1] < 0 };
}
