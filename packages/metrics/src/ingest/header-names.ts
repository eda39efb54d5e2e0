import { nearest } from "../model/nearest.ts";
import type { MapIssue } from "./map-issue.ts";
import { didYouMean, list, quote } from "./problem.ts";

/** Finds a source column by the name that a map gives it: its position, or what is wrong. */
export interface HeaderNames {
  readonly header: readonly string[];
  /** Whether a mapping whose columns the header lacks is left out. */
  readonly optional: boolean;
  find(name: string, path: string): number | MapIssue;
  /** Whether the header has the column. */
  has(name: string): boolean;
}

/** A name without what exports write differently: `StageName`, `stage_name` and `Stage Name` are one. */
export function looseName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, "");
}

function positions(header: readonly string[], key: (name: string) => string): Map<string, number[]> {
  const found = new Map<string, number[]>();
  header.forEach((name, index) => {
    found.set(key(name), [...(found.get(key(name)) ?? []), index]);
  });
  return found;
}

/**
 * The names of a header: exact ones, or loose ones, which match whatever their case, spaces and underscores; an exact
 * match goes before.
 */
export function headerNames(header: readonly string[], loose: boolean): HeaderNames {
  const exact = positions(header, (name) => name);
  const similar = loose ? positions(header, looseName) : new Map<string, number[]>();
  const found = (name: string): readonly number[] =>
    exact.get(name.trim()) ?? (loose ? similar.get(looseName(name)) : undefined) ?? [];
  return {
    header,
    optional: loose,
    has: (name) => found(name).length > 0,
    find: (name, path) => {
      const indexes = found(name);
      if (indexes.length === 1) return indexes[0]!;
      if (indexes.length > 1) {
        const names = indexes.map((index) => quote(header[index]!)).join(" and ");
        return { path, message: `${names} both name ${quote(name)}; rename one of them` };
      }
      const suggestions = nearest(name, header);
      const known = suggestions.length > 0 ? didYouMean(suggestions) : `; the header has ${list(header)}`;
      return { path, message: `the header has no column ${quote(name)}${known}`, suggestions };
    },
  };
}
