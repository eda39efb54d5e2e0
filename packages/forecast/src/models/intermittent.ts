import { type DemandPattern, demandClass } from "../evaluation/demand-class.ts";
import { checkSeries } from "../internal/check-arguments.ts";
import { power } from "../transform/exponential.ts";
import { croston, sba } from "./croston.ts";
import type { FittedModel, Model } from "./model.ts";
import { tsb } from "./tsb.ts";
import { zeroInflated } from "./zero-inflated.ts";

/** A run of zeros at the end that is less likely than this is taken for the end of demand. */
const UNLIKELY = 0.01;

/**
 * Picks a method by the class of demand (see `demandClass`: limits 1.32 for the interval, 0.49 for the variation):
 *
 * - smooth: `croston`; erratic and intermittent: `sba`, as its authors advise;
 * - lumpy, or fewer than two demands: `zero_inflated`, since smoothing would follow the last large size;
 * - any class whose history ends in a run of zeros that has a chance below 1 % at the item's own rate of demand: `tsb`,
 *   which is the one that falls.
 *
 * The note says which, and why. A rule of thumb: compare by `backtest` where it matters.
 *
 * @see Syntetos, Boylan and Croston (2005), Journal of the Operational Research Society 56(5)
 *
 * @example
 * intermittent.fit([0, 4, 0, 0, 6, 0, 5, 0], { season: 1 }).notes; // => ["demand in 3 of 8 periods, one in 2.7 on average: intermittent, forecast by sba"]
 */
export const intermittent: Model = {
  id: "intermittent",
  description: "Croston, its corrected form, TSB or a hurdle model, chosen by the class of demand",
  minimumLength: 1,
  fit(values: ArrayLike<number>, options): FittedModel {
    checkSeries("intermittent", values, 1);
    const pattern = demandClass(values);
    const { model, why } = choose(values, pattern);
    const fitted = model.fit(values, options);
    const note = `${describe(values, pattern)}: ${why}, forecast by ${model.id}`;
    return {
      ...fitted,
      model: "intermittent",
      notes: pattern.averageInterval === null ? fitted.notes : [note, ...fitted.notes],
    };
  },
};

function choose(
  values: ArrayLike<number>,
  { averageInterval, demandClass: kind }: DemandPattern,
): { readonly model: Model; readonly why: string } {
  if (averageInterval === null || kind === null)
    return { model: zeroInflated, why: "too little to classify" };
  const run = zerosAtEnd(values);
  // the rate up to the last demand: the run itself must not vouch for its being usual
  const rate = values.length / averageInterval / (values.length - run);
  if (run > 0 && power(1 - rate, run) < UNLIKELY) {
    return { model: tsb, why: `${kind}, but none in the last ${run} periods` };
  }
  if (kind === "smooth") return { model: croston, why: kind };
  return { model: kind === "lumpy" ? zeroInflated : sba, why: kind };
}

function describe(values: ArrayLike<number>, { averageInterval }: DemandPattern): string {
  const count = Math.round(values.length / (averageInterval ?? 1));
  return `demand in ${count} of ${values.length} periods, one in ${(averageInterval ?? 1).toFixed(1)} on average`;
}

function zerosAtEnd(values: ArrayLike<number>): number {
  let run = 0;
  while (run < values.length && values[values.length - 1 - run] === 0) run += 1;
  return run;
}
