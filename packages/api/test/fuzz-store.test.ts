import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { openLocalApi } from "../src/node.ts";

/** A local API over a database of its own, which fails the test with the request that made it fail. */
async function api(): Promise<(path: string, body: unknown) => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "foresail-fuzz-"));
  const local = openLocalApi({ db: join(folder, "fuzz.duckdb"), tenant: "fuzz" });
  onTestFinished(async () => {
    await local.close();
    await rm(folder, { recursive: true, force: true });
  });
  return async (path, body) => {
    const request = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    const response = await local.fetch(`http://local${path}`, request);
    const answer = await response.text();
    expect(response.status, `${path} ${request.body} gives ${answer}`).toBeLessThan(500);
  };
}

const hostile = fc.constantFrom(
  "",
  "__proto__",
  "constructor",
  "'; drop table accounts; --",
  "\u0000",
  "\ud800",
  "🙂",
  "attributes.x",
  "attributes.a'b",
  "attributes.$.x[0]",
);
const text = fc.oneof(hostile, fc.string({ maxLength: 20 }));
const column = fc.constantFrom(
  ...[
    "id",
    "name",
    "outcome",
    "closed_at",
    "created_at",
    "amount",
    "starts_at",
    "ends_at",
    "mrr",
    "account_id",
  ],
  ...[
    "employees",
    "currency",
    "date",
    "base",
    "quote",
    "rate",
    "attributes",
    "metric",
    "grain",
    "value",
    "at",
  ],
);
const value = fc.oneof(
  text,
  fc.constantFrom(
    "won",
    "open",
    "2026-01-05",
    "0001-01-01",
    "9999-12-31",
    "1e400",
    "-0",
    "NaN",
    "EUR",
    "month",
  ),
  fc.constantFrom("99999999999999999999", "0.0000001"),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
);
const rows = fc.array(
  fc.dictionary(fc.oneof({ arbitrary: column, weight: 9 }, text), value, { maxKeys: 8 }),
  {
    minLength: 1,
    maxLength: 4,
  },
);
const table = fc.constantFrom(
  "accounts",
  "opportunities",
  "subscriptions",
  "events",
  "targets",
  "fx_rates",
  "spend",
);

const dimension = fc.oneof(fc.constantFrom("owner", "region", "employees", "currency"), hostile);
const query = fc.record({
  metrics: fc.subarray(
    ["mrr", "win_rate", "nrr", "bookings", "spend", "sales_cycle_days", "new_mrr", "customers"],
    {
      minLength: 1,
    },
  ),
  by: fc.array(dimension, { maxLength: 2 }),
  where: fc.dictionary(dimension, fc.array(fc.option(text), { minLength: 1, maxLength: 3 }), { maxKeys: 2 }),
  from: fc.constantFrom("1900-01-01", "2026-01-01", "2999-12-31", undefined),
  to: fc.constantFrom("1900-01-02", "2026-03-01", "2999-12-31", undefined),
  grain: fc.constantFrom("day", "week", "month", "quarter", "year"),
  asOf: fc.constantFrom(null, "1900-01-01", "2026-01-01T00:00:00+14:00", "2999-12-31"),
  set: fc.constantFrom({}, { "calendar.weekStart": "sunday" }, { "calendar.fiscalYearStart": "13" }),
});

test("no rows, and no question about them, make the store fail", async () => {
  const call = await api();
  await fc.assert(
    fc.asyncProperty(table, rows, fc.boolean(), (name, content, full) =>
      call(`/v1/records/${name}`, { rows: content, full }),
    ),
    { numRuns: 200 },
  );
  await fc.assert(
    fc.asyncProperty(query, (body) => call("/v1/query", body)),
    { numRuns: 300 },
  );
}, 120_000);
