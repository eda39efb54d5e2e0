import { tabulate, zeros } from "../internal/number-lists.ts";

/** Shares of the series that the three smooths look at: short, middle and long. */
const SPANS = [0.05, 0.2, 0.5] as const;

/**
 * Friedman's super smoother of an equally spaced series: running lines, whose span is chosen at each place by
 * cross-validated errors among 5, 20 and 50 % of the series.
 *
 * It follows a level that moves quickly and yet is calm where the series is only noisy. It is not robust: a wild value
 * pulls the curve a little, which is why outliers are looked for twice. Time is linear in the length.
 *
 * @param values - length 1 or more
 * @see Friedman (1984), A variable span smoother, Technical Report 5, Stanford University
 */
export function superSmoother(values: Float64Array): Float64Array {
  const length = values.length;
  if (length < 3) return values.slice();
  const smooths = SPANS.map((span) => runningLines(values, span));
  const errors = smooths.map(({ errors }) => runningLines(errors, SPANS[1]).smooth);
  const best = tabulate(length, (t) => {
    let choice = 0;
    for (let i = 1; i < 3; i++) if (errors[i]![t]! < errors[choice]![t]!) choice = i;
    return SPANS[choice]!;
  });
  const spans = runningLines(best, SPANS[1]).smooth;
  const blended = tabulate(length, (t) => {
    const span = Math.min(SPANS[2], Math.max(SPANS[0], spans[t]!));
    const side = span >= SPANS[1] ? 2 : 0;
    const share = (span - SPANS[1]) / (SPANS[side] - SPANS[1]);
    return (1 - share) * smooths[1]!.smooth[t]! + share * smooths[side]!.smooth[t]!;
  });
  return runningLines(blended, SPANS[0]).smooth;
}

/** Lines through the nearest values, and the absolute errors of the same lines without the value itself. */
function runningLines(
  values: Float64Array,
  span: number,
): { readonly smooth: Float64Array; readonly errors: Float64Array } {
  const length = values.length;
  const half = Math.max(2, Math.floor(0.5 * span * length + 0.5));
  const width = Math.min(2 * half + 1, length);
  const middle = (width - 1) / 2;
  const spread = (width * (width * width - 1)) / 12;
  const smooth = zeros(length);
  const errors = zeros(length);
  let left = 0;
  let sums = windowSums(values, 0, width);
  for (let t = 0; t < length; t++) {
    const next = Math.max(0, Math.min(length - width, t - half));
    // sums anew from time to time, so that rounding does not add up
    if (next !== left && next % width === 0) sums = windowSums(values, next, width);
    else if (next !== left) {
      const first = values[left]!;
      const last = values[left + width]!;
      sums = {
        plain: sums.plain - first + last,
        placed: sums.placed - (sums.plain - first) + (width - 1) * last,
      };
    }
    left = next;
    const mean = sums.plain / width;
    const slope = (sums.placed - middle * sums.plain) / spread;
    const offset = t - left - middle;
    smooth[t] = mean + slope * offset;
    const influence = 1 / width + (offset * offset) / spread;
    errors[t] = Math.abs(values[t]! - smooth[t]!) / (influence < 1 ? 1 - influence : 1);
  }
  return { smooth, errors };
}

/** Sum of a window, and the sum of its values times their place in it, from 0. */
function windowSums(
  values: Float64Array,
  left: number,
  width: number,
): { readonly plain: number; readonly placed: number } {
  let plain = 0;
  let placed = 0;
  for (let i = 0; i < width; i++) {
    plain += values[left + i]!;
    placed += i * values[left + i]!;
  }
  return { plain, placed };
}
