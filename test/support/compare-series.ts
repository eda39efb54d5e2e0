import type { Series } from "@foresail/client";
import { expect } from "vitest";
import type { PlainPeriod } from "./plain-calendar.ts";
import type { PlainPoint } from "./plain-model.ts";

/** What a metric should say: points by the values of the query's dimensions, as JSON of an array. */
export type PlainSeries = ReadonlyMap<string, readonly PlainPoint[]>;

/** The key of a combination of dimension values. */
export const keyOf = (values: readonly (string | null)[]): string => JSON.stringify(values);

const isEmpty = ({ value, numerator, denominator }: PlainPoint): boolean =>
  (value ?? 0) === 0 && (numerator ?? 0) === 0 && (denominator ?? 0) === 0;

/**
 * Expects the series of one metric to say exactly what the plain model says, to the last bit of every number, and to
 * leave out no combination of dimension values that has data. A combination that only other metrics of the query have is
 * a series without data.
 *
 * @returns how many values were compared
 */
export function expectSeries(
  actual: readonly Series[],
  metric: string,
  expected: PlainSeries,
  periods: readonly PlainPeriod[],
): number {
  const own = actual.filter((series) => series.metric === metric);
  const seen = new Set<string>();
  for (const series of own) {
    const key = keyOf(Object.values(series.dimensions));
    seen.add(key);
    const points = expected.get(key);
    const where = `${metric} ${key}`;
    const ofOthers = actual.some(
      (other) => other.metric !== metric && keyOf(Object.values(other.dimensions)) === key,
    );
    expect(
      points ?? (own.length === 1 || ofOthers ? "no data" : undefined),
      `${where} is a series of its own`,
    ).toBeDefined();
    expect({ where, points: series.points }).toEqual({
      where,
      points: periods.map(({ label, partial, future }, index) => ({
        period: label,
        ...(points?.[index] ?? noData(series, future)),
        partial,
      })),
    });
  }
  for (const [key, points] of expected) {
    if (!seen.has(key))
      expect(
        points.filter((point) => !isEmpty(point)),
        `${metric} ${key} is missing`,
      ).toEqual([]);
  }
  return own.reduce((count, series) => count + series.points.length, 0);
}

/** Without data there is one series: flows and balances 0, ratios and durations null. */
function noData(series: Series, future: boolean): PlainPoint {
  const isRatio = series.points.some(({ denominator }) => denominator !== null);
  const value = future || isRatio || series.unit === "days" ? null : 0;
  return { value, numerator: isRatio && !future ? 0 : null, denominator: isRatio && !future ? 0 : null };
}
