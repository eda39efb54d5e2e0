import type { Snapshot } from "@foresail/client";

/** Planned values by month. */
export type Plan = ReadonlyMap<string, number>;

/**
 * The plan of a metric: for each month the value of the plan issued last.
 *
 * @param snapshots - frozen forecasts in order of issue, of any kind
 */
export function planOf(snapshots: readonly Snapshot[], metric: string): Plan {
  return new Map(
    snapshots
      .filter(
        (snapshot) => snapshot.metric === metric && snapshot.kind === "plan" && snapshot.grain === "month",
      )
      .flatMap(({ points }) => points.map(({ period, value }) => [period, value] as const)),
  );
}

/** Sum of the planned values of some months; null where one of them has no plan. */
export function plannedSum(plan: Plan, months: readonly string[]): number | null {
  const values = months.map((month) => plan.get(month));
  if (months.length === 0 || values.some((value) => value === undefined)) return null;
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
