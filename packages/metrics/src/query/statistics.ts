import type { Row } from "../engine/engine.ts";
import { type Exact, exact } from "./decimal.ts";
import type { Histogram } from "./quantile.ts";

/** What one measure says of one period and one combination of dimension values. */
export interface Cell {
  readonly n: number;
  readonly total: Exact;
  readonly histogram: Histogram;
}

interface MutableCell {
  n: number;
  total: Exact;
  readonly histogram: Map<number, number>;
}

/** A combination of dimension values, in the order of the query's `by`. */
export type DimensionValues = readonly (string | null)[];

/** A row of one measure as SQL would return it: for measures that are computed elsewhere. */
export function statisticsRow(
  measure: string,
  period: number,
  values: DimensionValues,
  n: number,
  total: string,
): Row {
  const dimensions = Object.fromEntries(values.map((value, index) => [`d${index + 1}`, value]));
  return { measure, period, ...dimensions, bucket: null, n, total };
}

/** The sufficient statistics of a query, by measure, dimension values and period. */
export class Statistics {
  readonly #cells = new Map<string, Map<string, Map<number, MutableCell>>>();
  readonly #values = new Map<string, DimensionValues>();

  /** @param dimensions - how many columns d1 ... dn the rows have */
  constructor(rows: readonly Row[], dimensions: number) {
    for (const row of rows) {
      const values = Array.from({ length: dimensions }, (_, index) => {
        const value = row[`d${index + 1}`];
        return value === null || value === undefined ? null : String(value);
      });
      const cell = this.#cell(String(row.measure), values, Number(row.period));
      cell.n += Number(row.n);
      cell.total += exact(String(row.total));
      if (row.bucket !== null && row.bucket !== undefined) {
        const bucket = Number(row.bucket);
        cell.histogram.set(bucket, (cell.histogram.get(bucket) ?? 0) + Number(row.n));
      }
    }
  }

  /** Periods of a measure for one combination of dimension values. */
  periods(measure: string, values: DimensionValues): ReadonlyMap<number, Cell> {
    return this.#cells.get(measure)?.get(JSON.stringify(values)) ?? new Map();
  }

  /**
   * Combinations of dimension values that any measure of the statement has, in order; null comes last. They are the same
   * for every metric of a query, so that its series stand side by side.
   */
  combinations(): DimensionValues[] {
    return [...this.#values.values()].sort(compareValues);
  }

  /** Keys of the measures that have any rows. */
  measures(): Iterable<string> {
    return this.#cells.keys();
  }

  #cell(measure: string, values: DimensionValues, period: number): MutableCell {
    const key = JSON.stringify(values);
    this.#values.set(key, values);
    const byValues = getOrAdd(this.#cells, measure, () => new Map());
    const byPeriod = getOrAdd(byValues, key, () => new Map());
    return getOrAdd(byPeriod, period, () => ({ n: 0, total: 0n, histogram: new Map() }));
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const created = create();
  map.set(key, created);
  return created;
}

function compareValues(a: DimensionValues, b: DimensionValues): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? null;
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
