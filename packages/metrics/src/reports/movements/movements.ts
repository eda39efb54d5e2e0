import type { ReportColumn, ReportRequest, ReportRow } from "@foresail/client";
import type { Period } from "../../calendar/spine.ts";
import { type Exact, exactOf, toNumber } from "../../query/decimal.ts";
import { beforeRange, dimensionColumns, type Plan, planDays } from "../../query/plan.ts";
import { planMovements } from "../../query/plan-movement.ts";
import { MrrRelations } from "../../query/plan-mrr.ts";
import { relation } from "../../query/relation.ts";
import type { DimensionValues } from "../../query/statistics.ts";
import { id, join, type Sql, sql } from "../../sql/sql.ts";
import type { ReportBody, ReportContext, ReportDefinition } from "../report.ts";
import { rangeOfPeriods, reportPlan } from "../report-plan.ts";
import { bySplit, splitCells, splitColumns, valuesOf } from "../split.ts";

const movements = ["new", "expansion", "reactivation", "contraction", "churned", "fx"] as const;
type Movement = (typeof movements)[number];
type Moved = Partial<Record<Movement, Exact>>;

/** MRR of one account in one period: what it was, what became of it. */
interface AccountPeriod {
  readonly account: string;
  readonly period: number;
  /** Values of its dimensions. */
  readonly values: DimensionValues;
  opening: Exact;
  closing: Exact;
  readonly moved: Moved;
}

/** Changes of every account by period, what came before the range under -1. */
function changesStatement(plan: Plan, changes: string): Sql {
  return plan.with(sql`select c.account_id as account_id, coalesce(p.period, ${beforeRange}) as period,
  cast(sum(c.change) as decimal(38, 16)) as change
from ${id(changes)} as c left join ${planDays(plan)} as p on p.day = c.day
group by c.account_id, p.period`);
}

function movedStatement(plan: Plan): Sql {
  const columns = dimensionColumns(plan.context);
  return plan.with(sql`select account_id, period, movement${columns}, cast(sum(change) as decimal(38, 16)) as change
from movements group by account_id, period, movement${columns}`);
}

/** MRR before the range, part by part. */
function openingStatement(plan: Plan, changes: string): Sql {
  const { context } = plan;
  const first = context.dialect.date(context.periods[0]?.starts ?? "");
  const columns = context.by.map((_, index) => id(`d${index + 1}`));
  const groupBy = columns.length === 0 ? sql`` : sql`\ngroup by ${join(columns)}`;
  return plan.with(sql`select cast(coalesce(sum(change), 0) as decimal(38, 16)) as change${dimensionColumns(context)}
from ${id(changes)} where day < ${first}${groupBy}`);
}

/** Account periods in which something moved, in order of period and account. */
async function accountPeriods(plan: Plan, changes: string, context: ReportContext): Promise<AccountPeriod[]> {
  const found = new Map<string, AccountPeriod>();
  const key = (account: string, period: number): string => `${period} ${account}`;
  for (const row of await context.run(movedStatement(plan))) {
    const [account, period] = [String(row.account_id), Number(row.period)];
    const values = valuesOf(row, plan.context.by);
    const known = found.get(key(account, period)) ?? {
      account,
      period,
      values,
      opening: 0n,
      closing: 0n,
      moved: {},
    };
    const movement = String(row.movement).replace("movement.", "") as Movement;
    known.moved[movement] = (known.moved[movement] ?? 0n) + exactOf(row.change);
    found.set(key(account, period), known);
  }
  const byAccount = new Map<string, { period: number; change: Exact }[]>();
  for (const row of await context.run(changesStatement(plan, changes))) {
    const account = String(row.account_id);
    const list = byAccount.get(account) ?? [];
    list.push({ period: Number(row.period), change: exactOf(row.change) });
    byAccount.set(account, list);
  }
  for (const [account, list] of byAccount) {
    let level = 0n;
    for (const { period, change } of list.sort((a, b) => a.period - b.period)) {
      const known = found.get(key(account, period));
      if (known) Object.assign(known, { opening: level, closing: level + change });
      level += change;
    }
  }
  return [...found.values()].sort((a, b) => a.period - b.period || (a.account < b.account ? -1 : 1));
}

const moneyColumns: readonly ReportColumn[] = [
  { id: "opening_mrr", label: "Opening MRR", unit: "currency" },
  { id: "new_mrr", label: "New", unit: "currency" },
  { id: "expansion_mrr", label: "Expansion", unit: "currency" },
  { id: "reactivation_mrr", label: "Reactivation", unit: "currency" },
  { id: "contraction_mrr", label: "Contraction", unit: "currency" },
  { id: "churned_mrr", label: "Churned", unit: "currency" },
  { id: "fx_mrr", label: "Exchange rates", unit: "currency" },
  { id: "closing_mrr", label: "Closing MRR", unit: "currency" },
];

function moneyOf(opening: Exact, moved: Moved, closing: Exact): ReportRow {
  const amounts = movements.map((movement): [string, number] => [
    `${movement}_mrr`,
    toNumber(moved[movement] ?? 0n),
  ]);
  return { opening_mrr: toNumber(opening), ...Object.fromEntries(amounts), closing_mrr: toNumber(closing) };
}

