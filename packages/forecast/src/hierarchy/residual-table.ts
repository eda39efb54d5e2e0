import { zeros } from "../internal/number-lists.ts";
import { sumOfSquares } from "../internal/statistics.ts";

/** Newest residuals that correlations are learned from. */
const MOST_ROWS = 120;

/** Residuals of several series at the same times. */
export interface ResidualTable {
  /** Rows, one for each time at which every series has a residual; oldest first. */
  readonly rows: number;
  /** For each series `rows` residuals divided by their root mean square; zeros if that is 0. */
  readonly standardized: readonly Float64Array[];
  /** For each series the mean square of its residuals, in squared units. */
  readonly variances: Float64Array;
}

/**
 * Lines up residuals that end at the same time and keeps the times at which all series have one, the newest 120 at most.
 * They are not centred: a one-step error of mean 0 is what the models claim, as in Wickramasuriya et al. (2019).
 *
 * @param residuals - for each series oldest first; null where there is none
 */
export function residualTable(residuals: readonly (readonly (number | null)[])[]): ResidualTable {
  const shortest = residuals.reduce((least, list) => Math.min(least, list.length), Number.POSITIVE_INFINITY);
  const kept: number[] = [];
  for (let back = 1; back <= shortest && kept.length < MOST_ROWS; back++) {
    if (residuals.every((list) => list[list.length - back] !== null)) kept.push(back);
  }
  kept.reverse();
  const rows = kept.length;
  const variances = zeros(residuals.length);
  const standardized = residuals.map((list, i) => {
    const values = Float64Array.from(kept, (back) => list[list.length - back] as number);
    variances[i] = rows > 0 ? sumOfSquares(values) / rows : 0;
    const scale = Math.sqrt(variances[i]!);
    return values.map((value) => (scale > 0 ? value / scale : 0));
  });
  return { rows, standardized, variances };
}
