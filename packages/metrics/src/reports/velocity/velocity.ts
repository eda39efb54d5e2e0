import type { Query, ReportColumn, ReportRequest, ReportRow, ReportTable } from "@foresail/client";
import { Calendar } from "../../calendar/calendar.ts";
import { addDays, type Day, earlier } from "../../calendar/day.ts";
import { limitAt, type Period } from "../../calendar/spine.ts";
import { measuresOf } from "../../catalogue/definition.ts";
import { ForesailError } from "../../errors.ts";
import { evaluate } from "../../query/evaluate.ts";
import { measureKey } from "../../query/plan.ts";
import { numberOf } from "../../query/quantity.ts";
import { answer } from "../../query/run-query.ts";
import type { ReportBody, ReportContext, ReportDefinition } from "../report.ts";

/** Fewer than this make no comparison that one would act on. */
const fewest = 10;

const factors = [
  "opportunities_created",
  "win_rate",
  "average_deal_size",
  "sales_cycle_days",
  "sales_velocity",
] as const;
const stageTimes = ["stage_duration_days", "stage_duration_days.mean", "stage_duration_days.p90"] as const;

/** Values of metrics over one stretch of days, by combination of dimension values; `rows`: how many the first one counts. */
type Values = ReadonlyMap<
  string,
  {
    readonly group: readonly (string | null)[];
    readonly values: ReadonlyMap<string, number | null>;
    readonly decided: number;
    readonly rows: number;
  }
>;

function stretch(starts: Day, ends: Day): Period {
  return { index: 0, label: starts, starts, ends, closes: ends, partial: false, future: false };
}

/** The days of the report, and the stretch of equal length before them. */
function daysOf(request: ReportRequest, context: ReportContext): { now: Period; before: Period } {
  const asOf = context.scope.asOf === null ? context.now : new Date(context.scope.asOf);
  const limit = limitAt(new Date(Math.min(asOf.getTime(), context.now.getTime())), context.settings.timeZone);
  const calendar = new Calendar(context.settings);
  const ends = request.to ?? calendar.start(limit.day, request.grain);
  const from =
    request.from ?? calendar.shift(calendar.start(addDays(ends, -1), request.grain), request.grain, -2);
  const to = earlier(ends, limit.ends);
  if (to <= from) {
    throw new ForesailError(
      "invalid_query",
      `report velocity: to is ${to}, which is not after from, ${from}; to is exclusive`,
    );
  }
  const length = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
  return { now: stretch(from, to), before: stretch(addDays(from, -length), from) };
}

/** Values over stretches of days that follow each other, read by one statement. */
async function valuesOf(
  metrics: readonly string[],
  by: readonly string[],
  stretches: readonly Period[],
  request: ReportRequest,
  context: ReportContext,
): Promise<Values[]> {
  const query: Query = {
    metrics: [...metrics],
    by: [...by],
    where: request.where,
    grain: "year",
    asOf: request.asOf,
    set: {},
  };
  const definitions = metrics.map((metric) => context.catalogue.get(metric));
  const { spine, statistics } = await answer(
    stretches.map((period, index) => ({ ...period, index })),
    query,
    definitions,
    context.scope,
    context,
    context.run,
  );
  const found = statistics.combinations();
  const combinations = found.length > 0 || by.length > 0 ? found : [[]];
  const counted = definitions.slice(0, 1).flatMap(({ expression }) => measuresOf(expression));
  const evaluated = combinations.map((group) => {
    const of = {
      statistics,
      values: group,
      periods: spine.periods,
      grain: query.grain,
      settings: context.settings,
    };
    return {
      group,
      results: definitions.map(({ id, expression }) => ({ id, values: evaluate(expression, of) })),
      cells: counted.map((measure) => statistics.periods(measureKey(measure), group)),
    };
  });
  return stretches.map((_, position) => {
    const place = spine.before + position;
    const index = spine.periods[place]?.index ?? place;
    return new Map(
      evaluated.map(({ group, results, cells }) => {
        const values = new Map(
          results.map(({ id, values: all }) => [id, numberOf(all[place]?.value ?? null)]),
        );
        const rate = results.find(({ id }) => id === "win_rate");
        const decided = numberOf(rate?.values[place]?.denominator ?? null) ?? 0;
        const rows = cells.reduce((sum, periods) => sum + (periods.get(index)?.n ?? 0), 0);
        return [JSON.stringify(group), { group, values, decided, rows }];
      }),
    );
  });
}

