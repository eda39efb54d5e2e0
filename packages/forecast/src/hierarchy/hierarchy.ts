import { InvalidArgumentError } from "../errors.ts";
import { groupBy } from "../internal/group-by.ts";
import { zeros } from "../internal/number-lists.ts";
import { sumOf } from "../internal/statistics.ts";

/** Series that are sums of other series. */
export interface Hierarchy {
  /** Every series: sums first, level by level from the top, then the bottom series in their order. */
  readonly nodes: readonly string[];
  /** Bottom series: what cannot be split further. */
  readonly bottom: readonly string[];
  /** For each sum the indices of its bottom series, increasing: the rows of the summing matrix above the identity. */
  readonly parts: readonly (readonly number[])[];
  /** For each sum its level, counted from 0, the top; sums of one level may overlap those of another. */
  readonly levels: readonly number[];
}

/** A bottom series with its keys: `{ owner: "Ann", team: "North", region: "EMEA" }`. */
export type SeriesKeys = Readonly<Record<string, string>>;

/**
 * A hierarchy, or a cross-classified structure, from the keys of its bottom series.
 *
 * Each level is a list of keys to sum by: `[]` is the total, `["region"]` one sum for each region, `["region", "product"]`
 * one for each pair that occurs. Levels need not nest: `[[], ["region"], ["product"]]` crosses two. A sum is named by
 * its keys, as in `region=EMEA/product=Core`; the total is `total`.
 *
 * @param bottom - keys by name of the bottom series
 * @param levels - from the top, without the bottom itself
 * @throws {InvalidArgumentError} if there is no series, a key is missing, or a name stands for two series
 *
 * @example
 * hierarchyFromKeys({ ann: { team: "N" }, bob: { team: "N" }, cem: { team: "S" } }, [[], ["team"]]).nodes;
 * // => ["total", "team=N", "team=S", "ann", "bob", "cem"]
 */
export function hierarchyFromKeys(
  bottom: Readonly<Record<string, SeriesKeys>>,
  levels: readonly (readonly string[])[],
): Hierarchy {
  const names = Object.keys(bottom);
  const sums = levels.flatMap((keys, level) => {
    const groups = groupBy([...names.keys()], (i) => {
      const name = names[i]!;
      return keys.map((key) => `${key}=${keyOf(name, bottom[name]!, key)}`).join("/") || "total";
    });
    return [...groups].map(([name, parts]) => ({ name, parts, level }));
  });
  return checked(
    sums.map(({ name }) => name),
    names,
    sums.map(({ parts }) => parts),
    sums.map(({ level }) => level),
  );
}

/**
 * A structure from its summing matrix.
 *
 * @param sums - for each sum one row of 0 and 1, a number for each bottom series; all are taken as one level
 * @param bottom - names of the bottom series
 * @throws {InvalidArgumentError} if a row has another length, holds anything but 0 and 1, or a name stands for two series
 *
 * @example
 * hierarchyFromMatrix({ total: [1, 1] }, ["a", "b"]).parts; // => [[0, 1]]
 */
export function hierarchyFromMatrix(
  sums: Readonly<Record<string, readonly number[]>>,
  bottom: readonly string[],
): Hierarchy {
  const parts = Object.entries(sums).map(([name, row]) => {
    if (row.length !== bottom.length || row.some((value) => value !== 0 && value !== 1)) {
      throw new InvalidArgumentError(
        `sums.${name}`,
        row,
        `sums.${name} must hold 0 or 1 for each of ${bottom.length} bottom series, got ${JSON.stringify(row)}`,
      );
    }
    return row.flatMap((value, i) => (value === 1 ? [i] : []));
  });
  return checked(
    Object.keys(sums),
    bottom,
    parts,
    parts.map(() => 0),
  );
}

/** Sums of bottom values, in the order of the hierarchy's sums. */
export function sumBottom(
  { parts }: Pick<Hierarchy, "parts">,
  bottom: ArrayLike<number>,
  into: Float64Array = zeros(parts.length),
): Float64Array {
  parts.forEach((list, i) => {
    into[i] = sumOf(list, (place) => bottom[place]!);
  });
  return into;
}

function keyOf(name: string, keys: SeriesKeys, key: string): string {
  const value = keys[key];
  if (value === undefined) {
    throw new InvalidArgumentError(
      `bottom.${name}.${key}`,
      value,
      `bottom.${name} has no key "${key}"; give each series every key that levels name`,
    );
  }
  return value;
}

function checked(
  sums: readonly string[],
  bottom: readonly string[],
  parts: readonly (readonly number[])[],
  levels: readonly number[],
): Hierarchy {
  if (bottom.length === 0) {
    throw new InvalidArgumentError("bottom", bottom, "bottom must name at least one series, got none");
  }
  const empty = parts.findIndex((list) => list.length === 0);
  if (empty >= 0) {
    throw new InvalidArgumentError("sums", sums[empty], `"${sums[empty]}" sums nothing; leave it out`);
  }
  const nodes = [...sums, ...bottom];
  const seen = new Set<string>();
  const repeated = nodes.find((name) => seen.size === seen.add(name).size);
  if (repeated !== undefined) {
    throw new InvalidArgumentError(
      "nodes",
      repeated,
      `"${repeated}" stands for two series; rename one, or give each level once`,
    );
  }
  return { nodes, bottom, parts, levels };
}
