import type { Series } from "@foresail/client";
import type { Row } from "../src/engine/engine.ts";

/** Binary quotients and sums differ in their last digits. */
const relativeTolerance = 1e-9;

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= relativeTolerance * Math.max(1, Math.abs(a), Math.abs(b));
}

/**
 * Compares our series with rows of the hand-written SQL: metric, period, dimensions, value. What has no row counts as 0
 * or as undefined.
 *
 * @returns how many values are equal; the first that are not
 */
export function compareAnswers(
  series: readonly Series[],
  rows: readonly Row[],
): { equal: number; differences: string[] } {
  const theirs = new Map(
    rows.map(({ metric, period, value, ...dimensions }) => [
      JSON.stringify([metric, period, ...Object.values(dimensions)]),
      Number(value),
    ]),
  );
  const differences: string[] = [];
  let equal = 0;
  for (const { metric, dimensions, points } of series) {
    for (const { period, value } of points) {
      const key = JSON.stringify([metric, period, ...Object.values(dimensions)]);
      const other = theirs.get(key);
      theirs.delete(key);
      if (near(value ?? 0, other ?? 0)) equal += 1;
      else differences.push(`${key}: ours ${value}, theirs ${other}`);
    }
  }
  for (const [key, value] of theirs) differences.push(`${key}: missing, theirs ${value}`);
  return { equal, differences };
}
