import { ExplainRequest, type ExplainRequestInput, type Explanation } from "@foresail/client";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BothStores } from "../sales/support/both-stores.ts";

/* The rows behind targets: those that a period's is made of, which add up to it, on both engines. */

const stores = new BothStores();

beforeAll(async () => {
  stores.now = "2026-06-01T00:00:00.000Z";
  await stores.open();
});
afterAll(() => stores.close());

const explain = (request: ExplainRequestInput, tenant: string): Promise<Explanation> =>
  stores.explainAlike(ExplainRequest.parse({ limit: 10_000, ...request }), tenant);
const target = (period_start: string, grain: string, value: number, more = {}) => ({
  metric: "bookings",
  period_start,
  grain,
  value,
  ...more,
});

describe("worked by hand", () => {
  const tenant = "hand";

  beforeAll(async () => {
    await stores.add("targets", [target("2026-01-01", "month", 90, { id: "old" })], tenant);
    stores.now = "2026-06-02T00:00:00.000Z";
    await stores.add(
      "targets",
      [
        target("2026-01-15", "month", 100, { id: "jan", version: "board" }),
        target("2026-02-01", "month", 40.5, { id: "feb" }),
        target("2026-03-01", "month", 20, { id: "mar" }),
        target("2026-04-01", "quarter", 200, { id: "q2" }),
        target("2026-07-01", "month", 7, { id: "ann", dimensions: { owner: "Ann" } }),
        target("2026-07-01", "month", 5, { id: "bo", dimensions: { owner: "Bo" } }),
        { ...target("2026-02-01", "month", 900), id: "mrr-feb", metric: "mrr" },
        { ...target("2026-03-01", "month", 950), id: "mrr-mar", metric: "mrr" },
      ],
      tenant,
    );
    await stores.add(
      "opportunities",
      [{ id: "1", outcome: "won", created_at: "2026-01-01", closed_at: "2026-02-03", amount: 321 }],
      tenant,
    );
  });

  test("months of a quarter, each with its share of the days; an older version is not among them", async () => {
    const quarter = { grain: "quarter", period: "2026-02-10" } as const;
    const { value, calculation, measures } = await explain({ metric: "bookings.target", ...quarter }, tenant);
    expect([value, calculation]).toEqual([160.5, "sum over 3 rows = 160.5"]);
    expect(measures[0]).toMatchObject({ total: 3, value: 160.5 });
    const month = { metric: "bookings", grain: "month", dimensions: null, version: null };
    expect(measures[0]!.rows).toEqual([
      {
        ...month,
        target_id: "jan",
        starts: "2026-01-01",
        ends: "2026-02-01",
        version: "board",
        share: 31 / 90,
        value: "100",
      },
      { ...month, target_id: "feb", starts: "2026-02-01", ends: "2026-03-01", share: 28 / 90, value: "40.5" },
      { ...month, target_id: "mar", starts: "2026-03-01", ends: "2026-04-01", share: 31 / 90, value: "20" },
    ]);
  });

  test.each<[metric: string, grain: "month" | "quarter" | "year", period: string, ids: string[]]>([
    ["bookings.target", "month", "2026-02-01", ["feb"]],
    ["bookings.target", "quarter", "2026-05-01", ["q2"]],
    // Of a quarter there is no part: April's is unknown.
    ["bookings.target", "month", "2026-04-01", []],
    ["bookings.target", "year", "2026-01-01", []],
    // Of a balance the one that ends with the period.
    ["mrr.target", "quarter", "2026-01-01", ["mrr-mar"]],
    // The parts of a split, where nothing is aimed at the whole.
    ["bookings.target", "month", "2026-07-01", ["ann", "bo"]],
  ])("%s of the %s of %s: %j", async (metric, grain, period, ids) => {
    stores.now = "2026-08-15T00:00:00.000Z";
    const { measures, value } = await explain({ metric, grain, period }, tenant);
    const { rows, total } = measures[0]!;
    expect([total, rows.map(({ target_id }) => target_id)]).toEqual([ids.length, ids]);
    expect(rows.reduce((sum, row) => sum + Number(row.value), 0)).toBe(value ?? 0);
    for (const { share } of rows)
      expect(share).toBe(grain === "quarter" && metric === "mrr.target" ? 31 / 90 : 1);
  });

  test("behind a quotient, of one owner, and as was known before", async () => {
    const february = { grain: "month", period: "2026-02-01" } as const;
    const attained = await explain({ metric: "quota_attainment", ...february }, tenant);
    expect(attained.value).toBe(321 / 40.5);
    const [, quota] = attained.measures;
    expect(quota!.rows).toMatchObject([{ target_id: "feb", value: "40.5" }]);
    const july = { grain: "month" as const, period: "2026-07-01", where: { owner: ["Bo"] } };
    const bo = await explain({ metric: "bookings.target", ...july }, tenant);
    expect(bo.measures[0]!.rows).toMatchObject([
      { target_id: "bo", dimensions: '{"owner":"Bo"}', value: "5" },
    ]);
    const before = { grain: "month", period: "2026-01-01", since: "2026-06-01T12:00:00Z" } as const;
    const { changes } = await explain({ metric: "bookings.target", ...before }, tenant);
    expect(changes).toMatchObject({ value: 90, change: 10 });
    expect(changes!.measures[0]!.added).toMatchObject([{ target_id: "jan", value: "100" }]);
    expect(changes!.measures[0]!.removed).toMatchObject([{ target_id: "old", value: "90" }]);
  });
});

test("rows add up to the number exactly, whatever was aimed at", async () => {
  stores.now = "2027-02-01T00:00:00.000Z";
  const aim = fc.record({
    day: fc.nat(364).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)),
    grain: fc.constantFrom("month", "month", "quarter", "year", "week"),
    cents: fc.integer({ min: -500, max: 100_000 }),
    owner: fc.constantFrom(undefined, undefined, "Ann", "Bo"),
  });
  let tenants = 0;
  let listed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(aim, { minLength: 8, maxLength: 40, size: "max" }), async (aims) => {
      const tenant = `random-${tenants++}`;
      const rows = aims.map(({ day, grain, cents, owner }, index) =>
        target(day, grain, cents / 100, { id: `t${index}`, ...(owner ? { dimensions: { owner } } : {}) }),
      );
      await stores.add("targets", rows, tenant);
      for (const grain of ["month", "quarter", "year"] as const) {
        for (const period of ["2026-01-01", "2026-05-01", "2026-12-01"]) {
          const { measures, value } = await explain({ metric: "bookings.target", grain, period }, tenant);
          const behind = measures[0]!;
          expect(behind.rows).toHaveLength(behind.total);
          listed += behind.total;
          // Cents, so that no sum is rounded.
          const cents = behind.rows.map((row) => Math.round(Number(row.value) * 100));
          expect(cents.reduce((sum, one) => sum + one, 0)).toBe(Math.round((value ?? 0) * 100));
          expect(behind.value).toBe(value);
          expect(value === null).toBe(behind.total === 0);
        }
      }
    }),
    { seed: 20_261_122, numRuns: 12, interruptAfterTimeLimit: 20_000 },
  );
  expect(listed).toBeGreaterThan(50);
});
