import type { ReportColumn, ReportRequest, ReportRow, ReportTable } from "@foresail/client";
import type { Period } from "../../calendar/spine.ts";
import { type Exact, exact, toNumber } from "../../query/decimal.ts";
import { Dimensions } from "../../query/dimension.ts";
import { beforeRange, type Plan, planDays } from "../../query/plan.ts";
import { planMrrChanges } from "../../query/plan-mrr.ts";
import { id, join, type Sql, sql } from "../../sql/sql.ts";
import type { ReportBody, ReportContext, ReportDefinition } from "../report.ts";
import { rangeOfPeriods, reportPlan } from "../report-plan.ts";

/** A cohort's accounts and revenue, period by period. */
interface Cohort {
  readonly index: number;
  size: number;
  /** By period: accounts that are active at its end (or buy in it), and what they pay. */
  readonly customers: Map<number, number>;
  readonly revenue: Map<number, Exact>;
}

/** Whether an account is a customer after a change, less whether it was before. */
const customerChange = sql`case when c.level > 0 then 1 else 0 end - case when c.level - c.change > 0 then 1 else 0 end`;

/** Rows cohort, period, customers, revenue: changes, which add up over periods. */
function subscriptionStatement(plan: Plan): { sizes: Sql; cells: Sql } {
  const { dialect } = plan.context;
  const { levels } = planMrrChanges(plan, "cohorts", true);
  plan.cte(
    "first_paid",
    "first day on which each account had MRR",
    () => sql`select account_id, min(day) as day from ${id(levels)} where level > 0 group by account_id`,
  );
  plan.cte(
    "cohorts",
    "the period of each account's first day",
    () =>
      sql`select f.account_id as account_id, p.period as cohort from first_paid as f join ${planDays(plan)} as p on p.day = f.day`,
  );
  const integer = dialect.columnType("integer");
  return {
    sizes: plan.with(sql`select cohort, cast(count(*) as ${integer}) as size from cohorts group by cohort`),
    cells: plan.with(cellsSelect(plan, levels, integer)),
  };
}

function cellsSelect(plan: Plan, levels: string, integer: Sql): Sql {
  const rows = sql`(select l.account_id as account_id, l.day as day, l.change as change, l.level as level, h.cohort as cohort
  from ${id(levels)} as l join cohorts as h on h.account_id = l.account_id)`;
  return sql`select c.cohort as cohort, coalesce(p.period, ${beforeRange}) as period,
  cast(sum(${customerChange}) as ${integer}) as customers, cast(sum(c.change) as decimal(38, 16)) as revenue
from ${rows} as c left join ${planDays(plan)} as p on p.day = c.day
group by c.cohort, p.period`;
}

/** The same of invoices: who buys in a period counts in it, and what was invoiced, less tax. */
function invoiceStatement(plan: Plan): { sizes: Sql; cells: Sql } {
  const { dialect, where } = plan.context;
  const dimensions = new Dimensions("invoices", "cohorts", dialect, true);
  const conditions = [sql`f.amount is not null`, ...dimensions.condition(where)];
  plan.cte(
    "purchases",
    "what each account bought on each day",
    () => sql`select f.account_id as account_id, f.issued_on as day, f.amount - coalesce(f.tax, 0) as amount
from ${dimensions.source(plan.context)}
where ${join(conditions, " and ")}`,
  );
  plan.cte(
    "cohorts",
    "the period of each account's first purchase",
    () => sql`select f.account_id as account_id, p.period as cohort
from (select account_id, min(day) as day from purchases group by account_id) as f
join ${planDays(plan)} as p on p.day = f.day`,
  );
  const integer = dialect.columnType("integer");
  return {
    sizes: plan.with(sql`select cohort, cast(count(*) as ${integer}) as size from cohorts group by cohort`),
    cells: plan.with(sql`select h.cohort as cohort, p.period as period,
  cast(count(distinct b.account_id) as ${integer}) as customers, cast(sum(b.amount) as decimal(38, 16)) as revenue
from purchases as b join cohorts as h on h.account_id = b.account_id
join ${planDays(plan)} as p on p.day = b.day
group by h.cohort, p.period`),
  };
}

async function cohortsOf(
  statements: { sizes: Sql; cells: Sql },
  running: boolean,
  periods: readonly Period[],
  context: ReportContext,
): Promise<Cohort[]> {
  const cohorts = new Map<number, Cohort>();
  for (const row of await context.run(statements.sizes)) {
    const index = Number(row.cohort);
    cohorts.set(index, { index, size: Number(row.size), customers: new Map(), revenue: new Map() });
  }
  for (const row of await context.run(statements.cells)) {
    const cohort = cohorts.get(Number(row.cohort));
    cohort?.customers.set(Number(row.period), Number(row.customers));
    cohort?.revenue.set(Number(row.period), exact(String(row.revenue)));
  }
  for (const { customers, revenue } of running ? cohorts.values() : []) {
    let count = customers.get(beforeRange) ?? 0;
    let level = revenue.get(beforeRange) ?? 0n;
    for (const { index } of periods) {
      count += customers.get(index) ?? 0;
      level += revenue.get(index) ?? 0n;
      customers.set(index, count);
      revenue.set(index, level);
    }
  }
  return [...cohorts.values()].sort((a, b) => a.index - b.index);
}

