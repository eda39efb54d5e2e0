import { planOrigins } from "../backtest/plan-origins.ts";
import { InsufficientDataError } from "../errors.ts";
import { forecastPaths } from "../forecast-paths.ts";
import { checkInteger } from "../internal/check-arguments.ts";
import { listOf } from "../internal/number-lists.ts";
import { recordOf } from "../internal/record-of.ts";
import { mean, sumOf } from "../internal/statistics.ts";
import { fromDecimalUnits } from "../record/decimal-units.ts";
import {
  combineViews,
  inverseErrorShare,
  showViews,
  type ViewErrors,
  type Views,
  weightInWords,
} from "./combine-views.ts";
import { asDriver, jointPaths } from "./joint-paths.ts";
import { mrrDrivers, rollMrr } from "./mrr-drivers.ts";
import {
  isLoss,
  type MrrHistory,
  type MrrMovement,
  type MrrUnits,
  mrrMovements,
  toMrrUnits,
} from "./mrr-movements.ts";
import { type PathSummary, type SummaryOptions, summarizePaths } from "./path-summary.ts";
import { pointForecast } from "./point-forecast.ts";
import type { SeriesOptions } from "./series-fit.ts";

/** A history of movements, and how to forecast it. */
export interface MrrBridgeOptions extends SeriesOptions, SummaryOptions {
  readonly history: MrrHistory;
  /** Decimal places of amounts; 2 if absent. The bridge adds up in units of the last one. */
  readonly decimals?: number;
}

/** One period of the bridge: opening plus the five movements is closing, exactly in decimals. */
export type MrrBridgePeriod = Readonly<Record<"opening" | MrrMovement | "closing", number>>;

/** MRR forecast through its movements. */
export interface MrrBridge {
  /** Expected movements of each period, from the last MRR on. */
  readonly periods: readonly MrrBridgePeriod[];
  /** What the paths say of closing MRR. */
  readonly mrr: PathSummary;
  /** What they say of each movement, signed. */
  readonly movements: Readonly<Record<MrrMovement, PathSummary>>;
  /** (opening + expansion + contraction + churn) / opening of each period; undefined where opening MRR is 0. */
  readonly netRetention: PathSummary;
  /** (opening + contraction + churn) / opening of each period. */
  readonly grossRetention: PathSummary;
  /** Movements against the trend of MRR itself, and how the two were weighed. */
  readonly views: Views;
  /** Closing MRR path by path. */
  readonly paths: readonly (readonly number[])[];
  readonly notes: readonly string[];
}

/**
 * Forecasts MRR as a bridge: new and reactivated MRR as amounts, expansion, contraction and churn as rates of opening
 * MRR, all drawn together; each path adds its movements up. That view is reconciled with the forecast of MRR itself:
 * the two are averaged by the inverse of their squared errors in a backtest, and what this moves a path's MRR by is
 * spread over its movements in proportion to how uncertain each is, as least squares would. The gap is shown.
 *
 * Every path and the expected bridge add up exactly in units of the last decimal; no movement changes its sign.
 *
 * @throws {InsufficientDataError} without a period
 * @throws {InvalidArgumentError} if a movement has the wrong sign, lengths differ, or decimals is no integer of 0 or more
 * @throws {NonFiniteValueError} if an amount is no finite number
 */
export function mrrBridge(options: MrrBridgeOptions): MrrBridge {
  const { history, decimals = 2, horizon } = options;
  checkInteger("decimals", decimals, 0);
  if (history.new.length === 0) throw new InsufficientDataError("mrrBridge", 1, 0);
  const units = toMrrUnits(history, decimals);
  const last = units.closings.at(-1)!;
  const drivers = mrrDrivers(units);
  const notes = mrrMovements.filter((name) =>
    asDriver(drivers[name]).values.every((value) => value === null),
  );
  const usable = recordOf(mrrMovements, (name) => (notes.includes(name) ? { values: [0] } : drivers[name]));
  const topDown = forecastPaths(units.closings, options);
  const drawn = jointPaths(usable, options).paths;
  const rolled = topDown.map((_, path) => rollMrr(last, horizon, (name, h) => drawn[name]![path]![h]!));
  const bottomUp = rolled.map(({ closings }) => closings);
  const errors = backtestViews(units, options);
  const weight = inverseErrorShare(errors.bottomUp, errors.topDown);
  const targets = combineViews(bottomUp, topDown, weight);
  const shares = spreadShares(rolled, horizon);
  const adjusted = rolled.map((path, p) => adjustPath(last, path.movements, targets[p]!, shares));
  const amount = (value: number) => fromDecimalUnits(BigInt(value), decimals);
  const rate = (names: readonly MrrMovement[]) =>
    summarizePaths(
      adjusted.map(({ movements, closings }) =>
        closings.map((_, h) => {
          const opening = h === 0 ? last : closings[h - 1]!;
          return opening > 0 ? 1 + sumOf(names, (name) => movements[name][h]!) / opening : null;
        }),
      ),
      options,
    );
  const closings = adjusted.map((path) => path.closings.map(amount));
  return {
    periods: expectedBridge(last, adjusted, horizon, amount),
    mrr: summarizePaths(closings, options),
    movements: recordOf(mrrMovements, (name) =>
      summarizePaths(
        adjusted.map((path) => path.movements[name].map(amount)),
        options,
      ),
    ),
    netRetention: rate(["expansion", "contraction", "churn"]),
    grossRetention: rate(["contraction", "churn"]),
    views: showViews(bottomUp, topDown, errors, weight, Number(`1e${decimals}`)),
    paths: closings,
    notes: [
      ...notes.map((name) => `${name}: no period opened with MRR, so no rate is known; taken as 0`),
      errors.origins > 0
        ? weightInWords("movements", "MRR", weight, `${errors.origins} origins`)
        : "too short for a backtest: movements and the trend of MRR weigh the same",
    ],
  };
}

