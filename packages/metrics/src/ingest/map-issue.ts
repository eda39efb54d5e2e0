import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";
import { didYouMean, list, quote } from "./problem.ts";

/** One fault of a map: where it lies in the map, what it is, and which names are near. */
export interface MapIssue {
  readonly path: string;
  readonly message: string;
  readonly suggestions?: readonly string[];
}

/** Position of a source column in the header, or the issue that it is not there. */
export function findInHeader(header: readonly string[], name: string, path: string): number | MapIssue {
  const index = header.indexOf(name.trim());
  if (index !== -1) return index;
  const suggestions = nearest(name, header);
  const known = suggestions.length > 0 ? didYouMean(suggestions) : `; the header has ${list(header)}`;
  return { path, message: `the header has no column ${quote(name)}${known}`, suggestions };
}

/** The error that tells all issues of a map at once. */
export function invalidMap(file: string, issues: readonly MapIssue[]): ForesailError {
  const clauses = issues.map(({ path, message }) => `${path}: ${message}`);
  return new ForesailError("invalid_map", `${file}: the map does not fit: ${clauses.join("; ")}`, {
    issues: issues.map(({ path, message }) => ({ path, message })),
    suggestions: issues.flatMap((issue) => issue.suggestions ?? []),
  });
}