function factorsTable(now: Values, before: Values, by: readonly string[]): ReportTable {
  const rows = [...now].map(([key, { group, values, decided }]): ReportRow => {
    const velocity = values.get("sales_velocity") ?? null;
    const previous = before.get(key)?.values.get("sales_velocity") ?? null;
    return {
      ...Object.fromEntries(by.map((name, index) => [name, group[index] ?? null])),
      ...Object.fromEntries(factors.map((metric) => [metric, values.get(metric) ?? null])),
      decided,
      before: previous,
      change: velocity === null || previous === null || previous === 0 ? null : velocity / previous - 1,
    };
  });
  return {
    id: "factors",
    title: "Sales velocity and what it is made of",
    columns: [
      ...by.map((name): ReportColumn => ({ id: name, label: name, unit: "text" })),
      { id: "opportunities_created", label: "Created", unit: "count" },
      { id: "decided", label: "Decided", unit: "count" },
      { id: "win_rate", label: "Win rate", unit: "fraction" },
      { id: "average_deal_size", label: "Average deal", unit: "currency" },
      { id: "sales_cycle_days", label: "Cycle", unit: "days" },
      { id: "sales_velocity", label: "A day", unit: "currency" },
      { id: "before", label: "A day before", unit: "currency" },
      { id: "change", label: "Change", unit: "fraction" },
    ],
    rows,
  };
}

function stagesTable(now: Values, before: Values): ReportTable {
  const rows = [...now]
    .map(([key, { group, values, rows: count }]): ReportRow => {
      const median = values.get("stage_duration_days") ?? null;
      const previous = before.get(key)?.values.get("stage_duration_days") ?? null;
      const mean = values.get("stage_duration_days.mean") ?? null;
      return {
        stage: group[0] ?? null,
        visits: count,
        median,
        mean,
        p90: values.get("stage_duration_days.p90") ?? null,
        total: mean === null ? null : Math.round(mean * count),
        before: previous,
        change: median === null || previous === null ? null : median - previous,
        note: "",
      };
    })
    .filter(({ visits: count }) => Number(count) > 0);
  const enough = rows.filter(({ visits: count }) => Number(count) >= fewest);
  const largest = (of: (row: ReportRow) => number) =>
    enough.reduce<ReportRow | null>(
      (most, row) => (of(row) > (most === null ? 0 : of(most)) ? row : most),
      null,
    );
  const [slowest, slower] = [
    largest((row) => Number(row.total ?? 0)),
    largest((row) => Number(row.change ?? 0)),
  ];
  return {
    id: "stages",
    title: "Where the time goes: stages that were left",
    columns: [
      { id: "stage", label: "Stage", unit: "text" },
      { id: "visits", label: "Visits", unit: "count" },
      { id: "median", label: "Median", unit: "days" },
      { id: "mean", label: "Mean", unit: "days" },
      { id: "p90", label: "90th percentile", unit: "days" },
      { id: "total", label: "Days together", unit: "days" },
      { id: "before", label: "Median before", unit: "days" },
      { id: "change", label: "Change", unit: "days" },
      { id: "note", label: "Slow", unit: "text" },
    ],
    rows: rows.map((row) => ({
      ...row,
      note: [
        ...(row === slowest ? ["most days together"] : []),
        ...(row === slower ? ["slowed down most"] : []),
      ].join(", "),
    })),
  };
}

async function compute(request: ReportRequest, context: ReportContext): Promise<ReportBody> {
  const { now, before } = daysOf(request, context);
  const read = (metrics: readonly string[], by: readonly string[], stretches: readonly Period[]) =>
    valuesOf(metrics, by, stretches, request, context);
  // Each on its own: a part that was there before alone is none now.
  const [factorsNow = new Map()] = await read(factors, request.by, [now]);
  const [factorsBefore = new Map()] = await read(factors, request.by, [before]);
  const [stagesBefore = new Map(), stagesNow = new Map()] = await read(stageTimes, ["stage"], [before, now]);
  return {
    from: now.starts,
    to: now.ends,
    tables: [factorsTable(factorsNow, factorsBefore, request.by), stagesTable(stagesNow, stagesBefore)],
    notes: [
      `velocity = opportunities (${context.settings["velocity.deals"]}) x win rate x average deal / cycle, a day; all over the whole range`,
      `before: the ${before.starts} to ${before.ends} (exclusive), a stretch of equal length`,
      "time in stage: visits that ended in the range, from entering to leaving; visits that last are not in it",
      `slow: among stages with at least ${fewest} visits`,
    ],
  };
}

/** Sales velocity, its four factors, and the stages in which deals lose their time. */
export const velocityReport: ReportDefinition = {
  report: "velocity",
  version: 1,
  title: "Sales velocity",
  question: "How fast does our pipeline earn, and where is it slow?",
  takes: { by: true, where: true },
  options: [],
  settings: ["velocity.deals", "salesCycle.start"],
  compute,
};
