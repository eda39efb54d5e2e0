import { InvalidArgumentError } from "../errors.ts";
import { checkFinite, checkSameLength } from "../internal/check-arguments.ts";
import { recordOf } from "../internal/record-of.ts";
import { toDecimalUnits } from "../record/decimal-units.ts";

/** Movements that a bridge forecasts, gains first. */
export const mrrMovements = ["new", "reactivation", "expansion", "contraction", "churn"] as const;

/** One of the five movements of MRR. */
export type MrrMovement = (typeof mrrMovements)[number];

/** MRR and its movements by period, signed so that they add up: gains 0 or above, losses 0 or below. */
export interface MrrHistory {
  /** MRR just before the first period. */
  readonly opening: number;
  readonly new: readonly number[];
  readonly expansion: readonly number[];
  readonly contraction: readonly number[];
  readonly churn: readonly number[];
  /** Zeros if absent. */
  readonly reactivation?: readonly number[];
  /** Changes of exchange rates, of either sign; part of the history, forecast as 0. Zeros if absent. */
  readonly fx?: readonly number[];
}

/** Amounts in whole units of the last decimal place, as safe integers. */
export interface MrrUnits {
  /** MRR at the beginning of each period. */
  readonly openings: readonly number[];
  /** MRR at the end of each period. */
  readonly closings: readonly number[];
  readonly movements: Readonly<Record<MrrMovement, readonly number[]>>;
}

/** Gains are 0 or above, losses 0 or below. */
export function isLoss(movement: MrrMovement): boolean {
  return movement === "contraction" || movement === "churn";
}

/**
 * Checks a history and counts it in minor units, so that sums are exact.
 *
 * @throws {InvalidArgumentError} if lengths differ or a movement has the wrong sign; names its place
 * @throws {NonFiniteValueError} if an amount is no finite number
 */
export function toMrrUnits(history: MrrHistory, decimals: number): MrrUnits {
  const count = (value: number) => Number(toDecimalUnits(value, decimals));
  const zeros = history.new.map(() => 0);
  const movements = recordOf(mrrMovements, (name) => {
    const values = history[name] ?? zeros;
    checkSameLength("new", history.new, name, values);
    checkFinite(values);
    values.forEach((value, t) => {
      if (isLoss(name) ? value > 0 : value < 0) {
        throw new InvalidArgumentError(
          name,
          value,
          `${name}[${t}] must be 0 or ${isLoss(name) ? "below, as losses are" : "above, as gains are"}, got ${value}`,
        );
      }
    });
    return values.map(count);
  });
  const fx = history.fx ?? zeros;
  checkSameLength("new", history.new, "fx", fx);
  checkFinite(fx);
  const openings: number[] = [];
  const closings: number[] = [];
  let mrr = count(history.opening);
  for (let t = 0; t < zeros.length; t++) {
    openings.push(mrr);
    for (const name of mrrMovements) mrr += movements[name][t]!;
    mrr += count(fx[t]!);
    closings.push(mrr);
  }
  return { openings, closings, movements };
}
