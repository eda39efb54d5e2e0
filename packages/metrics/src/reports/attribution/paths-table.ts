import type { ReportRow, ReportTable } from "@foresail/client";
import type { ReadJourneys } from "../../query/attribution/read-journeys.ts";
import { toNumber } from "../../query/decimal.ts";

/** Paths that are listed. */
export const mostPaths = 20;

/**
 * The most frequent paths to a conversion: by how many went them, then by what they brought.
 *
 * @param nameOf - the value of a touch by the key of its kind
 */
export function pathsTable(
  { log, journeys }: ReadJourneys,
  nameOf: (key: string) => string | null,
): { readonly table: ReportTable; readonly different: number } {
  const paths = new Map<string, { names: (string | null)[]; conversions: number; value: bigint }>();
  for (const { kinds, conversion } of journeys) {
    const names = kinds.map((number) => nameOf(log.kinds[number]?.key ?? "[]"));
    const key = JSON.stringify(names);
    const known = paths.get(key) ?? { names, conversions: 0, value: 0n };
    known.conversions += 1;
    known.value += conversion.value;
    paths.set(key, known);
  }
  const sorted = [...paths].sort(([a, x], [b, y]) => {
    if (x.conversions !== y.conversions) return y.conversions - x.conversions;
    if (x.value !== y.value) return x.value > y.value ? -1 : 1;
    return a < b ? -1 : 1;
  });
  const rows = sorted.slice(0, mostPaths).map(
    ([, { names, conversions, value }]): ReportRow => ({
      path: names.length === 0 ? "(no touch)" : names.map((name) => name ?? "(none)").join(" > "),
      touches: names.length,
      conversions,
      share: conversions / journeys.length,
      value: toNumber(value),
    }),
  );
  return {
    table: {
      id: "paths",
      title: "The most frequent paths to a conversion",
      columns: [
        { id: "path", label: "Path", unit: "text" },
        { id: "touches", label: "Touches", unit: "count" },
        { id: "conversions", label: "Conversions", unit: "count" },
        { id: "share", label: "Share of conversions", unit: "fraction" },
        { id: "value", label: "Value", unit: "currency" },
      ],
      rows,
    },
    different: paths.size,
  };
}