/** Accounts together: what they paid before the range, and what moved in each period of it. */
interface Part {
  readonly values: DimensionValues;
  opening: Exact;
  readonly moved: Map<number, Moved>;
}

/** Accounts by the values of their dimensions; without dimensions one part, be there accounts or not. */
async function partsOf(
  plan: Plan,
  changes: string,
  found: readonly AccountPeriod[],
  context: ReportContext,
): Promise<Part[]> {
  const parts = new Map<string, Part>();
  const partOf = (values: DimensionValues): Part => {
    const key = JSON.stringify(values);
    const part = parts.get(key) ?? { values, opening: 0n, moved: new Map<number, Moved>() };
    parts.set(key, part);
    return part;
  };
  if (plan.context.by.length === 0) partOf([]);
  for (const row of await context.run(openingStatement(plan, changes))) {
    const opening = exactOf(row.change);
    if (opening !== 0n) partOf(valuesOf(row, plan.context.by)).opening = opening;
  }
  for (const { period, values, moved } of found) {
    const part = partOf(values);
    const sums = part.moved.get(period) ?? {};
    for (const movement of movements) sums[movement] = (sums[movement] ?? 0n) + (moved[movement] ?? 0n);
    part.moved.set(period, sums);
  }
  return [...parts.values()].sort((a, b) => bySplit(a.values, b.values));
}

/** MRR of a part, period by period: also of those in which nothing moved. */
function totalsOf(periods: readonly Period[], by: readonly string[], part: Part): ReportRow[] {
  let level = part.opening;
  return periods.map(({ index, label, partial }) => {
    const moved = part.moved.get(index) ?? {};
    const opening = level;
    level += Object.values(moved).reduce((sum, amount) => sum + amount, 0n);
    return { period: label, ...splitCells(by, part.values), partial, ...moneyOf(opening, moved, level) };
  });
}

async function namesOf(context: ReportContext): Promise<Map<string, string>> {
  const { dialect } = context.engine;
  const rows = await context.run(
    sql`select id, name from ${relation("accounts", context.scope, dialect)} as t where name is not null`,
  );
  return new Map(rows.map(({ id: account, name }) => [String(account), String(name)]));
}

async function compute(request: ReportRequest, given: ReportContext): Promise<ReportBody> {
  const { form } = given.options;
  const settings = form
    ? { ...given.settings, "movements.form": form as "snapshot" | "events" }
    : given.settings;
  const context = { ...given, settings };
  const { plan, periods } = await reportPlan(request, context, "new_mrr");
  const range = rangeOfPeriods(periods);
  const known = plan.context.periods;
  if (known.length === 0)
    return { ...range, tables: [], notes: ["the whole range lies after all that is known"] };
  planMovements(plan, "movements");
  const { changes } = new MrrRelations(plan, "movements", "accounts");
  const found = await accountPeriods(plan, changes, context);
  const parts = await partsOf(plan, changes, found, context);
  const names = await namesOf(context);
  const { by } = request;
  // Accounts name themselves already.
  const own = by.filter((name) => name !== "account_id");
  const rows = found.map(
    ({ account, period, values, opening: before, closing, moved }): ReportRow => ({
      period: known[period]?.label ?? null,
      ...splitCells(by, values),
      account_id: account,
      account: names.get(account) ?? null,
      ...moneyOf(before, moved, closing),
    }),
  );
  const events = settings["movements.form"] === "events";
  return {
    ...range,
    tables: [
      {
        id: "totals",
        title: "MRR movements",
        columns: [
          { id: "period", label: "Period", unit: "date" },
          ...splitColumns(by),
          ...moneyColumns,
          { id: "partial", label: "Not complete", unit: "text" },
        ],
        rows: parts.flatMap((part) => totalsOf(known, by, part)),
      },
      {
        id: "accounts",
        title: "By account",
        columns: [
          { id: "period", label: "Period", unit: "date" },
          ...splitColumns(own),
          { id: "account_id", label: "Account", unit: "text" },
          { id: "account", label: "Name", unit: "text" },
          ...moneyColumns,
        ],
        rows,
      },
    ],
    notes: [
      events
        ? "every day on which an account changed counts: what is won and lost within one period shows as both"
        : "accounts are compared at both ends of a period: what is won and lost within it does not show",
      "opening MRR and the movements add up to closing MRR, exactly",
    ],
  };
}

/**
 * What became of MRR, account by account: new, expansion, contraction, churned, reactivation, exchange rates.
 *
 * Split by dimensions of accounts, each part has its own opening and closing MRR; the parts add up to the whole.
 */
export const movementsReport: ReportDefinition = {
  report: "movements",
  version: 1,
  title: "MRR movements",
  question: "Which accounts moved our recurring revenue, and how?",
  takes: { by: true, where: true },
  options: [
    {
      name: "form",
      description: "net change between the ends of a period, or every change in it",
      values: ["snapshot", "events"],
    },
  ],
  settings: ["movements.form", "currency.rate", "churn.date", "churn.graceDays", "revenue.discounts"],
  compute,
};
