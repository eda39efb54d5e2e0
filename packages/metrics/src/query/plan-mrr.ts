import { id, join, type Sql, sql } from "../sql/sql.ts";
import { Dimensions } from "./dimension.ts";
import {
  beforeRange,
  dimensionColumns,
  namedDimensionColumns,
  type Plan,
  type PlanContext,
  rangeEnd,
  rangeStart,
} from "./plan.ts";
import { planRunningDays } from "./plan-periods.ts";
import { endsOf, ownCurrency, ownMrr } from "./plan-subscriptions.ts";

/**
 * By what MRR is split: by the columns of the row and of its account, product and owner; by those of the account, so that
 * an account is in one part; or by nothing, where accounts are split once they are counted.
 */
export type MrrSplit = "rows" | "accounts" | "none";

/** A day before all others, which every engine can hold. */
const firstDay = "1900-01-01";

/** The exact type of an amount times a rate. */
const valued = sql`decimal(38, 16)`;

/**
 * Adds `mrr_rates`: what each currency was worth in each period, the reporting currency 1, and by how much that differs
 * from the period before.
 */
export function planRates(plan: Plan): string {
  const { context } = plan;
  const names = ["currency", "period", "starts", "ends", "rate", "previous"] as const;
  plan.cte(`rate_values(${names.join(", ")})`, "rates just before the ends of periods", () => {
    const { periods, settings, foreignRates } = context;
    const reporting = { currency: settings.reportingCurrency, before: "1", closing: periods.map(() => "1") };
    const rows = [reporting, ...foreignRates].flatMap(({ currency, before, closing }) => [
      [currency, String(beforeRange), firstDay, rangeStart(context), before, before],
      ...periods.map(({ index, starts, ends }, position) => {
        const rate = closing[position] ?? before;
        return [currency, String(index), starts, ends, rate, closing[position - 1] ?? before];
      }),
    ]);
    return context.dialect.values(["text", "integer", "day", "day", "text", "text"], rows);
  });
  plan.cte(
    "mrr_rates",
    "the same, exact",
    () =>
      sql`select currency, period, starts, ends, cast(rate as decimal(38, 10)) as rate,
  cast(rate as decimal(38, 10)) - cast(previous as decimal(38, 10)) as step
from rate_values`,
  );
  return "mrr_rates";
}

/** Changes at the rate of their period's end, and at its beginning what was there before at the change in the rate. */
function valuedChanges(plan: Plan, context: PlanContext, original: string): Sql {
  const rates = id(planRates(plan));
  const columns = namedDimensionColumns(context, "o");
  const grouped = dimensionColumns(context, "o");
  return sql`select account_id${dimensionColumns(context)}, day, sum(change) as change, sum(fx) as fx from (
  select o.account_id as account_id${columns}, o.day as day, cast(o.change * r.rate as ${valued}) as change, cast(0 as ${valued}) as fx
  from ${id(original)} as o join ${rates} as r on r.currency = o.currency and o.day >= r.starts and o.day < r.ends
  union all
  select o.account_id as account_id${columns}, r.starts as day,
    cast(sum(o.change) * r.step as ${valued}) as change, cast(sum(o.change) * r.step as ${valued}) as fx
  from ${id(original)} as o join ${rates} as r on r.currency = o.currency and o.day < r.starts
  where r.step <> 0
  group by o.account_id${grouped}, o.currency, r.starts, r.step
) as dated
group by account_id${dimensionColumns(context)}, day
having sum(change) <> 0 or sum(fx) <> 0`;
}

/**
 * `mrr_changes` (account, day, change in MRR), what it is made of, and the running sums on top: relations of one reading of
 * the subscriptions, each added to the plan where it is asked for.
 *
 * A row adds its MRR on the day it starts and takes it away on the day it ends; so a balance just before t1 is the sum
 * of all changes before t1. Amounts in foreign currencies count at the rate of the end of the period in which they
 * change, and what an account had before a period is revalued on its first day: so the sum is right at every period's
 * end, and `fx` says how much of it rates have done.
 *
 * All have account_id and, unless they are split by nothing, d1 ... dn.
 */
export class MrrRelations {
  readonly #plan: Plan;
  readonly #context: PlanContext;
  readonly #metric: string;
  readonly #split: MrrSplit;
  readonly #columns: Sql;
  /** The column of currencies, where there is a foreign one. */
  readonly #currency: Sql;

  constructor(plan: Plan, metric: string, split: MrrSplit) {
    this.#plan = plan;
    this.#context = split === "none" ? { ...plan.context, by: [] } : plan.context;
    this.#metric = metric;
    this.#split = split;
    this.#columns = dimensionColumns(this.#context);
    this.#currency = this.foreign ? sql`, currency` : sql``;
  }

  /** Whether anything that the query reads is in another currency than the reporting one. */
  get foreign(): boolean {
    return this.#context.foreignRates.length > 0;
  }

