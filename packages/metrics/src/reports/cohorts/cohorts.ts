import type { ReportColumn, ReportRequest, ReportRow, ReportTable } from "@foresail/client";
import type { Period } from "../../calendar/spine.ts";
import { type Exact, exactOf, toNumber } from "../../query/decimal.ts";
import { Dimensions } from "../../query/dimension.ts";
import {
  beforeRange,
  dimensionColumns,
  namedDimensionColumns,
  type Plan,
  type PlanContext,
} from "../../query/plan.ts";
import { MrrRelations } from "../../query/plan-mrr.ts";
import { planDays } from "../../query/plan-periods.ts";
import type { DimensionValues } from "../../query/statistics.ts";
import { id, join, type Sql, sql } from "../../sql/sql.ts";
import type { ReportBody, ReportContext, ReportDefinition } from "../report.ts";
import { rangeOfPeriods, reportPlan } from "../report-plan.ts";
import { bySplit, splitCells, splitColumns, valuesOf } from "../split.ts";

/** A cohort's accounts and revenue, period by period. */
interface Cohort {
  readonly index: number;
  /** Values of the accounts' dimensions. */
  readonly values: DimensionValues;
  size: number;
  /** By period: accounts that are active at its end (or buy in it), and what they pay. */
  readonly customers: Map<number, number>;
  readonly revenue: Map<number, Exact>;
}

/** Whether an account is a customer after a change, less whether it was before. */
const customerChange = sql`case when c.level > 0 then 1 else 0 end - case when c.level - c.change > 0 then 1 else 0 end`;

/**
 * Adds the sizes of cohorts to their cells: rows cohort, d1 ... dn, period, customers, revenue, of which those without a
 * period have in `customers` how many accounts the cohort has.
 */
function withSizes(plan: Plan, cells: Sql): Sql {
  const { context } = plan;
  const [integer, position] = [context.dialect.columnType("integer"), context.dialect.columnType("position")];
  return plan.with(sql`${cells}
union all
select h.cohort as cohort${namedDimensionColumns(context, "h")}, cast(null as ${position}) as period,
  cast(count(*) as ${integer}) as customers, cast(null as decimal(38, 16)) as revenue
from cohorts as h group by h.cohort${dimensionColumns(context, "h")}`);
}

/** Rows cohort, d1 ... dn, period, customers, revenue: changes, which add up over periods. */
function subscriptionStatement(plan: Plan): Sql {
  const { context } = plan;
  const columns = dimensionColumns(context);
  const { levels } = new MrrRelations(plan, "cohorts", "accounts");
  plan.cte(
    "first_paid",
    "first day on which each account had MRR",
    () =>
      sql`select account_id${columns}, min(day) as day from ${id(levels)} where level > 0 group by account_id${columns}`,
  );
  plan.cte(
    "cohorts",
    "the period of each account's first day",
    () =>
      sql`select f.account_id as account_id${namedDimensionColumns(context, "f")}, p.period as cohort
from first_paid as f join ${planDays(plan)} as p on p.day = f.day`,
  );
  return withSizes(plan, cellsSelect(plan, levels));
}

function cellsSelect(plan: Plan, levels: string): Sql {
  const { context } = plan;
  const integer = context.dialect.columnType("integer");
  const rows = sql`(select l.account_id as account_id${namedDimensionColumns(context, "l")}, l.day as day, l.change as change, l.level as level, h.cohort as cohort
  from ${id(levels)} as l join cohorts as h on h.account_id = l.account_id)`;
  return sql`select c.cohort as cohort${namedDimensionColumns(context, "c")}, coalesce(p.period, ${beforeRange}) as period,
  cast(sum(${customerChange}) as ${integer}) as customers, cast(sum(c.change) as decimal(38, 16)) as revenue
from ${rows} as c left join ${planDays(plan)} as p on p.day = c.day
group by c.cohort${dimensionColumns(context, "c")}, p.period`;
}

