import type { ReportRequest, ReportRow, ReportTable, TableName } from "@foresail/client";
import { ForesailError } from "../../errors.ts";
import { localDay } from "../../model/tables.ts";
import { relation } from "../../query/relation.ts";
import { comment, id, join, type Sql, sql } from "../../sql/sql.ts";
import type { ReportBody, ReportContext, ReportDefinition } from "../report.ts";

/** A dated happening of a table: which date says when, what it is called, which columns say what. */
interface Happening {
  readonly table: TableName;
  readonly date: string;
  readonly event: string;
  /** Columns that describe it, in order. */
  readonly details: readonly string[];
  /** The column whose money it carries. */
  readonly amount?: string;
  /** Whether it is about a person of the account rather than the account itself. */
  readonly ofPeople?: boolean;
}

const happenings: readonly Happening[] = [
  {
    table: "touchpoints",
    date: "at",
    event: "touch",
    details: ["channel", "source", "medium", "campaign", "kind"],
  },
  {
    table: "touchpoints",
    date: "at",
    event: "touch",
    details: ["channel", "source", "medium", "campaign", "kind"],
    ofPeople: true,
  },
  { table: "people", date: "created_at", event: "person created", details: ["id", "channel", "source"] },
  { table: "people", date: "mql_at", event: "marketing qualified", details: ["id"] },
  { table: "people", date: "sql_at", event: "sales accepted", details: ["id"] },
  { table: "people", date: "converted_at", event: "person converted", details: ["id"] },
  {
    table: "opportunities",
    date: "created_at",
    event: "opportunity created",
    details: ["id", "owner", "type", "product"],
    amount: "amount",
  },
  {
    table: "opportunities",
    date: "closed_at",
    event: "opportunity closed",
    details: ["id", "outcome", "owner", "loss_reason"],
    amount: "amount",
  },
  {
    table: "subscriptions",
    date: "starts_at",
    event: "subscription starts",
    details: ["id", "plan"],
    amount: "mrr",
  },
  {
    table: "subscriptions",
    date: "ends_at",
    event: "subscription ends",
    details: ["id", "plan"],
    amount: "mrr",
  },
  { table: "invoices", date: "issued_at", event: "invoice issued", details: ["id"], amount: "amount" },
  { table: "payments", date: "paid_at", event: "payment received", details: ["id"], amount: "amount" },
];

const mostRows = 10_000;

function selectOf(happening: Happening, account: string, context: ReportContext): Sql {
  const { dialect } = context.engine;
  const { table, date, event, details, amount, ofPeople = false } = happening;
  const text = dialect.columnType("text");
  const described = details.map(
    (column) => sql`cast(t.${id(column)} as ${text}) as ${id(`detail_${details.indexOf(column) + 1}`)}`,
  );
  const filled = Array.from(
    { length: 5 - details.length },
    (_, index) => sql`cast(null as ${text}) as ${id(`detail_${details.length + index + 1}`)}`,
  );
  const from = relation(table, context.scope, dialect);
  // A touch of a person belongs to the person's account, unless it names an account itself.
  const people = sql`join ${relation("people", context.scope, dialect)} as p on p.id = t.person_id and p.account_id = ${dialect.text(account)}`;
  const where = ofPeople ? sql`t.account_id is null` : sql`t.account_id = ${dialect.text(account)}`;
  return sql`${comment(`${event}, by ${table}.${date}`)}select cast(t.${id(date)} as ${text}) as happened_at, cast(t.${id(localDay(date))} as ${text}) as day,
  cast(${event} as ${text}) as event, cast(${table} as ${text}) as source, ${join([...described, ...filled])},
  cast(${amount === undefined ? sql`null` : sql`t.${id(amount)}`} as decimal(38, 6)) as amount
from ${from} as t ${ofPeople ? people : sql``}
where ${where} and t.${id(localDay(date))} is not null`;
}

async function compute(request: ReportRequest, context: ReportContext): Promise<ReportBody> {
  const { account } = context.options;
  if (!account) {
    throw new ForesailError("invalid_query", "report account needs option account: the id of one account");
  }
  const selects = happenings.map((happening) => selectOf(happening, account, context));
  const rows = await context.run(
    sql`select * from (${join(selects, "\nunion all\n")}) as happened order by day, happened_at, event, detail_1 limit ${mostRows + 1}`,
  );
  const inRange = ({ day }: ReportRow): boolean =>
    (request.from === undefined || String(day) >= request.from) &&
    (request.to === undefined || String(day) < request.to);
  const shown = rows
    .slice(0, mostRows)
    .map((row): ReportRow => {
      const details = [1, 2, 3, 4, 5].map((n) => row[`detail_${n}`]).filter((part) => part !== null);
      return {
        day: String(row.day),
        happened_at: String(row.happened_at),
        event: String(row.event),
        detail: details.join(", "),
        amount: row.amount === null || row.amount === undefined ? null : Number(row.amount),
        source: String(row.source),
      };
    })
    .filter(inRange);
  const table: ReportTable = {
    id: "timeline",
    title: `Account ${account}, in order of time`,
    columns: [
      { id: "day", label: "Day", unit: "date" },
      { id: "event", label: "What happened", unit: "text" },
      { id: "detail", label: "Details", unit: "text" },
      { id: "amount", label: "Amount", unit: "currency" },
      { id: "happened_at", label: "As recorded", unit: "text" },
      { id: "source", label: "Table", unit: "text" },
    ],
    rows: shown,
  };
  const notes =
    shown.length === 0 ? [`nothing is known of account ${JSON.stringify(account)} in this range`] : [];
  if (rows.length > mostRows)
    notes.push(`only the first ${mostRows} happenings are listed; narrow the range`);
  return { from: request.from ?? null, to: request.to ?? null, tables: [table], notes };
}

/** Everything that is known of one account, in order of time: touches, people, deals, subscriptions, invoices, payments. */
export const accountReport: ReportDefinition = {
  report: "account",
  version: 1,
  title: "Account timeline",
  question: "What happened with this account, from its first touch to today?",
  takes: { by: false, where: false },
  options: [{ name: "account", description: "id of the account" }],
  compute,
};
