import type { ReportColumn, ReportRequest, ReportRow } from "@foresail/client";
import type { Period } from "../../calendar/spine.ts";
import { type Exact, exact, toNumber } from "../../query/decimal.ts";
import { beforeRange, type Plan, planDays } from "../../query/plan.ts";
import { planMovements } from "../../query/plan-movement.ts";
import { planMrrChanges } from "../../query/plan-mrr.ts";
import { relation } from "../../query/relation.ts";
import { id, type Sql, sql } from "../../sql/sql.ts";
import type { ReportBody, ReportContext, ReportDefinition } from "../report.ts";
import { rangeOfPeriods, reportPlan } from "../report-plan.ts";

const movements = ["new", "expansion", "reactivation", "contraction", "churned", "fx"] as const;
type Movement = (typeof movements)[number];

/** MRR of one account in one period: what it was, what became of it. */
interface AccountPeriod {
  readonly account: string;
  readonly period: number;
  opening: Exact;
  closing: Exact;
  readonly moved: Partial<Record<Movement, Exact>>;
}

/** Changes of every account by period, what came before the range under -1. */
function changesStatement(plan: Plan, changes: string): Sql {
  return plan.with(sql`select c.account_id as account_id, coalesce(p.period, ${beforeRange}) as period,
  cast(sum(c.change) as decimal(38, 16)) as change
from ${id(changes)} as c left join ${planDays(plan)} as p on p.day = c.day
group by c.account_id, p.period`);
}

const movedStatement = (plan: Plan): Sql =>
  plan.with(sql`select account_id, period, movement, cast(sum(change) as decimal(38, 16)) as change
from movements group by account_id, period, movement`);

/** Account periods in which something moved, in order of period and account. */
async function accountPeriods(plan: Plan, changes: string, context: ReportContext): Promise<AccountPeriod[]> {
  const found = new Map<string, AccountPeriod>();
  const key = (account: string, period: number): string => `${period} ${account}`;
  for (const row of await context.run(movedStatement(plan))) {
    const [account, period] = [String(row.account_id), Number(row.period)];
    const known = found.get(key(account, period)) ?? { account, period, opening: 0n, closing: 0n, moved: {} };
    const movement = String(row.movement).replace("movement.", "") as Movement;
    known.moved[movement] = (known.moved[movement] ?? 0n) + exact(String(row.change));
    found.set(key(account, period), known);
  }
  const byAccount = new Map<string, { period: number; change: Exact }[]>();
  for (const row of await context.run(changesStatement(plan, changes))) {
    const account = String(row.account_id);
    const list = byAccount.get(account) ?? [];
    list.push({ period: Number(row.period), change: exact(String(row.change)) });
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

function moneyOf(opening: Exact, moved: Partial<Record<Movement, Exact>>, closing: Exact): ReportRow {
  const amounts = movements.map((movement): [string, number] => [
    `${movement}_mrr`,
    toNumber(moved[movement] ?? 0n),
  ]);
  return { opening_mrr: toNumber(opening), ...Object.fromEntries(amounts), closing_mrr: toNumber(closing) };
}

/** MRR of all accounts together, period by period: also of those in which nothing moved. */
function totalsOf(periods: readonly Period[], found: readonly AccountPeriod[], before: Exact): ReportRow[] {
  let level = before;
  return periods.map(({ index, label, partial }) => {
    const moved: Partial<Record<Movement, Exact>> = {};
    for (const one of found.filter(({ period }) => period === index)) {
      for (const movement of movements)
        moved[movement] = (moved[movement] ?? 0n) + (one.moved[movement] ?? 0n);
    }
    const opening = level;
    level += Object.values(moved).reduce((sum, amount) => sum + amount, 0n);
    return { period: label, partial, ...moneyOf(opening, moved, level) };
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
  const { plan, periods } = await reportPlan({ ...request, by: [] }, context, "new_mrr");
  const range = rangeOfPeriods(periods);
  const known = plan.context.periods;
  if (known.length === 0)
    return { ...range, tables: [], notes: ["the whole range lies after all that is known"] };
  planMovements(plan, "movements");
  const { changes } = planMrrChanges(plan, "movements", true);
  const found = await accountPeriods(plan, changes, context);
  const [opening] = await context.run(
    plan.with(
      sql`select cast(coalesce(sum(change), 0) as decimal(38, 16)) as change from ${id(changes)} where day < ${plan.context.dialect.date(known[0]?.starts ?? "")}`,
    ),
  );
  const names = await namesOf(context);
  const rows = found.map(
    ({ account, period, opening: before, closing, moved }): ReportRow => ({
      period: known[period]?.label ?? null,
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
          ...moneyColumns,
          { id: "partial", label: "Not complete", unit: "text" },
        ],
        rows: totalsOf(known, found, exact(String(opening?.change ?? 0))),
      },
      {
        id: "accounts",
        title: "By account",
        columns: [
          { id: "period", label: "Period", unit: "date" },
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

/** What became of MRR, account by account: new, expansion, contraction, churned, reactivation, exchange rates. */
export const movementsReport: ReportDefinition = {
  report: "movements",
  version: 1,
  title: "MRR movements",
  question: "Which accounts moved our recurring revenue, and how?",
  takes: { by: false, where: true },
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
