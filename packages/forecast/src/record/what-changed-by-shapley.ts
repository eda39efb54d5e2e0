import { checkSameLength } from "../internal/check-arguments.ts";
import { mustError } from "../internal/must-error.ts";
import { listOf } from "../internal/number-lists.ts";
import { balance, checkCauses, unitsOf, type WhatChanged, type WhatChangedOptions } from "./what-changed.ts";

/** Most causes: 256 forecasts. */
const MOST_CAUSES = 8;

/**
 * What changed between two snapshots, by Shapley's value: each cause gets its mean effect over all orders in
 * which causes could be swapped in, so that no order need be declared. It takes 2^k forecasts for k causes.
 *
 * Means are computed in fractions of whole units; each period's are rounded so that they still sum to its change
 * (largest remainder first), by less than one unit.
 *
 * @param causes - 1 to 8 names
 * @param forecastWith - the forecast with only these causes swapped in: of none it is the earlier snapshot, of
 *   all the later one; called once for each subset
 * @throws {InvalidArgumentError} if there are no causes or too many, one repeats, or forecasts differ in length
 * @see Shapley (1953), "A value for n-person games", Contributions to the Theory of Games 2
 *
 * @example
 * const { contributions } = whatChangedByShapley(["data", "model"], (swapped) => [
 *   (swapped.has("data") ? 12 : 10) * (swapped.has("model") ? 3 : 2),
 * ]);
 * contributions.map(({ amount }) => amount); // => [5, 11]
 */
export function whatChangedByShapley<Cause extends string>(
  causes: readonly Cause[],
  forecastWith: (swapped: ReadonlySet<Cause>) => ArrayLike<number>,
  { decimals = 2 }: WhatChangedOptions = {},
): WhatChanged<Cause> {
  checkCauses(causes);
  const count = causes.length;
  if (count > MOST_CAUSES) {
    throw mustError("causes", count, `be ${MOST_CAUSES} or fewer`, "; merge those that belong together");
  }
  const forecasts = listOf(2 ** count, (subset) =>
    forecastWith(new Set(causes.filter((_, i) => has(subset, i)))),
  );
  const units = forecasts.map((values) => {
    checkSameLength("from", forecasts[0]!, "values", values);
    return unitsOf(values, decimals);
  });
  const orders = factorial(count);
  const shares = units[0]!.map((_, t) =>
    roundToSum(
      causes.map((_, i) => {
        let sum = 0n;
        for (const [subset, values] of units.entries()) {
          if (has(subset, i)) continue;
          const size = causes.filter((_, j) => has(subset, j)).length;
          sum += factorial(size) * factorial(count - size - 1) * (units[subset | (1 << i)]![t]! - values[t]!);
        }
        return sum;
      }),
      orders,
    ),
  );
  return balance(
    units[0]!,
    causes.map((cause, i) => ({ cause, units: shares.map((share) => share[i]!) })),
    decimals,
  );
}

const has = (subset: number, i: number): boolean => ((subset >> i) & 1) === 1;

function factorial(n: number): bigint {
  return n <= 1 ? 1n : BigInt(n) * factorial(n - 1);
}

/** Quotients of numerators that together are a whole number, rounded without losing their sum. */
function roundToSum(numerators: readonly bigint[], divisor: bigint): bigint[] {
  const floors = numerators.map((numerator) => {
    const quotient = numerator / divisor;
    return numerator % divisor < 0n ? quotient - 1n : quotient;
  });
  const rest = numerators.map((numerator, i) => numerator - floors[i]! * divisor);
  const missing = Number(rest.reduce((sum, one) => sum + one, 0n) / divisor);
  const largest = [...rest.keys()]
    .sort((a, b) => (rest[a]! === rest[b]! ? a - b : rest[a]! > rest[b]! ? -1 : 1))
    .slice(0, missing);
  return floors.map((floor, i) => (largest.includes(i) ? floor + 1n : floor));
}
