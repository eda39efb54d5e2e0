import type { Measure } from "../catalogue/measure.ts";
import type { Row } from "../engine/engine.ts";
import { ForesailError } from "../errors.ts";
import { localDay, tables } from "../model/tables.ts";
import { hasCurrency } from "../projection/stored-columns.ts";
import type { Sql } from "../sql/sql.ts";
import { id, join, sql } from "../sql/sql.ts";
import { type PlanContext, rangeEnd, rangeStart } from "./plan.ts";
import { relation } from "./relation.ts";

/** Where a measure reads money at its day's rate, and which of its rows a query takes. MRR has `readForeignRates`. */
function moneyRows(measure: Measure, context: PlanContext): { table: keyof typeof tables; when: Sql } | null {
  const end = context.dialect.date(rangeEnd(context));
  if (["pipeline", "coverage", "deal_value"].includes(measure.kind)) {
    return { table: "opportunities", when: sql`created_on < ${end}` };
  }
  if (measure.kind === "attribution" && ["revenue", "pipeline"].includes(measure.of)) {
    const day = measure.of === "revenue" ? sql`closed_on` : sql`created_on`;
    const when = sql`${day} >= ${context.dialect.date(rangeStart(context))} and ${day} < ${end}`;
    return {
      table: "opportunities",
      when: measure.of === "revenue" ? sql`outcome = 'won' and ${when}` : when,
    };
  }
  if (measure.kind === "touch_spend") {
    const when = sql`date_on >= ${context.dialect.date(rangeStart(context))} and date_on < ${end}`;
    return { table: "spend", when };
  }
  if (measure.kind !== "flow" || !("sum" in measure.aggregate) || !hasCurrency(tables[measure.fact]))
    return null;
  const day = id(localDay(measure.date));
  return {
    table: measure.fact,
    when: sql`${day} >= ${context.dialect.date(rangeStart(context))} and ${day} < ${end}`,
  };
}

/** Rows whose currency has no rate, by currency; null where no measure reads money. */
function missingRatesStatement(measures: readonly Measure[], context: PlanContext): Sql | null {
  const selects = measures
    .map((measure) => moneyRows(measure, context))
    .filter((rows) => rows !== null)
    .map(
      ({ table, when }) =>
        sql`select currency, count(*) as n from ${relation(table, context.scope, context.dialect)} as t where rate_missing and ${when} group by currency`,
    );
  if (selects.length === 0) return null;
  const integer = context.dialect.columnType("integer");
  return sql`select currency, cast(max(n) as ${integer}) as n from (${join(selects, " union all ")}) as missing group by currency order by currency`;
}

/**
 * Refuses to sum money that could not be converted.
 *
 * @throws {ForesailError} `missing_rate`, naming the currency and how many rows are in it
 */
export async function requireRates(
  measures: readonly Measure[],
  context: PlanContext,
  run: (statement: Sql) => Promise<Row[]>,
): Promise<void> {
  const missing = missingRatesStatement(measures, context);
  const [rate] = missing ? await run(missing) : [];
  if (!rate) return;
  throw new ForesailError(
    "missing_rate",
    `${rate.n} rows are in ${rate.currency} and no rate to ${context.settings.reportingCurrency} is known on their day; import it with: foresail import csv:fx_rates FILE`,
  );
}
