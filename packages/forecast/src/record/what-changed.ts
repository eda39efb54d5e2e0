import { InvalidArgumentError } from "../errors.ts";
import { checkFinite, checkInteger, checkSameLength } from "../internal/check-arguments.ts";
import { fromDecimalUnits, toDecimalUnits } from "./decimal-units.ts";

/** Why a forecast moved, in the order in which causes are swapped in. */
export const changeCauses = ["new_periods", "restatement", "model_or_definition", "override"] as const;

/** One of the usual causes. */
export type ChangeCause = (typeof changeCauses)[number];

/** The forecast after one more cause was swapped in. */
export interface ChangeStage<Cause extends string = ChangeCause> {
  readonly cause: Cause;
  /** Of the periods that both snapshots forecast, in the same order as `from`. */
  readonly values: ArrayLike<number>;
}

/** What one cause contributed. */
export interface ChangeContribution<Cause extends string = ChangeCause> {
  readonly cause: Cause;
  /** Over all periods, rounded to the decimals asked for. */
  readonly amount: number;
  /** By period; they sum to the amount exactly. */
  readonly byPeriod: readonly number[];
}

/** A waterfall that balances: from + all contributions = to, exactly in decimals, in each period and in all. */
export interface WhatChanged<Cause extends string = ChangeCause> {
  readonly from: number;
  readonly to: number;
  /** to - from. */
  readonly change: number;
  /** Decimal places of every number here. */
  readonly decimals: number;
  readonly contributions: readonly ChangeContribution<Cause>[];
}

/** How exact to be. */
export interface WhatChangedOptions {
  /** Decimal places that forecasts are rounded to; 2 if absent. */
  readonly decimals?: number;
}

/**
 * What changed between two snapshots, one cause at a time in a declared order: usually new periods of data,
 * then restated data, then the model or definition, then overrides. Each contribution is the forecast after its
 * cause minus the one before, so the order matters; `whatChangedByShapley` has none.
 *
 * Forecasts are rounded to decimals first and subtracted as whole units: no remainder is left or hidden.
 *
 * @param from - the earlier snapshot, of the periods that both forecast
 * @param stages - the forecast recomputed with each cause swapped in as well; the last is the later snapshot
 * @throws {InvalidArgumentError} if there is no stage, lengths differ, a cause repeats, or a number is too large
 *
 * @example
 * const { change, contributions } = whatChanged([100.1], [
 *   { cause: "new_periods", values: [103.4] },
 *   { cause: "restatement", values: [101.2] },
 *   { cause: "override", values: [110] },
 * ]);
 * change; // => 9.9
 * contributions.map(({ amount }) => amount); // => [3.3, -2.2, 8.8]
 */
export function whatChanged<Cause extends string = ChangeCause>(
  from: ArrayLike<number>,
  stages: readonly ChangeStage<Cause>[],
  { decimals = 2 }: WhatChangedOptions = {},
): WhatChanged<Cause> {
  checkCauses(stages.map(({ cause }) => cause));
  const units = [from, ...stages.map(({ values }) => values)].map((values) => {
    checkSameLength("from", from, "values", values);
    return unitsOf(values, decimals);
  });
  return balance(
    units[0]!,
    stages.map(({ cause }, i) => ({
      cause,
      units: units[i + 1]!.map((value, t) => value - units[i]![t]!),
    })),
    decimals,
  );
}

/** Refuses no cause, or one that is named twice. */
export function checkCauses(causes: readonly string[]): void {
  if (causes.length === 0 || new Set(causes).size !== causes.length) {
    throw new InvalidArgumentError(
      "causes",
      causes,
      `causes must be one or more, each named once, got [${causes.join(", ")}]`,
    );
  }
}

/** Forecasts as whole units of the last decimal. */
export function unitsOf(values: ArrayLike<number>, decimals: number): bigint[] {
  checkInteger("decimals", decimals, 0);
  checkFinite(values);
  return Array.from(values, (value) => toDecimalUnits(value, decimals));
}

/** Writes contributions in units as a waterfall. */
export function balance<Cause extends string>(
  from: readonly bigint[],
  contributions: readonly { readonly cause: Cause; readonly units: readonly bigint[] }[],
  decimals: number,
): WhatChanged<Cause> {
  const total = (units: readonly bigint[]) => units.reduce((sum, value) => sum + value, 0n);
  const start = total(from);
  const change = contributions.reduce((sum, { units }) => sum + total(units), 0n);
  return {
    from: fromDecimalUnits(start, decimals),
    to: fromDecimalUnits(start + change, decimals),
    change: fromDecimalUnits(change, decimals),
    decimals,
    contributions: contributions.map(({ cause, units }) => ({
      cause,
      amount: fromDecimalUnits(total(units), decimals),
      byPeriod: units.map((value) => fromDecimalUnits(value, decimals)),
    })),
  };
}
