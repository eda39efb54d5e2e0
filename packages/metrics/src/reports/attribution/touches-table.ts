import type { ReportTable } from "@foresail/client";
import type { Period } from "../../calendar/spine.ts";
import { dayNumber } from "../../query/attribution/moment.ts";
import type { ReadJourneys } from "../../query/attribution/read-journeys.ts";

/** How many touches and conversions there are, and how many of them nothing can be credited for. */
export function touchesTable(
  read: ReadJourneys,
  period: Period,
  dimension: string,
  nameOf: (key: string) => string | null,
): ReportTable {
  const { log } = read;
  const { journeys, nullPaths } = read.of(period);
  const { from, to } = log.range(dayNumber(period.starts), dayNumber(period.ends));
  let [unidentified, withoutValue] = [0, 0];
  for (let index = from; index < to; index++) {
    if (!log.identified[log.journeyOf(index)]) unidentified += 1;
    if (nameOf(log.kinds[log.kindOf(index)]?.key ?? "[]") === null) withoutValue += 1;
  }
  const rows: readonly (readonly [string, number])[] = [
    ["touches in the range", to - from],
    ["of visitors who are not identified", unidentified],
    [`without a ${dimension}`, withoutValue],
    ["conversions", journeys.length],
    ["conversions without a touch", journeys.filter(({ kinds }) => kinds.length === 0).length],
    ["ways that led to no conversion", nullPaths().reduce((sum, { count }) => sum + count, 0)],
  ];
  return {
    id: "touches",
    title: "Touches and conversions",
    columns: [
      { id: "what", label: "What", unit: "text" },
      { id: "n", label: "How many", unit: "count" },
    ],
    rows: rows.map(([what, n]) => ({ what, n })),
  };
}
