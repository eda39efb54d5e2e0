import type { Settings } from "@foresail/client";
import { addDays, type Day } from "../calendar/day.ts";
import type { Measure } from "../catalogue/measure.ts";
import { traitsOf } from "../catalogue/measure-traits.ts";
import type { Row } from "../engine/engine.ts";
import { ForesailError } from "../errors.ts";
import { type ExchangeRate, ExchangeRates } from "../projection/exchange-rates.ts";
import { comment, type Sql, sql } from "../sql/sql.ts";
import { type PlanContext, rangeEnd, rangeStart } from "./plan.ts";
import { relation } from "./relation.ts";

/** What one unit of a foreign currency is worth in the reporting currency; exact decimals with at most 10 places. */
export interface ForeignRate {
  readonly currency: string;
  /** Just before the range. */
  readonly before: string;
  /** Just before the end of each period of the spine. */
  readonly closing: readonly string[];
}

/** A rate that stands where there is nothing to value. */
const unused = "0";

/** What a query knows before its rates. */
type Known = Omit<PlanContext, "foreignRates">;

type Run = (statement: Sql) => Promise<Row[]>;

/** Rates of one tenant as its queries see them. */
async function ratesOf(context: Known, run: Run): Promise<ExchangeRates> {
  const { dialect, scope, settings } = context;
  const rows = await run(
    sql`select cast(date_on as ${dialect.columnType("text")}) as day, base, quote, rate from ${relation("fx_rates", scope, dialect)} as t`,
  );
  const rates = rows.map(
    (row): ExchangeRate => ({
      day: String(row.day),
      base: String(row.base),
      quote: String(row.quote),
      rate: String(row.rate),
      // The relation has left out what was not known.
      knownFrom: 0,
      knownUntil: null,
    }),
  );
  return new ExchangeRates(settings.reportingCurrency, rates);
}

/** Subscriptions in foreign currencies that start before the range ends. */
function foreignSubscriptions(context: Known): Sql {
  const { dialect, scope } = context;
  const end = dialect.date(rangeEnd(context));
  return sql`${comment("currencies of subscriptions beside the reporting currency")}
select currency, cast(min(starts_on) as ${dialect.columnType("text")}) as first_day,
  cast(count(*) as ${dialect.columnType("integer")}) as n
from ${relation("subscriptions", scope, dialect)} as t
where original_mrr is not null and starts_on < ${end}
group by currency order by currency`;
}

/** The day whose newest rate values what is true just before `end`. */
function rateDay(end: Day, settings: Settings): Day | undefined {
  if (settings["currency.rate"] === "period") return addDays(end, -1);
  const fixed = settings["currency.rateDate"];
  return fixed === "" ? undefined : fixed;
}

/**
 * The rates that a query needs for MRR in foreign currencies; none where nothing that it reads is in one.
 *
 * By default an amount is worth what it was worth just before each period ended: the newest rate dated before that day.
 * With `currency.rate` fixed, all amounts are at the newest rate that is not later than `currency.rateDate`.
 *
 * @throws {ForesailError} `missing_rate`, naming the currency and the day
 */
export async function readForeignRates(
  measures: readonly Measure[],
  context: Known,
  run: Run,
): Promise<readonly ForeignRate[]> {
  if (context.periods.length === 0 || !measures.some((measure) => traitsOf(measure).readsMrr)) return [];
  const foreign = await run(foreignSubscriptions(context));
  if (foreign.length === 0) return [];
  const rates = await ratesOf(context, run);
  return foreign.map((row): ForeignRate => {
    const currency = String(row.currency);
    const rateBefore = (end: Day): string => {
      if (String(row.first_day) >= end) return unused;
      const day = rateDay(end, context.settings);
      const rate = rates.rate(currency, day, 0);
      if (rate !== null) return rate;
      throw new ForesailError(
        "missing_rate",
        `${row.n} rows are in ${currency} and no rate to ${rates.reporting} is known${day === undefined ? "" : ` on ${day} or before it`}; import it with: foresail import csv:fx_rates FILE`,
      );
    };
    return {
      currency,
      before: rateBefore(rangeStart(context)),
      closing: context.periods.map(({ ends }) => rateBefore(ends)),
    };
  });
}
