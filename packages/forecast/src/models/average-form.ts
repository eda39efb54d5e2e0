import { tabulate } from "../internal/number-lists.ts";
import type { FoundForm } from "./define-model.ts";

/** Averages of every `season`-th value over a window of `count` of them. */
export function averageForm(values: ArrayLike<number>, season: number, count: number): FoundForm {
  const length = values.length;
  const notes: string[] = [];
  const step = length < season ? 1 : season;
  if (step < season)
    notes.push(`only ${length} of ${season} observations of a season: repeats the last value`);
  const window = step < season ? 1 : Math.min(count, Math.floor(length / step));
  if (step === season && window < count) {
    const unit = season === 1 ? "observations" : "seasons";
    notes.push(`only ${window} of ${count} ${unit}: their average`);
  }
  // the average of up to `window` values before place t, in steps of one season
  const average = (t: number) => {
    let sum = 0;
    let found = 0;
    for (let k = 1; k <= window && t - k * step >= 0; k++) {
      sum += values[t - k * step]!;
      found += 1;
    }
    return found > 0 ? sum / found : Number.NaN;
  };
  const fitted = tabulate(length, (t) => average(t));
  let squares = 0;
  let known = 0;
  for (let t = step; t < length; t++) {
    squares += (values[t]! - fitted[t]!) ** 2;
    known += 1;
  }
  const alpha = 2 / (window + 1);
  return {
    parameters: { window },
    fitted,
    notes,
    mean: (horizon) => tabulate(horizon, (i) => average(length + (i % step))),
    sigma: known > 0 ? Math.sqrt(squares / known) : 0,
    weight: (j) => (j % step === 0 ? alpha : 0),
  };
}
