import type { ReportColumn, ReportRequest, ReportRow, ReportTable } from "@foresail/client";
import { Calendar } from "../../calendar/calendar.ts";
import { type Day, earlier } from "../../calendar/day.ts";
import { limitAt } from "../../calendar/spine.ts";
import type { Row } from "../../engine/engine.ts";
import { ForesailError } from "../../errors.ts";
import { dimensionedRows } from "../../query/deal-rows.ts";
import { type Exact, exactOf, toNumber } from "../../query/decimal.ts";
import { planAmountAt, planOpportunityStates } from "../../query/opportunity-states.ts";
import { dimensionColumns, Plan } from "../../query/plan.ts";
import { relation } from "../../query/relation.ts";
import { id, type Sql, sql } from "../../sql/sql.ts";
import type { ReportBody, ReportContext, ReportDefinition } from "../report.ts";
import {
  type DealOnTwoDays,
  type DealSteps,
  dealSteps,
  type WaterfallStep,
  waterfallSteps,
} from "./waterfall.ts";

const isDate = /^\d{4}-\d{2}-\d{2}$/;

/** The window in which deals are expected to close, and the days between which the pipeline is compared. */
interface Days {
  /** Null for every open deal, whenever it is expected. */
  readonly window: { readonly from: Day; readonly to: Day } | null;
  readonly begin: Day;
  readonly end: Day;
}

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

/** Open deals just before a day: id, amount, expected close, stage, probability. */
function openStatement(plan: Plan, day: Day): Sql {
  const { dialect } = plan.context;
  const at = dialect.date(day);
  const text = dialect.columnType("text");
  const rows = dimensionedRows(plan, "pipeline", {
    fact: "opportunities",
    rows: id(planOpportunityStates(plan)),
    columns: [
      sql`cast(f.amount as decimal(38, 16)) as amount`,
      sql`cast(f.expected_close_on as ${text}) as expected`,
      sql`f.stage as stage`,
      sql`f.pipeline as pipeline`,
      sql`f.probability as probability`,
      sql`${dialect.days(sql`f.created_on`, at)} as age`,
    ],
    where: [sql`f.since < ${at}`, sql`(f.until is null or f.until >= ${at})`],
  });
  return plan.with(
    sql`select r.id as id, r.amount as amount, r.expected as expected, r.stage as stage, r.pipeline as pipeline, r.probability as probability, r.age as age${dimensionColumns(plan.context, "r")} from ${rows} as r`,
  );
}

/** Deals that closed between the two days, with the amount they closed with. */
function closedStatement(plan: Plan, { begin, end }: Days): Sql {
  const { dialect, scope } = plan.context;
  const text = dialect.columnType("text");
  const amounts = planAmountAt(
    plan,
    "last_amounts",
    "the last amount before an opportunity closed",
    sql`v.amount <> 0 and (v.step = 0 or v.day <= o.closed_on)`,
  );
  const rows = sql`(select o.*, h.amount as historical_amount from ${relation("opportunities", scope, dialect)} as o left join ${id(amounts)} as h on h.id = o.id)`;
  const selected = dimensionedRows(plan, "pipeline", {
    fact: "opportunities",
    rows,
    columns: [
      sql`cast(case when f.outcome = 'won' then f.amount else coalesce(nullif(f.amount, 0), f.historical_amount) end as decimal(38, 16)) as amount`,
      sql`f.outcome as outcome`,
      sql`cast(f.created_on as ${text}) as created`,
      sql`cast(f.closed_on as ${text}) as closed`,
      sql`cast(f.expected_close_on as ${text}) as expected`,
    ],
    where: [
      sql`f.outcome <> 'open'`,
      sql`f.closed_on >= ${dialect.date(begin)}`,
      sql`f.closed_on < ${dialect.date(end)}`,
    ],
  });
  return plan.with(
    sql`select r.id as id, r.amount as amount, r.outcome as outcome, r.created as created, r.closed as closed, r.expected as expected${dimensionColumns(plan.context, "r")} from ${selected} as r`,
  );
}

const amountOf = (row: Row): Exact =>
  row.amount === null || row.amount === undefined ? 0n : exactOf(row.amount);

interface Deal {
  readonly steps: DealSteps;
  readonly id: string;
  readonly group: readonly (string | null)[];
}

