import type { TableName } from "@foresail/client";

/** First day of the generated data, and the first day after them. */
export const firstDay = "2021-01-01";
export const lastDay = "2026-01-01";

/** When the benchmark takes place. */
export const now = new Date("2026-01-15T12:00:00Z");

/** Whose rows are asked for; another tenant has a tenth as many beside them. */
export const tenant = "bench";

/** Of so many rows one has had an earlier version, which is superseded. */
export const rowsPerSupersededVersion = 20;

/** One table: how many of a thousand rows are its own, or how many it has, and a select of row `i`. */
export interface GeneratedTable {
  readonly table: TableName;
  readonly perMille?: number;
  readonly rows?: number;
  /** The day on which a row was recorded first. */
  readonly known: string;
  readonly columns: string;
}

const accountsPerMille = 30;
const opportunitiesPerMille = 250;
const peoplePerMille = 150;

/**
 * A company as the engine's tables hold it, row by row from the row's number: `r(i, k)` is a number in [0, 1) that
 * depends on the row, on k and on the seed; `n` is how many rows there are in all.
 */
export const company: readonly GeneratedTable[] = [
  {
    table: "owners",
    rows: 200,
    known: `date '${firstDay}'`,
    columns: "'o' || i as id, 'Owner ' || i as name, 'team ' || i % 12 as team, 'region ' || i % 6 as region",
  },
  {
    table: "products",
    rows: 20,
    known: `date '${firstDay}'`,
    columns: "'p' || i as id, 'Product ' || i as name, 'family ' || i % 5 as family",
  },
  {
    table: "accounts",
    perMille: accountsPerMille,
    known: "created_on",
    columns: `'a' || i as id, 'Account ' || i as name, 'industry ' || i % 12 as industry, 'region ' || i % 6 as region,
  ['smb', 'mid', 'enterprise'][1 + cast(floor(3 * r(i, 1)) as integer)] as segment, 'o' || cast(floor(200 * r(i, 2)) as integer) as owner,
  d(i, 3) as created_on, cast(d(i, 3) as varchar) as created_at`,
  },
  {
    table: "subscriptions",
    perMille: 300,
    known: "starts_on",
    columns: `'s' || i as id, 'a' || cast(floor(n * ${accountsPerMille / 1000} * r(i, 1)) as bigint) as account_id,
  d(i, 2) as starts_on, cast(d(i, 2) as varchar) as starts_at,
  case when r(i, 3) < 0.6 then d(i, 2) + cast(30 + 700 * r(i, 4) as integer) end as ends_on, cast(ends_on as varchar) as ends_at,
  cast(cast(20 + 980 * r(i, 5) * r(i, 6) as decimal(18, 2)) as decimal(18, 6)) as mrr, ['basic', 'pro', 'max'][1 + cast(i % 3 as integer)] as plan,
  d(i, 2) as money_on, false as rate_missing`,
  },
  {
    table: "opportunities",
    perMille: opportunitiesPerMille,
    known: "created_on",
    columns: `'d' || i as id, 'a' || cast(floor(n * ${accountsPerMille / 1000} * r(i, 1)) as bigint) as account_id,
  case when r(i, 2) < 0.5 then 'l' || cast(floor(n * ${peoplePerMille / 1000} * r(i, 3)) as bigint) end as person_id,
  case when r(i, 4) < 0.95 then 'o' || cast(floor(200 * r(i, 5)) as integer) end as owner, 'p' || i % 20 as product, 'sales' as pipeline,
  d(i, 6) as created_on, cast(d(i, 6) as varchar) as created_at,
  d(i, 6) + cast(10 + 170 * r(i, 7) * r(i, 8) as integer) as expected_close_on, cast(expected_close_on as varchar) as expected_close,
  case when r(i, 9) < 0.15 or expected_close_on >= date '${lastDay}' then 'open' when r(i, 9) < 0.45 then 'won' else 'lost' end as outcome,
  case when outcome <> 'open' then expected_close_on end as closed_on, cast(closed_on as varchar) as closed_at,
  cast(cast(100 + 50000 * r(i, 10) * r(i, 11) as decimal(18, 2)) as decimal(18, 6)) as amount, 'stage ' || 1 + i % 4 as stage,
  d(i, 6) as money_on, false as rate_missing`,
  },
  {
    table: "opportunity_changes",
    perMille: 170,
    known: "at_on",
    columns: `'c' || i as id, 'd' || i as opportunity_id,
  d(i, 6) + cast(5 * r(i, 12) as integer) as at_on, cast(at_on as varchar) as "at",
  'stage ' || 1 + i % 4 as stage, cast(cast(100 + 50000 * r(i, 13) * r(i, 14) as decimal(18, 2)) as decimal(18, 6)) as amount`,
  },
  {
    table: "people",
    perMille: peoplePerMille,
    known: "created_on",
    columns: `'l' || i as id, 'a' || cast(floor(n * ${accountsPerMille / 1000} * r(i, 1)) as bigint) as account_id,
  'channel ' || cast(floor(8 * r(i, 2)) as integer) as channel, d(i, 3) as created_on, cast(d(i, 3) as varchar) as created_at,
  case when r(i, 4) < 0.4 then d(i, 3) + cast(20 * r(i, 5) as integer) end as mql_on, cast(mql_on as varchar) as mql_at,
  case when r(i, 4) < 0.1 then d(i, 3) + cast(20 + 200 * r(i, 6) as integer) end as converted_on, cast(converted_on as varchar) as converted_at`,
  },
  {
    table: "touchpoints",
    perMille: 90,
    known: "at_on",
    columns: `'t' || i as id, 'l' || cast(floor(n * ${peoplePerMille / 1000} * r(i, 1)) as bigint) as person_id,
  'channel ' || cast(floor(8 * r(i, 2)) as integer) as channel, d(i, 3) as at_on, cast(d(i, 3) as varchar) as "at"`,
  },
  {
    table: "spend",
    perMille: 10,
    known: "date_on",
    columns: `'x' || i as id, 'channel ' || cast(floor(8 * r(i, 1)) as integer) as channel, ['ads', 'programs', 'salaries', 'tools'][1 + cast(i % 4 as integer)] as kind,
  d(i, 2) as date_on, cast(d(i, 2) as varchar) as "date", cast(cast(5000 * r(i, 3) as decimal(18, 2)) as decimal(18, 6)) as amount,
  d(i, 2) as money_on, false as rate_missing`,
  },
];
