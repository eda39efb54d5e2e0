import { ForesailError } from "../errors.ts";

/** One fault of a map: where it lies in the map, what it is, and which names are near. */
export interface MapIssue {
  readonly path: string;
  readonly message: string;
  readonly suggestions?: readonly string[];
}

/** The error that tells all issues of a map at once. */
export function invalidMap(file: string, issues: readonly MapIssue[]): ForesailError {
  const clauses = issues.map(({ path, message }) => `${path}: ${message}`);
  return new ForesailError("invalid_map", `${file}: the map does not fit: ${clauses.join("; ")}`, {
    issues: issues.map(({ path, message }) => ({ path, message })),
    suggestions: issues.flatMap((issue) => issue.suggestions ?? []),
  });
}
