import { type Company, generateCompany } from "../src/index.ts";

/** One company of the ordinary size for all tests of a file. */
export const company: Company = generateCompany({ seed: 7, end: "2026-11-01" });

/** The rows of a table by id. */
export function byId<T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
