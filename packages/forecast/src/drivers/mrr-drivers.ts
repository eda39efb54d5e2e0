import { recordOf } from "../internal/record-of.ts";
import type { Driver } from "./joint-paths.ts";
import { isLoss, type MrrMovement, type MrrUnits, mrrMovements } from "./mrr-movements.ts";

/** Movements whose size follows the MRR that is there; new and reactivated MRR come from outside. */
export function isRate(movement: MrrMovement): boolean {
  return movement !== "new" && movement !== "reactivation";
}

/**
 * What is forecast of each movement, of 0 or above: an amount in minor units, or a fraction of the opening MRR; missing
 * where that is 0 or below.
 */
export function mrrDrivers({ openings, movements }: MrrUnits): Record<MrrMovement, Driver> {
  return recordOf(mrrMovements, (name): Driver => {
    const values = movements[name].map((amount, t) => {
      if (!isRate(name)) return amount;
      return openings[t]! > 0 ? Math.abs(amount) / openings[t]! : null;
    });
    return { values, lowest: 0, ...(isLoss(name) && { highest: 1 }) };
  });
}

/**
 * One future of MRR, period by period, in whole minor units: movements add up to the change exactly. Contraction and
 * churn together take no more than the opening MRR.
 *
 * @param opening - MRR before the first period
 * @param driverAt - drivers as `mrrDrivers` has them
 * @returns signed amounts, and the closing MRR of each period
 */
export function rollMrr(
  opening: number,
  horizon: number,
  driverAt: (movement: MrrMovement, h: number) => number,
): { readonly movements: Record<MrrMovement, number[]>; readonly closings: number[] } {
  const movements = recordOf(mrrMovements, (): number[] => []);
  const closings: number[] = [];
  let mrr = opening;
  for (let h = 0; h < horizon; h++) {
    const before = mrr;
    let left = Math.max(0, before);
    // churn first: what has left cannot contract
    for (const name of ["new", "reactivation", "expansion", "churn", "contraction"] as const) {
      const size = Math.round(driverAt(name, h) * (isRate(name) ? Math.max(0, before) : 1));
      const amount = isLoss(name) ? 0 - Math.min(left, size) : size;
      if (isLoss(name)) left += amount;
      movements[name].push(amount);
      mrr += amount;
    }
    closings.push(mrr);
  }
  return { movements, closings };
}