/** More columns than a reader takes in; the cells have all of them. */
const mostColumns = 60;

function triangle(
  kind: "logo" | "revenue",
  cohorts: readonly Cohort[],
  periods: readonly Period[],
): ReportTable {
  const width = Math.min(periods.length, mostColumns);
  const first =
    kind === "logo"
      ? { id: "size", label: "Accounts", unit: "count" as const }
      : { id: "initial", label: "At first", unit: "currency" as const };
  const steps = Array.from(
    { length: width },
    (_, k): ReportColumn => ({ id: `k${k}`, label: String(k), unit: "fraction" }),
  );
  const rows = cohorts.map((cohort): ReportRow => {
    const base = kind === "logo" ? cohort.size : toNumber(cohort.revenue.get(cohort.index) ?? 0n);
    const cells = steps.map(({ id: column }, k): [string, number | null] => [
      column,
      share(cellAt(kind, cohort, periods[cohort.index + k]), base),
    ]);
    return { cohort: periods[cohort.index]?.label ?? null, [first.id]: base, ...Object.fromEntries(cells) };
  });
  const title =
    kind === "logo"
      ? "Accounts that stay, by periods since the first"
      : "Revenue that stays, by periods since the first";
  return {
    id: kind,
    title,
    columns: [{ id: "cohort", label: "Cohort", unit: "date" }, first, ...steps],
    rows,
  };
}

/** What a cohort has in a period; null where the period is not over, or not there. */
function cellAt(kind: "logo" | "revenue", cohort: Cohort, period: Period | undefined): number | null {
  if (period === undefined || period.partial || period.future) return null;
  return kind === "logo"
    ? (cohort.customers.get(period.index) ?? 0)
    : toNumber(cohort.revenue.get(period.index) ?? 0n);
}

function share(value: number | null, base: number): number | null {
  return value === null || base === 0 ? null : value / base;
}

function cellsTable(cohorts: readonly Cohort[], periods: readonly Period[]): ReportTable {
  const rows = cohorts.flatMap((cohort) =>
    periods.slice(cohort.index).map((period, k): ReportRow => {
      const [customers, revenue] = [cellAt("logo", cohort, period), cellAt("revenue", cohort, period)];
      return {
        cohort: periods[cohort.index]?.label ?? null,
        k,
        period: period.label,
        customers,
        revenue,
        logo_retention: share(customers, cohort.size),
        revenue_retention: share(revenue, toNumber(cohort.revenue.get(cohort.index) ?? 0n)),
      };
    }),
  );
  return {
    id: "cells",
    title: "Every cell of both triangles",
    columns: [
      { id: "cohort", label: "Cohort", unit: "date" },
      { id: "k", label: "Periods since", unit: "count" },
      { id: "period", label: "Period", unit: "date" },
      { id: "customers", label: "Accounts", unit: "count" },
      { id: "revenue", label: "Revenue", unit: "currency" },
      { id: "logo_retention", label: "Accounts, share", unit: "fraction" },
      { id: "revenue_retention", label: "Revenue, share", unit: "fraction" },
    ],
    rows,
  };
}

async function compute(request: ReportRequest, context: ReportContext): Promise<ReportBody> {
  const invoices = context.options.over === "invoices";
  const { plan, periods } = await reportPlan(
    { ...request, by: [] },
    context,
    invoices ? "revenue" : "new_mrr",
  );
  const range = rangeOfPeriods(periods);
  if (plan.context.periods.length === 0) {
    return { ...range, tables: [], notes: ["the whole range lies after all that is known"] };
  }
  const statements = invoices ? invoiceStatement(plan) : subscriptionStatement(plan);
  const cohorts = await cohortsOf(statements, !invoices, plan.context.periods, context);
  const notes = [
    invoices
      ? "a cohort is the accounts that bought for the first time in a period; who buys in a later period counts in it"
      : "a cohort is the accounts whose MRR was above 0 for the first time in a period; who comes back counts in the first cohort again",
    "periods that are not over are blank, not 0",
    "revenue is compared with that of the cohort's first period",
  ];
  return {
    ...range,
    tables: [
      triangle("logo", cohorts, periods),
      triangle("revenue", cohorts, periods),
      cellsTable(cohorts, periods),
    ],
    notes,
  };
}

/** Cohorts of accounts by their first period: how many stay, and how much of their revenue. */
export const cohortsReport: ReportDefinition = {
  report: "cohorts",
  version: 1,
  title: "Retention cohorts",
  question: "How long do customers stay, and does their revenue grow?",
  takes: { by: false, where: true },
  options: [
    {
      name: "over",
      description: "what makes an account a customer",
      values: ["subscriptions", "invoices"],
      initial: "subscriptions",
    },
  ],
  settings: ["currency.rate", "churn.date", "churn.graceDays", "revenue.discounts"],
  compute,
};