/** Most origins of the backtest that weighs the two views. */
const MOST_ORIGINS = 12;

/** Errors of both views from the same origins, in minor units. */
function backtestViews(units: MrrUnits, options: MrrBridgeOptions): ViewErrors {
  const { season = 1 } = options;
  const plan = planOrigins(units.closings.length, { season, horizon: options.horizon, most: MOST_ORIGINS });
  const drivers = mrrDrivers(units);
  const bottomUp: number[] = [];
  const topDown: number[] = [];
  for (const origin of plan.origins) {
    const ask = { ...options, horizon: plan.horizon };
    const points = recordOf(mrrMovements, (name) => {
      const known = drivers[name].values.slice(0, origin);
      return known.every((value) => value === null) ? null : pointForecast(known, ask);
    });
    const rolled = rollMrr(units.closings[origin - 1]!, plan.horizon, (name, h) =>
      Math.min(drivers[name].highest ?? Number.MAX_VALUE, Math.max(0, points[name]?.[h] ?? 0)),
    );
    const direct = pointForecast(units.closings.slice(0, origin), ask);
    for (let h = 0; h < plan.horizon; h++) {
      bottomUp.push(units.closings[origin + h]! - rolled.closings[h]!);
      topDown.push(units.closings[origin + h]! - direct[h]!);
    }
  }
  return { bottomUp, topDown, origins: plan.origins.length };
}

type MovementPath = Readonly<Record<MrrMovement, readonly number[]>>;

/** For each period the share of each movement in the sum of their variances over paths. */
function spreadShares(
  rolled: readonly { readonly movements: MovementPath }[],
  horizon: number,
): Record<MrrMovement, number>[] {
  return listOf(horizon, (h) => {
    const variances = mrrMovements.map((name) => {
      const values = rolled.map(({ movements }) => movements[name][h]!);
      const center = mean(values);
      return mean(values.map((value) => (value - center) ** 2));
    });
    const total = sumOf(variances, (value) => value);
    return recordOf(mrrMovements, (name, i) => (total > 0 ? variances[i]! / total : name === "new" ? 1 : 0));
  });
}

/** Moves a path's movements so that they lead to other closing MRR; signs stay, sums are exact. */
function adjustPath(
  opening: number,
  movements: MovementPath,
  targets: readonly number[],
  shares: readonly Record<MrrMovement, number>[],
): { readonly movements: Record<MrrMovement, number[]>; readonly closings: number[] } {
  const result = recordOf(mrrMovements, (name) => [...movements[name]]);
  let before = opening;
  const closings = targets.map((target, h) => {
    const closing = Math.max(Math.min(0, opening), Math.round(target));
    const net = sumOf(mrrMovements, (name) => movements[name][h]!);
    const change = closing - before - net;
    let rest = closing - before;
    for (const name of mrrMovements) {
      const moved = movements[name][h]! + Math.round(shares[h]![name] * change);
      const kept = isLoss(name) ? Math.min(0, moved) : Math.max(0, moved);
      result[name][h] = kept;
      rest -= kept;
    }
    result[rest > 0 ? "new" : "churn"][h]! += rest;
    before = closing;
    return closing;
  });
  return { movements: result, closings };
}

/** Mean movements over paths, rounded to units; closing MRR is what they add up to. */
function expectedBridge(
  last: number,
  paths: readonly { readonly movements: MovementPath }[],
  horizon: number,
  amount: (units: number) => number,
): MrrBridgePeriod[] {
  let mrr = last;
  return listOf(horizon, (h) => {
    const opening = mrr;
    const rounded = recordOf(mrrMovements, (name) => {
      const value = Math.round(mean(paths.map(({ movements }) => movements[name][h]!)));
      mrr += value;
      return amount(value);
    });
    return { opening: amount(opening), ...rounded, closing: amount(mrr) };
  });
}
