import type { ReportColumn, ReportRequest, ReportRow } from "@foresail/client";
import type { Period } from "../../calendar/spine.ts";
import type { Row } from "../../engine/engine.ts";
import { type Exact, exactOf, toNumber } from "../../query/decimal.ts";
import { dimensionColumns, namedDimensionColumns, type Plan } from "../../query/plan.ts";
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

/** MRR of one account in one period: what it was, and what became of it. */
interface AccountPeriod {
  readonly period: number;
  readonly opening: Exact;
  readonly moved: Moved;
}

/** An account and the periods in which something moved, by the values of its dimensions. */
interface MovedAccount {
  readonly account: string;
  readonly values: DimensionValues;
  readonly periods: AccountPeriod[];
}

/**
 * Rows account_id, period, movement, d1 ... dn, opening, change: what moved, beside what the account had when the period
 * began.
 *
 * @param levels - relation of what accounts pay at both ends of periods
 * @param daily - whether an account may have a movement more than once in a period
 */
function movedStatement(plan: Plan, levels: string, daily: boolean): Sql {
  const { context } = plan;
  const columns = dimensionColumns(context);
  const moved = daily
    ? sql`(select account_id, period, movement${columns}, sum(change) as change from movements group by account_id, period, movement${columns})`
    : sql`movements`;
  return plan.with(sql`select m.account_id as account_id, m.period as period, m.movement as movement${namedDimensionColumns(context, "m")},
  cast(l.opening as decimal(38, 16)) as opening, cast(m.change as decimal(38, 16)) as change
from ${moved} as m join ${id(levels)} as l on l.account_id = m.account_id and l.period = m.period`);
}

/** MRR before the range, part by part. */
function openingStatement(plan: Plan, dated: string): Sql {
  const { context } = plan;
  const first = context.dialect.date(context.periods[0]?.starts ?? "");
  const columns = context.by.map((_, index) => id(`d${index + 1}`));
  const groupBy = columns.length === 0 ? sql`` : sql`\ngroup by ${join(columns)}`;
  return plan.with(sql`select cast(coalesce(sum(change), 0) as decimal(38, 16)) as change${dimensionColumns(context)}
from ${id(dated)} where day < ${first}${groupBy}`);
}

/**
 * Accounts of which something moved, in order of their ids. A report may list millions of their periods: these are plain
 * loops, and nothing is kept twice.
 */
function movedAccounts(rows: readonly Row[], by: readonly string[]): MovedAccount[] {
  const accounts = new Map<string, MovedAccount>();
  for (const row of rows) {
    const account = String(row.account_id);
    let found = accounts.get(account);
    if (found === undefined) {
      found = { account, values: valuesOf(row, by), periods: [] };
      accounts.set(account, found);
    }
    const period = Number(row.period);
    let known = found.periods.find((one) => one.period === period);
    if (known === undefined) {
      known = { period, opening: exactOf(row.opening), moved: {} };
      found.periods.push(known);
    }
    const movement = String(row.movement).slice("movement.".length) as Movement;
    known.moved[movement] = (known.moved[movement] ?? 0n) + exactOf(row.change);
  }
  return [...accounts.values()].sort((a, b) => (a.account < b.account ? -1 : 1));
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

const amountOf = (moved: Moved, movement: Movement): number => {
  const amount = moved[movement];
  return amount === undefined ? 0 : toNumber(amount);
};

/** A row with what is known before its money, in the order of the columns. */
function withMoney(before: ReportRow, opening: Exact, moved: Moved): ReportRow {
  let closing = opening;
  for (const movement of movements) closing += moved[movement] ?? 0n;
  return {
    ...before,
    opening_mrr: toNumber(opening),
    new_mrr: amountOf(moved, "new"),
    expansion_mrr: amountOf(moved, "expansion"),
    reactivation_mrr: amountOf(moved, "reactivation"),
    contraction_mrr: amountOf(moved, "contraction"),
    churned_mrr: amountOf(moved, "churned"),
    fx_mrr: amountOf(moved, "fx"),
    closing_mrr: toNumber(closing),
  };
}

/** Accounts together: what they paid before the range, and what moved in each period of it. */
interface Part {
  readonly values: DimensionValues;
  opening: Exact;
  readonly moved: Map<number, Moved>;
}

/** Accounts by the values of their dimensions; without dimensions one part, be there accounts or not. */
function partsOf(openings: readonly Row[], accounts: readonly MovedAccount[], by: readonly string[]): Part[] {
  const parts = new Map<string, Part>();
  const partOf = (values: DimensionValues): Part => {
    const key = JSON.stringify(values);
    const part = parts.get(key) ?? { values, opening: 0n, moved: new Map<number, Moved>() };
    parts.set(key, part);
    return part;
  };
  if (by.length === 0) partOf([]);
  for (const row of openings) {
    const opening = exactOf(row.change);
    if (opening !== 0n) partOf(valuesOf(row, by)).opening = opening;
  }
  for (const { values, periods } of accounts) {
    const part = partOf(values);
    for (const { period, moved } of periods) {
      let sums = part.moved.get(period);
      if (sums === undefined) {
        sums = {};
        part.moved.set(period, sums);
      }
      for (const movement of movements) {
        const amount = moved[movement];
        if (amount !== undefined) sums[movement] = (sums[movement] ?? 0n) + amount;
      }
    }
  }
  return [...parts.values()].sort((a, b) => bySplit(a.values, b.values));
}

/** MRR of a part, period by period: also of those in which nothing moved. */
function totalsOf(periods: readonly Period[], by: readonly string[], part: Part): ReportRow[] {
  let level = part.opening;
  return periods.map(({ index, label, partial }) => {
    const moved = part.moved.get(index) ?? {};
    const opening = level;
    for (const movement of movements) level += moved[movement] ?? 0n;
    return withMoney({ period: label, ...splitCells(by, part.values), partial }, opening, moved);
  });
}

/** Every account in every period in which something moved, in order of period and account. */
function listed(
  accounts: readonly MovedAccount[],
  names: ReadonlyMap<string, string>,
  known: readonly Period[],
  by: readonly string[],
): ReportRow[] {
  const rows = known.map((): ReportRow[] => []);
  for (const { account, values, periods } of accounts) {
    const split = splitCells(by, values);
    const name = names.get(account) ?? null;
    for (const { period, opening, moved } of periods) {
      const before = { period: known[period]?.label ?? null, ...split, account_id: account, account: name };
      rows[period]?.push(withMoney(before, opening, moved));
    }
  }
  return rows.flat();
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
  const events = settings["movements.form"] === "events";
  const relations = new MrrRelations(plan, "movements", "accounts");
  const { by } = request;
  const accounts = movedAccounts(await context.run(movedStatement(plan, relations.periodLevels, events)), by);
  const opening = openingStatement(plan, relations.foreign ? relations.changes : relations.dated);
  const parts = partsOf(await context.run(opening), accounts, by);
  const names = await namesOf(context);
  // Accounts name themselves already.
  const own = by.filter((name) => name !== "account_id");
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
        rows: listed(accounts, names, known, by),
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
