import type { Row } from "../engine/engine.ts";
import { type Exact, exact } from "./decimal.ts";
import { loneMeasure, wideColumns } from "./plan.ts";
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
  histogram: Map<number, number>;
}

const nothing: Map<number, number> = new Map();

const newCell = (): MutableCell => ({ n: 0, total: 0n, histogram: nothing });

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

/** A combination by its values, one step a dimension: cheaper for each row of an answer than a text of them all. */
interface CombinationNode {
  readonly next: Map<string | null, CombinationNode>;
  values: DimensionValues | null;
}

const newNode = (): CombinationNode => ({ next: new Map(), values: null });

const dimensionNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `d${index + 1}`);

/** The sufficient statistics of a query, by measure, dimension values and period. */
export class Statistics {
  readonly #cells = new Map<string, Map<DimensionValues, Map<number, MutableCell>>>();
  readonly #dimensions: number;
  readonly #root = newNode();
  readonly #combinations: DimensionValues[] = [];

  /**
   * @param dimensions - how many columns d1 ... dn the rows have
   * @param keys - keys of measures by their numbers in rows, where rows have numbers
   */
  constructor(rows: readonly Row[], dimensions: number, keys: ReadonlyMap<number, string> = new Map()) {
    this.#dimensions = dimensions;
    const columns = dimensionNames(dimensions);
    for (const row of rows) {
      const n = Number(row.n);
      const number = row.measure ?? loneMeasure;
      const measure = (typeof number === "number" ? keys.get(number) : undefined) ?? String(number);
      const cells = this.#cellsOf(measure, this.#combination(row, columns));
      const cell = getOrAdd(cells, Number(row.period), newCell);
      cell.n += n;
      if (row.total !== null && row.total !== undefined) cell.total += exact(String(row.total));
      if (row.bucket !== null && row.bucket !== undefined) {
        if (cell.histogram === nothing) cell.histogram = new Map();
        const bucket = Number(row.bucket);
        cell.histogram.set(bucket, (cell.histogram.get(bucket) ?? 0) + n);
      }
    }
  }

  /**
   * Adds rows that hold several measures each.
   *
   * @param keys - keys of measures by the numbers of their columns
   */
  addWide(rows: readonly Row[], keys: ReadonlyMap<number, string>): void {
    const columns = dimensionNames(this.#dimensions);
    const measures = [...keys].map(([number, measure]) => ({ measure, ...wideColumns(number) }));
    for (const row of rows) {
      for (const { measure, n, total, present } of measures) {
        if (Number(row[present]) === 0) continue;
        const cells = this.#cellsOf(measure, this.#combination(row, columns));
        const cell = getOrAdd(cells, Number(row.period), newCell);
        cell.n += Number(row[n]);
        const sum = row[total];
        if (sum !== null && sum !== undefined) cell.total += exact(String(sum));
      }
    }
  }

  /**
   * Makes levels of measures whose rows are changes: in each period the sum of all changes up to it.
   *
   * @param periods - positions in the spine, in order
   */
  accumulate(measures: Iterable<string>, periods: readonly number[]): void {
    for (const measure of measures) {
      for (const cells of this.#cells.get(measure)?.values() ?? []) {
        let level: MutableCell = { n: 0, total: 0n, histogram: nothing };
        for (const period of periods) {
          const change = cells.get(period);
          if (change) level = { ...level, n: level.n + change.n, total: level.total + change.total };
          cells.set(period, level);
        }
      }
    }
  }

  /** Periods of a measure for one combination of dimension values. */
  periods(measure: string, values: DimensionValues): ReadonlyMap<number, Cell> {
    const combination = values.reduce<CombinationNode | undefined>(
      (node, value) => node?.next.get(value),
      this.#root,
    )?.values;
    return (combination && this.#cells.get(measure)?.get(combination)) ?? new Map();
  }

  /**
   * Combinations of dimension values that any measure of the statement has, in order; null comes last. They are the same
   * for every metric of a query, so that its series stand side by side.
   */
  combinations(): DimensionValues[] {
    return this.#combinations.toSorted(compareValues);
  }

  /** Keys of the measures that have any rows. */
  measures(): Iterable<string> {
    return this.#cells.keys();
  }

  /** The combination of a row: one and the same array for all rows that share it. */
  #combination(row: Row, columns: readonly string[]): DimensionValues {
    let node = this.#root;
    for (const column of columns) {
      const value = row[column];
      node = getOrAdd(node.next, value === null || value === undefined ? null : String(value), newNode);
    }
    if (node.values === null) {
      node.values = columns.map((column) => {
        const value = row[column];
        return value === null || value === undefined ? null : String(value);
      });
      this.#combinations.push(node.values);
    }
    return node.values;
  }

  /** The cells of a measure for a combination, by period. */
  #cellsOf(measure: string, values: DimensionValues): Map<number, MutableCell> {
    const byValues = getOrAdd(this.#cells, measure, () => new Map());
    return getOrAdd(byValues, values, () => new Map());
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
