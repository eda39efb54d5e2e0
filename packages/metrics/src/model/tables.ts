import type { TableName } from "@foresail/client";

/** What a column holds. Dates may carry a time; money and numbers are exact decimals. */
export type ColumnType = "text" | "date" | "money" | "number" | "integer" | "boolean" | "json";

/** One column of a canonical table. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly required: boolean;
  /** The only values allowed, where the column is an enumeration. */
  readonly values?: readonly string[];
  /** The table whose `id` this column names. */
  readonly references?: TableName;
  /** Whether a row without it is counted in the import's warnings. */
  readonly expected: boolean;
}

/** One canonical table. */
export interface Table {
  readonly name: TableName;
  readonly columns: readonly Column[];
  /** Columns that identify a row when the file has no `id`; empty: the whole row does. */
  readonly naturalKey: readonly string[];
}

interface ColumnOptions {
  readonly values?: readonly string[];
  readonly references?: TableName;
  readonly expected?: boolean;
}

const optional = (name: string, type: ColumnType, options: ColumnOptions = {}): Column => ({
  name,
  type,
  required: false,
  expected: false,
  ...options,
});
const required = (name: string, type: ColumnType, options: ColumnOptions = {}): Column => ({
  ...optional(name, type, options),
  required: true,
});
const texts = (...names: string[]): Column[] => names.map((name) => optional(name, "text"));
const account = (options: ColumnOptions = {}): Column =>
  optional("account_id", "text", { references: "accounts", ...options });

const outcomes = ["open", "won", "lost"];

function table(name: TableName, columns: readonly Column[], naturalKey: readonly string[] = []): Table {
  const id = columns.some((column) => column.name === "id") ? [] : [optional("id", "text")];
  return { name, columns: [...id, ...columns], naturalKey };
}

/** Every table that can be imported, with its columns in canonical order. */
export const tables: Readonly<Record<TableName, Table>> = {
  accounts: table("accounts", [
    required("id", "text"),
    ...texts("name", "parent_id", "industry", "region", "country", "segment"),
    optional("employees", "integer"),
    optional("owner", "text", { references: "owners" }),
    optional("currency", "text"),
    optional("created_at", "date"),
  ]),
  people: table("people", [
    required("id", "text"),
    account(),
    ...texts("anonymous_id", "channel", "source"),
    optional("created_at", "date", { expected: true }),
    ...["mql_at", "sql_at", "converted_at", "disqualified_at"].map((name) => optional(name, "date")),
  ]),
  touchpoints: table("touchpoints", [
    required("at", "date"),
    optional("person_id", "text", { references: "people" }),
    optional("anonymous_id", "text"),
    account(),
    ...texts("channel", "source", "medium", "campaign", "kind"),
  ]),
  spend: table("spend", [
    required("date", "date"),
    required("amount", "money"),
    ...texts("channel", "source", "campaign"),
    optional("kind", "text", { values: ["ads", "programs", "salaries", "tools"] }),
    optional("currency", "text"),
    ...["impressions", "clicks", "leads", "conversions"].map((name) => optional(name, "number")),
  ]),
  opportunities: table("opportunities", [
    required("id", "text"),
    required("outcome", "text", { values: outcomes }),
    optional("closed_at", "date"),
    account({ expected: true }),
    optional("person_id", "text", { references: "people" }),
    optional("owner", "text", { references: "owners" }),
    optional("pipeline", "text"),
    optional("type", "text", { values: ["new", "renewal", "expansion"] }),
    optional("product", "text", { references: "products" }),
    optional("stage", "text"),
    optional("amount", "money"),
    optional("currency", "text"),
    optional("probability", "number"),
    ...texts("forecast_category", "channel"),
    optional("created_at", "date", { expected: true }),
    optional("expected_close", "date"),
    optional("loss_reason", "text"),
  ]),
  opportunity_changes: table(
    "opportunity_changes",
    [
      required("opportunity_id", "text", { references: "opportunities" }),
      required("at", "date"),
      optional("stage", "text"),
      optional("amount", "money"),
      optional("probability", "number"),
      optional("expected_close", "date"),
      optional("forecast_category", "text"),
    ],
    ["opportunity_id", "at"],
  ),
  stages: table(
    "stages",
    [
      required("pipeline", "text"),
      required("name", "text"),
      optional("position", "integer"),
      optional("probability", "number"),
      optional("outcome", "text", { values: outcomes }),
    ],
    ["pipeline", "name"],
  ),
  subscriptions: table("subscriptions", [
    required("id", "text"),
    required("account_id", "text", { references: "accounts" }),
    required("starts_at", "date"),
    optional("mrr", "money"),
    optional("amount", "money"),
    optional("interval", "text", { values: ["day", "week", "month", "quarter", "year"] }),
    optional("ends_at", "date"),
    ...texts("subscription_id", "plan"),
    optional("interval_count", "integer"),
    optional("quantity", "number"),
    optional("discount", "number"),
    optional("discount_duration", "text", { values: ["once", "repeating", "forever"] }),
    optional("currency", "text"),
    optional("trial", "boolean"),
    optional("renews_at", "date"),
    optional("canceled_at", "date"),
  ]),
  invoices: table("invoices", [
    required("account_id", "text", { references: "accounts" }),
    required("amount", "money"),
    required("issued_at", "date"),
    optional("period_start", "date"),
    optional("period_end", "date"),
    optional("tax", "money"),
    optional("currency", "text"),
  ]),
  payments: table("payments", [
    required("account_id", "text", { references: "accounts" }),
    required("amount", "money"),
    required("paid_at", "date"),
    optional("period_start", "date"),
    optional("period_end", "date"),
    optional("tax", "money"),
    optional("currency", "text"),
  ]),
  events: table("events", [
    required("name", "text"),
    required("at", "date"),
    optional("person_id", "text", { references: "people" }),
    optional("anonymous_id", "text"),
    account(),
    optional("value", "number"),
  ]),
  products: table("products", [
    required("id", "text"),
    ...texts("name", "family"),
    optional("list_price", "money"),
  ]),
  owners: table("owners", [required("id", "text"), ...texts("name", "manager", "team", "region")]),
  targets: table(
    "targets",
    [
      required("metric", "text"),
      required("period_start", "date"),
      required("grain", "text", { values: ["day", "week", "month", "quarter", "year"] }),
      required("value", "number"),
      optional("dimensions", "json"),
      optional("version", "text"),
    ],
    ["metric", "period_start", "grain", "dimensions", "version"],
  ),
  fx_rates: table(
    "fx_rates",
    [
      required("date", "date"),
      required("base", "text"),
      required("quote", "text"),
      required("rate", "number"),
    ],
    ["date", "base", "quote"],
  ),
};

/** The column that holds the tenant-local day of a date column: `closed_at` gives `closed_on`, `date` gives `date_on`. */
export function localDay(column: string): string {
  return column.endsWith("_at") ? `${column.slice(0, -3)}_on` : `${column}_on`;
}
