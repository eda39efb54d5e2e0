import type { ImportMap } from "@foresail/client";
import type { Fields } from "./compile-column.ts";
import { compileCondition, findColumns, firstText } from "./compile-condition.ts";
import type { HeaderNames } from "./header-names.ts";
import type { MapIssue } from "./map-issue.ts";
import { Problem } from "./problem.ts";

/** An id that the source has merged into another. */
export interface Merge {
  readonly from: string;
  readonly into: string;
}

/** What a map says of whole rows. */
export interface RowRules {
  /** Whether the row is of this table. */
  wanted(fields: Fields): boolean;
  /** Why the row cannot be taken, or null. */
  refusal(fields: Fields): Problem | null;
  /** Whether the source has deleted the row. */
  deleted(fields: Fields): boolean;
  /** Ids that the row says were merged. */
  merges(fields: Fields): readonly Merge[];
  /** Whether a row says nothing but that ids were merged. */
  readonly mergesOnly: boolean;
  readonly issues: readonly MapIssue[];
}

const none: readonly Merge[] = [];

/** Compiles what a map says of whole rows: `when`, `refuse`, `deleted` and `merge`. */
export function compileRowRules(names: HeaderNames, map: ImportMap): RowRules {
  const wanted = compileCondition(names, map.when, "when");
  const refusals = (map.refuse ?? []).map(({ when, because, remedy }, at) => ({
    condition: compileCondition(names, when, `refuse.${at}`),
    problem: new Problem("unsupported", because, remedy),
  }));
  const deleted = map.deleted === undefined ? null : compileCondition(names, map.deleted, "deleted");
  const merging = map.merge === undefined ? [] : Array.isArray(map.merge) ? map.merge : [map.merge];
  const merges = merging.map((merge) => ({
    separator: merge.separator,
    from: findColumns(names, merge.from, "merge.from"),
    into: findColumns(names, merge.into, "merge.into"),
  }));
  return {
    wanted: wanted.holds,
    refusal: (fields) => refusals.find(({ condition }) => condition.holds(fields))?.problem ?? null,
    deleted: (fields) => deleted?.holds(fields) ?? false,
    merges: (fields) => {
      if (merges.length === 0) return none;
      return merges.flatMap(({ from, into, separator }) => {
        const target = firstText(fields, into.indexes);
        const text = firstText(fields, from.indexes);
        if (target === "" || text === "") return [];
        const ids = separator === undefined ? [text] : text.split(separator);
        return ids
          .map((id) => ({ from: id.trim(), into: target }))
          .filter((one) => one.from !== "" && one.from !== one.into);
      });
    },
    mergesOnly: merges.length > 0 && Object.keys(map.columns ?? {}).length === 0,
    issues: [
      ...wanted.issues,
      ...refusals.flatMap(({ condition }) => condition.issues),
      ...(deleted?.issues ?? []),
      ...merges.flatMap(({ from, into }) => [...from.issues, ...into.issues]),
    ],
  };
}
