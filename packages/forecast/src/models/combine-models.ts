import { checkInteger } from "../internal/check-arguments.ts";
import { listOf, zeros } from "../internal/number-lists.ts";
import { sumOf } from "../internal/statistics.ts";
import { intervalsAt } from "./fitted-model.ts";
import type { FittedModel } from "./model.ts";
import { normalBounds } from "./normal-bounds.ts";

/** A fitted model and its share of a combination. */
export interface Member {
  readonly fitted: FittedModel;
  /** 0 or more; shares are divided by their sum. */
  readonly weight: number;
}

/**
 * Weighted mean of point forecasts and of standard errors.
 *
 * Averaging standard errors (not variances) is averaging the bounds: members share most of their errors, so
 * nothing is gained by pretending that they are independent. Paths average the members' paths, drawn with
 * the same shocks.
 *
 * @param members - one or more, fitted on the same series
 */
export function combineModels(members: readonly Member[]): FittedModel {
  const total = sumOf(members, ({ weight }) => weight);
  const shares = members.map(({ weight }) => weight / total);
  const [only] = members;
  if (members.length === 1 && only) return only.fitted;
  const blend = (size: number, part: (fitted: FittedModel) => ArrayLike<number>) => {
    const result = zeros(size);
    members.forEach(({ fitted }, i) => {
      const values = part(fitted);
      for (let h = 0; h < size; h++) result[h]! += shares[i]! * values[h]!;
    });
    return result;
  };
  const blendKnown = (pick: (fitted: FittedModel) => readonly (number | null)[]) =>
    pick(members[0]!.fitted).map((_, t) => {
      let sum: number | null = 0;
      members.forEach(({ fitted }, i) => {
        const value = pick(fitted)[t] ?? null;
        sum = sum === null || value === null ? null : sum + shares[i]! * value;
      });
      return sum;
    });
  const standardErrors = (horizon: number) => blend(horizon, (fitted) => fitted.standardErrors(horizon));
  return {
    model: members.map(({ fitted }) => fitted.model).join("+"),
    parameters: Object.fromEntries(members.map(({ fitted }, i) => [`weight.${fitted.model}`, shares[i]!])),
    fitted: blendKnown((fitted) => fitted.fitted),
    residuals: blendKnown((fitted) => fitted.residuals),
    notes: members.flatMap(({ fitted }) => fitted.notes),
    standardErrors,
    predict(horizon, levels = [80, 95]) {
      checkInteger("horizon", horizon, 1);
      const mean = blend(horizon, (fitted) => fitted.predict(horizon, []).mean);
      return {
        mean: Array.from(mean),
        intervals: intervalsAt(levels, normalBounds(mean, standardErrors(horizon))),
      };
    },
    simulate(horizon, paths, seed) {
      const each = members.map(({ fitted }) => fitted.simulate(horizon, paths, seed));
      return listOf(paths, (path) => {
        const result = zeros(horizon);
        each.forEach((drawn, i) => {
          for (let h = 0; h < horizon; h++) result[h]! += shares[i]! * drawn[path]![h]!;
        });
        return result;
      });
    },
  };
}
