import type { ReportColumn, ReportRequest, ReportRow, ReportTable } from "@foresail/client";
import { Calendar } from "../../calendar/calendar.ts";
import { earlier } from "../../calendar/day.ts";
import { limitAt } from "../../calendar/spine.ts";
import { ForesailError } from "../../errors.ts";
import { type Exact, toNumber } from "../../query/decimal.ts";
import { relation } from "../../query/relation.ts";
import { sql } from "../../sql/sql.ts";
import type { ReportBody, ReportContext, ReportDefinition } from "../report.ts";
import { type AlikeDeals, type Days, type MovedDeal, readDeals, type StageOfDeals } from "./read-deals.ts";
import { type WaterfallStep, waterfallSteps } from "./waterfall.ts";

const isDate = /^\d{4}-\d{2}-\d{2}$/;

function daysOf(request: ReportRequest, context: ReportContext): Days {
  const { begin, end } = context.options;
  for (const [name, value] of Object.entries({ begin, end })) {
    if (value && !isDate.test(value)) {
      throw new ForesailError(
        "invalid_query",
        `option ${name} of report pipeline is ${JSON.stringify(value)}; write yyyy-MM-dd`,
      );
    }
  }
  const asOf = context.scope.asOf === null ? context.now : new Date(context.scope.asOf);
  const limit = limitAt(new Date(Math.min(asOf.getTime(), context.now.getTime())), context.settings.timeZone);
  const calendar = new Calendar(context.settings);
  const from = request.from ?? calendar.start(limit.day, request.grain);
  const to = request.to ?? calendar.next(calendar.start(from, request.grain), request.grain);
  const days: Days = {
    window: context.options.window === "all" ? null : { from, to },
    begin: begin || earlier(from, limit.ends),
    end: end || earlier(to, limit.ends),
  };
  if (days.end < days.begin) {
    throw new ForesailError(
      "invalid_query",
      `report pipeline: end ${days.end} lies before begin ${days.begin}`,
    );
  }
  return days;
}

const labels: Readonly<Record<WaterfallStep, string>> = {
  begin: "Begin",
  new: "New",
  pulled_in: "Pulled in",
  increased: "Increased",
  decreased: "Decreased",
  pushed_out: "Pushed out",
  lost: "Lost",
  won: "Won",
  end: "End",
};

function waterfallTable(deals: readonly AlikeDeals[], by: readonly string[]): ReportTable {
  const groups = new Map<
    string,
    {
      group: readonly (string | null)[];
      amounts: Map<WaterfallStep, Exact>;
      counts: Map<WaterfallStep, number>;
    }
  >();
  const empty = JSON.stringify(by.map(() => null));
  if (deals.length === 0)
    groups.set(empty, { group: by.map(() => null), amounts: new Map(), counts: new Map() });
  for (const { group, steps, count } of deals) {
    const key = JSON.stringify(group);
    const known = groups.get(key) ?? { group, amounts: new Map(), counts: new Map() };
    for (const [step, amount] of Object.entries(steps) as [WaterfallStep, Exact][]) {
      known.amounts.set(step, (known.amounts.get(step) ?? 0n) + amount);
      known.counts.set(step, (known.counts.get(step) ?? 0) + count);
    }
    groups.set(key, known);
  }
  const rows = [...groups.values()]
    .sort((a, b) => (JSON.stringify(a.group) < JSON.stringify(b.group) ? -1 : 1))
    .flatMap(({ group, amounts, counts }) =>
      waterfallSteps.map(
        (step): ReportRow => ({
          ...Object.fromEntries(by.map((name, index) => [name, group[index] ?? null])),
          step,
          label: labels[step],
          amount: toNumber(amounts.get(step) ?? 0n),
          deals: counts.get(step) ?? 0,
        }),
      ),
    );
  return {
    id: "waterfall",
    title: "From the pipeline at the beginning to that at the end",
    columns: [
      ...by.map((name): ReportColumn => ({ id: name, label: name, unit: "text" })),
      { id: "step", label: "Step", unit: "text" },
      { id: "label", label: "What", unit: "text" },
      { id: "amount", label: "Amount", unit: "currency" },
      { id: "deals", label: "Deals", unit: "count" },
    ],
    rows,
  };
}

