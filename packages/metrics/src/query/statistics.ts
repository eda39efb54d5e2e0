import type { Row } from "../engine/engine.ts";
import { type Exact, exactOf } from "./decimal.ts";
import { loneMeasure, type WideColumns } from "./plan.ts";
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
  /** Names of the columns d1 ... dn. */
  readonly #dimensions: readonly string[];
  readonly #root = newNode();
  readonly #combinations: DimensionValues[] = [];

  /**
   * @param rows - rows that name their measures by their keys
   * @param dimensions - how many columns d1 ... dn the rows have
   */
  constructor(rows: readonly Row[], dimensions: number) {
    this.#dimensions = dimensionNames(dimensions);
    this.add(rows);
  }

  /**
   * Adds rows of one measure each.
   *
   * @param keys - keys of measures by their numbers in rows, where rows have numbers
   */
  add(rows: readonly Row[], keys: ReadonlyMap<number, string> = new Map()): void {
    for (const row of rows) {
      const n = Number(row.n ?? 0);
      const number = row.measure ?? loneMeasure;
      const measure = (typeof number === "number" ? keys.get(number) : undefined) ?? String(number);
      const cell = getOrAdd(this.#cellsOf(measure, row), Number(row.period), newCell);
      cell.n += n;
      if (row.total !== null && row.total !== undefined) cell.total += exactOf(row.total);
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
   * @param wide - columns of measures by their keys
   */
  addWide(rows: readonly Row[], wide: ReadonlyMap<string, WideColumns>): void {
    const measures = [...wide];
    for (const row of rows) {
      for (const [measure, { n, total, present }] of measures) {
        if (Number(row[present]) === 0) continue;
        const cell = getOrAdd(this.#cellsOf(measure, row), Number(row.period), newCell);
        if (n !== undefined) cell.n += Number(row[n]);
        const sum = total === undefined ? null : row[total];
        if (sum !== null && sum !== undefined) cell.total += exactOf(sum);
      }
    }
  }

  /**
   * Makes levels of measures whose rows are changes: in each period the sum of all changes up to it.
   *
   * @param periods - the spine, in order
   */
  accumulate(measures: Iterable<string>, periods: readonly { readonly index: number }[]): void {
    for (const measure of measures) {
      for (const cells of this.#cells.get(measure)?.values() ?? []) {
        let level: MutableCell = { n: 0, total: 0n, histogram: nothing };
        for (const { index } of periods) {
          const change = cells.get(index);
          if (change) level = { ...level, n: level.n + change.n, total: level.total + change.total };
          cells.set(index, level);
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
  #combination(row: Row): DimensionValues {
    const columns = this.#dimensions;
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

  /** The cells of a measure for the combination of a row, by period. */
  #cellsOf(measure: string, row: Row): Map<number, MutableCell> {
    const byValues = getOrAdd(this.#cells, measure, () => new Map());
    return getOrAdd(byValues, this.#combination(row), () => new Map());
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