/** Every deal that is in the pipeline of the window at some time between the days. */
function dealsOf(
  open: { readonly begin: readonly Row[]; readonly end: readonly Row[]; readonly closed: readonly Row[] },
  { window, begin: first }: Days,
  by: readonly string[],
): Deal[] {
  const inWindow = (expected: unknown): boolean =>
    window === null || (typeof expected === "string" && expected >= window.from && expected < window.to);
  const groupOf = (row: Row) => by.map((_, index) => (row[`d${index + 1}`] ?? null) as string | null);
  const deals = new Map<string, DealOnTwoDays & { group: (string | null)[] }>();
  const update = (row: Row, change: Partial<DealOnTwoDays>): void => {
    const key = String(row.id);
    const known = deals.get(key) ?? {
      id: key,
      existed: false,
      begin: null,
      end: null,
      closed: null,
      expected: false,
      group: groupOf(row),
    };
    deals.set(key, { ...known, ...change, group: groupOf(row) });
  };
  for (const row of open.begin)
    update(row, { existed: true, begin: inWindow(row.expected) ? amountOf(row) : null });
  for (const row of open.end) update(row, { end: inWindow(row.expected) ? amountOf(row) : null });
  for (const row of open.closed) {
    const outcome = row.outcome === "won" ? ("won" as const) : ("lost" as const);
    const closedInWindow = inWindow(row.closed);
    update(row, {
      closed: { outcome, amount: amountOf(row) },
      expected: outcome === "won" ? closedInWindow : inWindow(row.expected),
      ...(row.created !== null && String(row.created) < first ? { existed: true } : {}),
    });
  }
  return [...deals.values()]
    .map((deal) => ({ id: deal.id, group: deal.group, steps: dealSteps(deal) }))
    .filter(({ steps }) => Object.keys(steps).length > 0);
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

function waterfallTable(deals: readonly Deal[], by: readonly string[]): ReportTable {
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
  for (const { group, steps } of deals) {
    const key = JSON.stringify(group);
    const known = groups.get(key) ?? { group, amounts: new Map(), counts: new Map() };
    for (const [step, amount] of Object.entries(steps) as [WaterfallStep, Exact][]) {
      known.amounts.set(step, (known.amounts.get(step) ?? 0n) + amount);
      known.counts.set(step, (known.counts.get(step) ?? 0) + 1);
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

function stagesTable(rows: readonly Row[], positions: ReadonlyMap<string, number>): ReportTable {
  const stages = new Map<string, { deals: number; amount: Exact; age: number }>();
  for (const row of rows) {
    const stage = String(row.stage ?? "");
    const known = stages.get(stage) ?? { deals: 0, amount: 0n, age: 0 };
    stages.set(stage, {
      deals: known.deals + 1,
      amount: known.amount + amountOf(row),
      age: known.age + Number(row.age),
    });
  }
  const place = (stage: string): number => positions.get(stage) ?? Number.POSITIVE_INFINITY;
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

function dealsTable(deals: readonly Deal[], most: number): ReportTable {
  const sizeOf = ({ steps }: Deal): Exact =>
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
  const period = {
    index: 0,
    label: begin,
    starts: begin,
    ends: end,
    closes: end,
    partial: false,
    future: false,
  };
  const { scope, engine, settings, run } = context;
  const planContext = { scope, dialect: engine.dialect, periods: [period], settings, foreignRates: [] };
  const plan = () => new Plan({ ...planContext, by: request.by, where: request.where });
  const open = {
    begin: await run(openStatement(plan(), begin)),
    end: await run(openStatement(plan(), end)),
    closed: await run(closedStatement(plan(), days)),
  };
  const deals = dealsOf(open, days, request.by);
  const stages = await run(
    sql`select name, min(position) as position from ${relation("stages", scope, engine.dialect)} as s group by name`,
  );
  const positions = new Map(stages.map((row) => [String(row.name), Number(row.position ?? Number.NaN)]));
  const inWindow = open.end.filter(
    ({ expected }) =>
      window === null || (typeof expected === "string" && expected >= window.from && expected < window.to),
  );
  const missing = [...open.begin, ...open.end].filter(({ amount }) => amount === null).length;
  return {
    from: window?.from ?? null,
    to: window?.to ?? null,
    tables: [
      waterfallTable(deals, request.by),
      stagesTable(inWindow, positions),
      dealsTable(deals, mostDeals),
    ],
    notes: [
      `pipeline just before ${begin} compared with just before ${end}; ${window === null ? "every open deal" : `deals expected to close from ${window.from} to ${window.to} (exclusive)`}`,
      "begin + new + pulled in + increased + decreased + pushed out + lost + won = end, exactly; what leaves is negative",
      ...(missing > 0 ? [`${missing} open deals have no amount and count as 0`] : []),
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
