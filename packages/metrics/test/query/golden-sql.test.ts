import { describe, expect, test } from "vitest";
import { hasChdb } from "../../../../test/support/chdb.ts";
import { Calendar } from "../../src/calendar/calendar.ts";
import { spine } from "../../src/calendar/spine.ts";
import { Catalogue } from "../../src/catalogue/catalogue.ts";
import { chosenBy } from "../../src/catalogue/definition.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { PlanContext } from "../../src/query/plan.ts";
import { compile } from "../../src/query/statement.ts";
import { settingsFrom } from "../../src/settings/settings.ts";
import { clickhouseDialect, clickhouseStyle } from "../../src/sql/clickhouse-dialect.ts";
import { duckdbDialect } from "../../src/sql/duckdb-dialect.ts";
import { postgresDialect } from "../../src/sql/postgres-dialect.ts";
import { render, sql, storedTablesIn } from "../../src/sql/sql.ts";
import { openEmptyEngines } from "../support/empty-engines.ts";

interface Case {
  readonly metrics: readonly string[];
  readonly by: readonly string[];
  readonly where: PlanContext["where"];
  readonly asOf: string | null;
  readonly set?: Readonly<Record<string, string>>;
  /** Whether some subscriptions are in a foreign currency. */
  readonly foreign?: true;
}

const plain = { by: [], where: {}, asOf: null } as const;

/** Each statement covers one way of compiling; the file's name says which. */
const cases = {
  flow: { metrics: ["bookings"], by: [], where: {}, asOf: null },
  "flow-as-of": { metrics: ["spend"], by: [], where: {}, asOf: "2026-03-01T00:00:00.000Z" },
  "ratio-by-owner-region": {
    metrics: ["win_rate"],
    by: ["region"],
    where: { owner: ["Ann", null] },
    asOf: null,
  },
  duration: { metrics: ["sales_cycle_days"], by: ["attributes.series"], where: {}, asOf: null },
  balances: { metrics: ["mrr", "customers", "arpa"], by: ["plan"], where: {}, asOf: null },
  movements: { metrics: ["new_mrr", "churned_mrr"], by: ["segment"], where: { country: ["US"] }, asOf: null },
  retention: { metrics: ["nrr", "grr.period", "logo_churn_rate"], by: [], where: {}, asOf: null },
  pipeline: { ...plain, metrics: ["pipeline_weighted"], by: ["stage"] },
  slippage: { ...plain, metrics: ["slippage_rate"], where: { region: ["East"] } },
  "stage-conversion": { ...plain, metrics: ["stage_conversion_rate.within30d"], by: ["stage"] },
  "stage-survival": { ...plain, metrics: ["stage_duration_days.km"] },
  "deal-value": { ...plain, metrics: ["win_rate.value", "pipeline_created"] },
  "leads-to-customers": { ...plain, metrics: ["lead_to_customer_rate"], by: ["channel"] },
  "first-touch": { ...plain, metrics: ["sales_cycle_days.km"], set: { "salesCycle.start": "first_touch" } },
  "movements-events": { ...plain, metrics: ["new_mrr"], set: { "movements.form": "events" } },
  "foreign-currencies": {
    ...plain,
    metrics: ["mrr", "fx_mrr", "grr.period"],
    by: ["segment"],
    foreign: true,
  },
  "grace-after-notice": {
    ...plain,
    metrics: ["mrr"],
    set: { "churn.graceDays": "7", "churn.date": "cancellation" },
  },
  users: { ...plain, metrics: ["arpu"], by: ["plan"] },
  "daily-churn": { ...plain, metrics: ["logo_churn_rate"], set: { "churn.denominator": "daily" } },
  commitments: { ...plain, metrics: ["cmrr"], by: ["plan"] },
  "commitments-foreign-currencies": {
    ...plain,
    metrics: ["cmrr"],
    by: ["segment"],
    asOf: "2026-03-01T00:00:00.000Z",
    set: { "churn.date": "cancellation" },
    foreign: true,
  },
  renewals: { ...plain, metrics: ["renewal_rate", "renewal_rate.value"], by: ["segment"] },
  "renewals-foreign-currencies": { ...plain, metrics: ["renewal_rate.value"], foreign: true },
} as const satisfies Record<string, Case>;

const dialects = { duckdb: duckdbDialect, postgres: postgresDialect, clickhouse: clickhouseDialect };
/** ClickHouse writes parameters in its own way; tables here without their database. */
const styles = {
  clickhouse: clickhouseStyle(({ text }) => text.join("")),
  duckdb: undefined,
  postgres: undefined,
};
const engines = openEmptyEngines();

function statementOf(name: keyof typeof cases, dialect: keyof typeof dialects) {
  const { metrics, by, where, asOf, set = {}, foreign }: Case = cases[name];
  const settings = settingsFrom(set);
  const catalogue = new Catalogue();
  const context: PlanContext = {
    scope: { tenant: "acme", asOf },
    dialect: dialects[dialect],
    periods: spine(new Calendar(settingsFrom({})), "month", "2026-01-01", "2026-03-01", {
      day: "2027-01-01",
      ends: "2027-01-01",
    }),
    by,
    where,
    settings,
    foreignRates: foreign ? [{ currency: "EUR", before: "1.1", closing: ["1.2", "1.15"] }] : [],
  };
  return compile(
    metrics
      .map((metric) => catalogue.get(metric))
      .map((metric) => ({ ...metric, expression: chosenBy(settings, metric.expression) })),
    context,
  );
}

describe.each(["duckdb", "postgres", "clickhouse"] as const)("%s", (dialect) => {
  test.each(Object.keys(cases) as (keyof typeof cases)[])(
    "%s compiles to the golden statement",
    async (name) => {
      const { text, values } = render(statementOf(name, dialect), styles[dialect]);
      const header = `-- ${name}: ${JSON.stringify(cases[name])}\n-- refresh: npx vitest run --project node golden-sql -u\n`;
      await expect(`${header}${text}\n-- values: ${JSON.stringify(values)}\n`).toMatchFileSnapshot(
        `golden/${dialect}/${name}.sql`,
      );
    },
  );

  const atHand = dialect !== "clickhouse" || hasChdb;
  test.skipIf(!atHand).each(Object.keys(cases) as (keyof typeof cases)[])(
    "%s binds: the engine plans it",
    async (name) => {
      const engine = engines[dialect] as Engine;
      const plan = await engine.read((query) => query(sql`explain ${statementOf(name, dialect)}`));
      expect(plan.length).toBeGreaterThan(0);
    },
  );

  test.each(Object.keys(cases) as (keyof typeof cases)[])("%s sees one tenant only", (name) => {
    const statement = statementOf(name, dialect);
    const { text, values } = render(statement, styles[dialect]);
    const value = "(?:\\$\\d+|\\{p\\d+:String\\})";
    const count = (pattern: string): number => text.match(new RegExp(pattern, "g"))?.length ?? 0;
    const tables = storedTablesIn(statement);
    expect(tables.length).toBeGreaterThan(0);
    const aliased = count(`from "(?:${tables.map((table) => table.name).join("|")})" as "f"`);
    expect(count(`where "f"\\.tenant = ${value} and`)).toBe(aliased);
    expect(count(`select \\* from "[a-z_]+" where tenant = ${value} and`)).toBe(tables.length - aliased);
    expect(values.filter((given) => given === "acme").length).toBe(tables.length);
  });
});
