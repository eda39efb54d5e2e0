import { zeros } from "../internal/number-lists.ts";
import { lineThrough, mean } from "../internal/statistics.ts";

/**
 * Fills inner gaps by straight lines between neighbours; with a season and two full seasons of data, the
 * lines run through the values less their additive seasonal profile.
 *
 * @param values - null where missing; the first and the last must be present
 * @returns the filled series, same length
 *
 * @example
 * Array.from(fillGaps([1, null, 3], 1)); // => [1, 2, 3]
 */
export function fillGaps(values: readonly (number | null)[], season: number): Float64Array {
  const straight = interpolate(values);
  if (season <= 1 || values.length < 2 * season) return straight;
  const line = lineThrough(straight);
  const sums = zeros(season);
  const counts = zeros(season);
  values.forEach((value, t) => {
    if (value === null) return;
    sums[t % season]! += value - line.intercept - line.slope * t;
    counts[t % season]! += 1;
  });
  const raw = sums.map((sum, phase) => (counts[phase]! > 0 ? sum / counts[phase]! : 0));
  const centre = mean(raw);
  const profile = raw.map((index) => index - centre);
  const rest = interpolate(values.map((value, t) => (value === null ? null : value - profile[t % season]!)));
  return rest.map((value, t) => values[t] ?? value + profile[t % season]!);
}

function interpolate(values: readonly (number | null)[]): Float64Array {
  const result = zeros(values.length);
  let last = 0;
  values.forEach((value, t) => {
    if (value === null) return;
    for (let i = last + 1; i < t; i++) {
      const share = (i - last) / (t - last);
      result[i] = result[last]! * (1 - share) + value * share;
    }
    result[t] = value;
    last = t;
  });
  return result;
}