/** The same of invoices: who buys in a period counts in it, and what was invoiced, less tax. */
function invoiceStatement(plan: Plan): Sql {
  const { context } = plan;
  const { dialect, where, by } = context;
  const dimensions = new Dimensions("invoices", "cohorts", dialect, true);
  const selected = [
    sql`f.account_id as account_id`,
    sql`f.issued_on as day`,
    sql`f.amount - coalesce(f.tax, 0) as amount`,
    ...by.map((name, index) => sql`${dimensions.value(name)} as ${id(`d${index + 1}`)}`),
  ];
  const columns = dimensionColumns(context);
  const conditions = [sql`f.amount is not null`, ...dimensions.condition(where)];
  plan.cte(
    "purchases",
    "what each account bought on each day",
    () => sql`select ${join(selected)}
from ${dimensions.source(context)}
where ${join(conditions, " and ")}`,
  );
  plan.cte(
    "cohorts",
    "the period of each account's first purchase",
    () => sql`select f.account_id as account_id${namedDimensionColumns(context, "f")}, p.period as cohort
from (select account_id${columns}, min(day) as day from purchases group by account_id${columns}) as f
join ${planDays(plan)} as p on p.day = f.day`,
  );
  const integer = dialect.columnType("integer");
  return withSizes(
    plan,
    sql`select h.cohort as cohort${namedDimensionColumns(context, "h")}, p.period as period,
  cast(count(distinct b.account_id) as ${integer}) as customers, cast(sum(b.amount) as decimal(38, 16)) as revenue
from purchases as b join cohorts as h on h.account_id = b.account_id
join ${planDays(plan)} as p on p.day = b.day
group by h.cohort${dimensionColumns(context, "h")}, p.period`,
  );
}

async function cohortsOf(
  statement: Sql,
  running: boolean,
  { periods, by }: Pick<PlanContext, "periods" | "by">,
  context: ReportContext,
): Promise<Cohort[]> {
  const cohorts = new Map<string, Cohort>();
  const key = (index: number, values: DimensionValues): string => JSON.stringify([index, ...values]);
  const rows = await context.run(statement);
  for (const row of rows) {
    if (row.period !== null) continue;
    const [index, values] = [Number(row.cohort), valuesOf(row, by)];
    const size = Number(row.customers);
    cohorts.set(key(index, values), { index, values, size, customers: new Map(), revenue: new Map() });
  }
  for (const row of rows) {
    if (row.period === null) continue;
    const cohort = cohorts.get(key(Number(row.cohort), valuesOf(row, by)));
    cohort?.customers.set(Number(row.period), Number(row.customers));
    cohort?.revenue.set(Number(row.period), exactOf(row.revenue));
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
  return [...cohorts.values()].sort((a, b) => bySplit(a.values, b.values) || a.index - b.index);
}

/** More columns than a reader takes in; the cells have all of them. */
const mostColumns = 60;

function triangle(
  kind: "logo" | "revenue",
  cohorts: readonly Cohort[],
  { periods, by }: Pick<PlanContext, "periods" | "by">,
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
    const label = periods[cohort.index]?.label ?? null;
    return {
      ...splitCells(by, cohort.values),
      cohort: label,
      [first.id]: base,
      ...Object.fromEntries(cells),
    };
  });
  const title =
    kind === "logo"
      ? "Accounts that stay, by periods since the first"
      : "Revenue that stays, by periods since the first";
  return {
    id: kind,
    title,
    columns: [...splitColumns(by), { id: "cohort", label: "Cohort", unit: "date" }, first, ...steps],
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

function cellsTable(
  cohorts: readonly Cohort[],
  { periods, by }: Pick<PlanContext, "periods" | "by">,
): ReportTable {
  const rows = cohorts.flatMap((cohort) =>
    periods.slice(cohort.index).map((period, k): ReportRow => {
      const [customers, revenue] = [cellAt("logo", cohort, period), cellAt("revenue", cohort, period)];
      return {
        ...splitCells(by, cohort.values),
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
      ...splitColumns(by),
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
  const { plan, periods } = await reportPlan(request, context, invoices ? "revenue" : "new_mrr");
  const range = rangeOfPeriods(periods);
  if (plan.context.periods.length === 0) {
    return { ...range, tables: [], notes: ["the whole range lies after all that is known"] };
  }
  const statement = invoices ? invoiceStatement(plan) : subscriptionStatement(plan);
  const cohorts = await cohortsOf(statement, !invoices, plan.context, context);
  const shape = { periods, by: request.by };
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
      triangle("logo", cohorts, shape),
      triangle("revenue", cohorts, shape),
      cellsTable(cohorts, shape),
    ],
    notes,
  };
}

/**
 * Cohorts of accounts by their first period: how many stay, and how much of their revenue.
 *
 * Split by dimensions of accounts, an account is in one part: parts of a cohort add up to it.
 */
export const cohortsReport: ReportDefinition = {
  report: "cohorts",
  version: 1,
  title: "Retention cohorts",
  question: "How long do customers stay, and does their revenue grow?",
  takes: { by: true, where: true },
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