  /** starts_on, ends_on, mrr, users, currency where there is a foreign one: the subscriptions themselves. */
  get rows(): string {
    const context = this.#context;
    return this.#add(
      "rows",
      "subscriptions that have started by the end of the range",
      () => {
        const dimensions = new Dimensions(
          "subscriptions",
          this.#metric,
          context.dialect,
          this.#split === "accounts",
        );
        const mrr = ownMrr(context, "f");
        const ends = endsOf(this.#plan);
        const selected = [
          sql`f.account_id as account_id`,
          sql`f.starts_on as starts_on`,
          sql`${ends.day} as ends_on`,
          sql`${mrr} as mrr`,
          sql`case when ${mrr} > 0 then coalesce(${context.dialect.rounded(sql`f.quantity`)}, 1) else 0 end as users`,
          ...(this.foreign ? [sql`${ownCurrency(context, "f")} as currency`] : []),
          ...context.by.map((name, index) => sql`${dimensions.value(name)} as ${id(`d${index + 1}`)}`),
        ];
        const conditions = [
          sql`${mrr} <> 0`,
          sql`f.starts_on < ${this.#end}`,
          ...dimensions.condition(context.where),
        ];
        return sql`select ${join(selected)}
from ${dimensions.source(context)}${ends.join}
where ${join(conditions, " and ")}`;
      },
      this.#isPlain,
    );
  }

  /** Whether the rows are those of one table: to read it again costs an engine less than to keep them. */
  get #isPlain(): boolean {
    const { by, where } = this.#context;
    return by.length === 0 && Object.keys(where).length === 0;
  }

  /** day, change, currency where there is a foreign one: the same as beginnings and ends. */
  get dated(): string {
    const rows = id(this.rows);
    return this.#add(
      "dated",
      "what begins and what ends",
      () => sql`select account_id${this.#columns}${this.#currency}, starts_on as day, mrr as change from ${rows}
union all
select account_id${this.#columns}${this.#currency}, ends_on as day, -mrr as change from ${rows}
where ends_on is not null and ends_on < ${this.#end}`,
      this.#isPlain,
    );
  }

  /** The same by account and day: changes in the currency paid in. */
  get original(): string {
    const dated = id(this.dated);
    return this.#add(
      this.foreign ? "original_changes" : "changes",
      "change in MRR by account and day",
      () => sql`select account_id${this.#columns}${this.#currency}, day, sum(change) as change from ${dated} as dated
group by account_id${this.#columns}${this.#currency}, day
having sum(change) <> 0`,
    );
  }

  /** day, change, fx where there is a foreign currency: the one relation of revenue metrics. */
  get changes(): string {
    const { original } = this;
    if (!this.foreign) return original;
    return this.#add("changes", "the same in the reporting currency, with what rates did", () =>
      valuedChanges(this.#plan, this.#context, original),
    );
  }

  /** The same with `level`, the running sum at the end of the day. */
  get levels(): string {
    const changes = id(this.changes);
    return this.#add(
      "levels",
      "MRR of each account after each change",
      () => sql`select account_id${this.#columns}, day, change${this.foreign ? sql`, fx` : sql``},
  sum(change) over (partition by account_id${this.#columns} order by day) as level
from ${changes}`,
    );
  }

  /**
   * period, change, opening, closing: what each account changes in each period, and what it pays at both ends. All that
   * came before the range is one period.
   *
   * Accounts are grouped once: over levels by day they would be grouped as often as they changed.
   */
  get periodLevels(): string {
    const source = id(this.foreign ? this.changes : this.dated);
    const periods = this.#add(
      "periods",
      "net change of each account in each period",
      () => sql`select c.account_id as account_id${namedDimensionColumns(this.#context, "c")}, coalesce(p.period, ${beforeRange}) as period,
  sum(c.change) as change
from ${source} as c left join ${planRunningDays(this.#plan)} as p on p.day = c.day
group by c.account_id${dimensionColumns(this.#context, "c")}, p.period`,
    );
    return this.#add(
      "period_levels",
      "MRR of the account at both ends of the period",
      () => sql`select account_id${this.#columns}, period, change,
  sum(change) over steps - change as opening, sum(change) over steps as closing
from ${id(periods)}
window steps as (partition by account_id${this.#columns} order by period)`,
    );
  }

  /** What is split alike shares its relations: without dimensions and conditions, all is. */
  get #prefix(): string {
    const { by, where } = this.#plan.context;
    const alike = by.length === 0 && (this.#split === "none" || Object.keys(where).length === 0);
    return { rows: "mrr", accounts: alike ? "mrr" : "account", none: alike ? "mrr" : "undivided" }[
      this.#split
    ];
  }

  get #end(): Sql {
    return this.#context.dialect.date(rangeEnd(this.#context));
  }

  #add(relation: string, explanation: string, build: () => Sql, isCheap = false): string {
    const name = `${this.#prefix}_${relation}`;
    this.#plan.cte(name, explanation, build, isCheap);
    return name;
  }
}