function stagesTable(found: readonly StageOfDeals[], positions: ReadonlyMap<string, number>): ReportTable {
  const stages = new Map<string, Omit<StageOfDeals, "stage">>();
  // One without a name is one of which nothing is known.
  for (const { stage, deals, amount, age } of found) {
    const known = stages.get(stage) ?? { deals: 0, amount: 0n, age: 0 };
    stages.set(stage, { deals: known.deals + deals, amount: known.amount + amount, age: known.age + age });
  }
  const place = (stage: string): number => positions.get(stage) ?? Number.MAX_SAFE_INTEGER;
  return {
    id: "stages",
    title: "Open at the end, by stage",
    columns: [
      { id: "stage", label: "Stage", unit: "text" },
      { id: "deals", label: "Deals", unit: "count" },
      { id: "amount", label: "Amount", unit: "currency" },
      { id: "mean_age", label: "Mean age", unit: "days" },
    ],
    rows: [...stages]
      .sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
      .map(
        ([stage, { deals, amount, age }]): ReportRow => ({
          stage: stage === "" ? null : stage,
          deals,
          amount: toNumber(amount),
          mean_age: age / deals,
        }),
      ),
  };
}

function dealsTable(deals: readonly MovedDeal[], most: number): ReportTable {
  const sizeOf = ({ steps }: MovedDeal): Exact =>
    Object.entries(steps).reduce(
      (sum, [step, amount]) =>
        step === "begin" || step === "end" ? sum : sum + (amount < 0n ? -amount : amount),
      0n,
    );
  const moved = deals
    .filter((deal) => sizeOf(deal) > 0n)
    .sort((a, b) => (sizeOf(a) === sizeOf(b) ? (a.id < b.id ? -1 : 1) : sizeOf(a) > sizeOf(b) ? -1 : 1))
    .slice(0, most);
  return {
    id: "deals",
    title: "Deals that moved, largest first",
    columns: [
      { id: "opportunity", label: "Opportunity", unit: "text" },
      ...waterfallSteps.map((step): ReportColumn => ({ id: step, label: labels[step], unit: "currency" })),
    ],
    rows: moved.map(
      ({ id: opportunity, steps }): ReportRow => ({
        opportunity,
        ...Object.fromEntries(
          waterfallSteps.map((step) => [step, steps[step] === undefined ? null : toNumber(steps[step])]),
        ),
      }),
    ),
  };
}

const mostDeals = 200;

async function compute(request: ReportRequest, context: ReportContext): Promise<ReportBody> {
  const days = daysOf(request, context);
  const { begin, end, window } = days;
  const { scope, engine, run } = context;
  const deals = await readDeals(request, days, mostDeals, context);
  const stages = await run(
    sql`select name, min(position) as position from ${relation("stages", scope, engine.dialect)} as s group by name`,
  );
  const positions = new Map(
    stages
      .filter(({ position }) => position !== null)
      .map(({ name, position }) => [String(name), Number(position)] as const),
  );
  return {
    from: window?.from ?? null,
    to: window?.to ?? null,
    tables: [
      waterfallTable(deals.alike, request.by),
      stagesTable(deals.stages, positions),
      dealsTable(deals.moved, mostDeals),
    ],
    notes: [
      `pipeline just before ${begin} compared with just before ${end}; ${window === null ? "every open deal" : `deals expected to close from ${window.from} to ${window.to} (exclusive)`}`,
      "begin + new + pulled in + increased + decreased + pushed out + lost + won = end, exactly; what leaves is negative",
      ...(deals.missing > 0 ? [`${deals.missing} open deals have no amount and count as 0`] : []),
    ],
  };
}

/** The open pipeline on any day, and the waterfall from one day to another. */
export const pipelineReport: ReportDefinition = {
  report: "pipeline",
  version: 1,
  title: "Pipeline waterfall",
  question: "What moved our pipeline since the beginning of the period?",
  takes: { by: true, where: true },
  options: [
    {
      name: "begin",
      description: "first day of the comparison, yyyy-MM-dd; default: the period's first day",
    },
    { name: "end", description: "last day, yyyy-MM-dd; default: the period's end, or today" },
    {
      name: "window",
      description: "deals expected to close in the period, or every open deal",
      values: ["expected", "all"],
      initial: "expected",
    },
  ],
  compute,
};
