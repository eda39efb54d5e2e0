import { InvalidArgumentError } from "../../errors.ts";
import { checkFinite } from "../../internal/check-arguments.ts";
import { tabulate } from "../../internal/number-lists.ts";
import { addedAgain } from "../fitted-model.ts";
import type { Model } from "../model.ts";
import { dayNumber, daysOfPeriod, type Grain } from "./days.ts";

/** A change of known size, as a contract states it. */
export interface KnownStep {
  /** First day, ISO. */
  readonly date: string;
  /** Added from its period on, in the unit of the series. */
  readonly amount: number;
  /** First day without it, ISO; it stays if absent. */
  readonly until?: string;
}

/**
 * What known steps add to each period: an amount counts in full from the period in which it begins to the one before
 * that in which it ends.
 *
 * @param dates - first day of each period of history and future, ISO
 *
 * @example
 * const dates = ["2026-01-01", "2026-02-01", "2026-03-01"];
 * stepEffects({ grain: "month", dates, steps: [{ date: "2026-02-15", amount: 50 }] }); // => [0, 50, 50]
 */
export function stepEffects({
  grain,
  dates,
  steps,
}: {
  readonly grain: Grain;
  readonly dates: readonly string[];
  readonly steps: readonly KnownStep[];
}): number[] {
  return dates.map((date) => {
    const { end } = daysOfPeriod(date, grain);
    let sum = 0;
    for (const step of steps) {
      const begun = dayNumber(step.date) < end;
      const over = step.until !== undefined && dayNumber(step.until) < end;
      if (begun && !over) sum += step.amount;
    }
    return sum;
  });
}

/**
 * Takes effects of known size out of the history, fits the model on the rest, and adds them to its forecasts.
 *
 * So a contract that begins next quarter moves the forecast when it begins, and a known step of the past is not taken
 * for a trend. Intervals keep their width: the effects are certain.
 *
 * `components` and `update` of the model are not passed on: its level is that of the series without the effects, and
 * another stretch of the series would need effects of its own.
 *
 * @param effects - one number for each period from the first observation on, as far ahead as forecasts are wanted
 * @throws {InvalidArgumentError} from `fit` or the forecast, if there are fewer effects than periods
 *
 * @example
 * import { naive } from "@foresail/forecast";
 *
 * withKnownEffects(naive, [0, 0, 10, 10]).fit([5, 5], { season: 1 }).predict(2).mean; // => [15, 15]
 */
export function withKnownEffects(model: Model, effects: ArrayLike<number>): Model {
  checkFinite(effects);
  return {
    id: `${model.id}_known_effects`,
    description: `${model.description}, around effects of known size`,
    minimumLength: model.minimumLength,
    keepUnit: true,
    keepStart: true,
    fit(values, options) {
      const length = values.length;
      const effect = (t: number) => {
        if (t < effects.length) return effects[t]!;
        throw new InvalidArgumentError(
          "effects",
          effects.length,
          `effects has ${effects.length} values, period ${t + 1} has none: give one for each period of history and forecast`,
        );
      };
      const rest = tabulate(length, (t) => values[t]! - effect(t));
      const inner = model.fit(rest, options);
      const notes = [
        ...inner.notes,
        "effects of known size taken out of the history and added to the forecast",
      ];
      return addedAgain(inner, `${inner.model}_known_effects`, notes, effect);
    },
  };
}
