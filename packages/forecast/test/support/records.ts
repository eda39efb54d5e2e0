import type { ActualVintage, Snapshot, SnapshotKind } from "../../src/record/record-types.ts";

/** First day of the i-th month from January 2023. */
export function month(i: number): string {
  return `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-01`;
}

/** One vintage a month, known on the third day of the next month. */
export function monthlyActuals(values: readonly number[]): ActualVintage[] {
  return values.map((value, i) => ({ period: month(i), value, knownAt: month(i + 1).replace(/01$/, "03") }));
}

/** A snapshot cut off before month `origin`, for the `values.length` months from it on. */
export function snapshot(
  kind: SnapshotKind,
  origin: number,
  values: readonly number[],
  { label = kind, halfWidth }: { label?: string; halfWidth?: number } = {},
): Snapshot {
  return {
    id: `${kind}-${label}-${origin}`,
    kind,
    label,
    issuedAt: `${month(origin)}T09:00:00Z`,
    dataCutoff: month(origin),
    points: values.map((value, i) => ({
      period: month(origin + i),
      lag: i + 1,
      value,
      ...(halfWidth === undefined
        ? {}
        : { intervals: { "80": { lower: value - halfWidth, upper: value + halfWidth } } }),
    })),
  };
}
