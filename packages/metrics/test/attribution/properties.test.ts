import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attributionModels } from "../../src/attribution/attribute-paths.ts";
import { BothStores } from "../sales/support/both-stores.ts";
import {
  type PlainCompany,
  type PlainDeal,
  type PlainPerson,
  type PlainQuestion,
  type PlainTouch,
  plainCredits,
} from "./support.ts";

/*
 * Random companies, each a tenant of its own in the same stores, against a model that shares no code with the engine. Few
 * accounts, people, visitors and days, so that ties, gaps and double claims are common.
 */
const stores = new BothStores();

beforeAll(async () => {
  stores.now = "2026-06-01T00:00:00.000Z";
  await stores.open();
});
afterAll(() => stores.close());

const day = fc.nat(40).map((offset) => {
  const at = new Date(Date.UTC(2026, 1, 22) + offset * 86_400_000);
  return at.toISOString().slice(0, 10);
});
const time = fc.constantFrom("", "T00:00:00.000Z", "T12:00:00.000Z", "T12:00:01.000Z", "T23:59:59.000Z");
const at = fc.tuple(day, time).map(([on, of]) => `${on}${of}`);
/** One of some texts, or nothing. */
const maybe = (...texts: string[]) => fc.option(fc.constantFrom(...texts), { nil: undefined, freq: 2 });

const touch: fc.Arbitrary<Omit<PlainTouch, "id">> = fc.record({
  at,
  person_id: maybe("p0", "p1", "p2", "gone"),
  anonymous_id: maybe("v0", "v1", "v2"),
  account_id: maybe("A", "B"),
  channel: maybe("ads", "mail", "search", "direct", "Direct", "__proto__", "'; drop table x --"),
  campaign: maybe("", "spring", "null"),
}) as fc.Arbitrary<Omit<PlainTouch, "id">>;
const person: fc.Arbitrary<Omit<PlainPerson, "id">> = fc.record({
  account_id: maybe("A", "B", "C"),
  anonymous_id: maybe("v0", "v1"),
  created_at: fc.option(at, { nil: undefined }),
}) as fc.Arbitrary<Omit<PlainPerson, "id">>;
const deal: fc.Arbitrary<Omit<PlainDeal, "id">> = fc.record({
  outcome: fc.constantFrom("won", "won", "won", "lost", "open"),
  closed_at: at,
  created_at: fc.option(at, { nil: undefined }),
  account_id: maybe("A", "B", "C", "D"),
  person_id: maybe("p0", "p1", "p3"),
  type: maybe("new", "renewal"),
  amount: fc.option(
    fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100),
    { nil: undefined },
  ),
}) as fc.Arbitrary<Omit<PlainDeal, "id">>;

const numbered = <Item>(prefix: string, items: readonly Item[]) =>
  items.map((item, index) => ({ id: `${prefix}${index}`, ...item }));
const company: fc.Arbitrary<PlainCompany> = fc
  .record({
    touches: fc.array(touch, { minLength: 12, maxLength: 30, size: "max" }),
    people: fc.array(person, { minLength: 2, maxLength: 4 }),
    deals: fc.array(deal, { minLength: 5, maxLength: 9, size: "max" }),
  })
  .map(({ touches, people, deals }) => ({
    touches: numbered("t", touches),
    people: numbered("p", people),
    deals: numbered("d", deals).map((one) =>
      one.outcome === "open" ? { ...one, closed_at: undefined } : one,
    ) as PlainDeal[],
  }));

const given = (row: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== ""));

async function load(tenant: string, { touches, people, deals }: PlainCompany): Promise<void> {
  if (touches.length > 0) await stores.add("touchpoints", touches.map(given), tenant);
  if (people.length > 0) await stores.add("people", people.map(given), tenant);
  if (deals.length > 0) await stores.add("opportunities", deals.map(given), tenant);
}

const march = { from: "2026-03-01", to: "2026-04-01" };
const metricOf = {
  revenue: "attributed_revenue",
  conversions: "attributed_conversions",
  pipeline: "attributed_pipeline",
} as const;

describe("random companies", () => {
  let tenants = 0;
  /** Credits that were not 0: without them nothing is tested. */
  let compared = 0;

  test.each(["channel", "campaign"] as const)(
    "by %s: each model is that of the plain one, and adds up",
    async (dimension) => {
      const settings = fc.record({
        lookbackDays: fc.constantFrom(1, 10, 40),
        halfLifeDays: fc.constantFrom(0.5, 7, 30),
        uShape: fc.constantFrom("40-20-40", "50-50"),
      });
      await fc.assert(
        fc.asyncProperty(company, settings, async (drawn, { lookbackDays, halfLifeDays, uShape }) => {
          const tenant = `tenant-${tenants++}`;
          // An empty text is a missing value.
          const touches = drawn.touches.map((one) => given(one) as unknown as PlainTouch);
          const one: PlainCompany = { ...drawn, touches };
          await load(tenant, one);
          const set = {
            "attribution.lookbackDays": String(lookbackDays),
            "attribution.halfLifeDays": String(halfLifeDays),
            "attribution.uShape": uShape,
          };
          for (const of of ["revenue", "conversions", "pipeline"] as const) {
            const question: PlainQuestion = { of, dimension, ...march, lookbackDays, halfLifeDays, uShape };
            const metrics = attributionModels.map((model) => `${metricOf[of]}.${model}`);
            const series = await stores.ask({ metrics, by: [dimension], ...march, set }, tenant);
            const [total] = await stores.ask({ metrics: [metricOf[of]], ...march, set }, tenant);
            for (const model of attributionModels) {
              const found = series
                .filter(({ metric }) => metric === `${metricOf[of]}.${model}`)
                .map(
                  ({ dimensions, points }) => [dimensions[dimension] ?? null, points[0]?.value ?? 0] as const,
                );
              const expected = plainCredits(one, question, model);
              const values = new Set([...found.map(([value]) => value), ...expected.keys()]);
              const credits = new Map(found);
              for (const value of values) {
                const size = Math.max(1, expected.get(value) ?? 0);
                const difference = (credits.get(value) ?? 0) - (expected.get(value) ?? 0);
                if ((expected.get(value) ?? 0) !== 0) compared += 1;
                expect(Math.abs(difference) / size, `${model} of ${value}`).toBeLessThan(1e-9);
              }
              const sum = found.reduce((all, [, credit]) => all + credit, 0);
              expect(sum).toBeCloseTo(total?.points[0]?.value ?? 0, 6);
            }
          }
        }),
        { numRuns: 6, seed: dimension === "channel" ? 1 : 2, endOnFailure: true },
      );
      expect(compared).toBeGreaterThan(200);
    },
    240_000,
  );

  test("new customers by channel add up, and are those of the plain model", async () => {
    await fc.assert(
      fc.asyncProperty(company, async (one) => {
        const tenant = `tenant-${tenants++}`;
        await load(tenant, one);
        const question: PlainQuestion = {
          of: "new_customers",
          dimension: "channel",
          ...march,
          lookbackDays: 90,
          halfLifeDays: 7,
          uShape: "40-20-40",
        };
        for (const model of ["first", "linear", "markov"]) {
          const series = await stores.ask({ metrics: [`cac.${model}`], by: ["channel"], ...march }, tenant);
          const expected = plainCredits(one, question, model);
          for (const { dimensions, points } of series) {
            const value = dimensions.channel ?? null;
            expect(points[0]?.denominator ?? 0).toBeCloseTo(expected.get(value) ?? 0, 9);
          }
          const sum = series.reduce((all, { points }) => all + (points[0]?.denominator ?? 0), 0);
          expect(sum).toBeCloseTo(
            [...expected.values()].reduce((a, b) => a + b, 0),
            9,
          );
        }
      }),
      { numRuns: 6, seed: 3, endOnFailure: true },
    );
  }, 120_000);
});

test("rows of other tenants change nothing, and names from outside stay names", async () => {
  const hostile = [
    "it's",
    '"; drop table touchpoints; --',
    "a\u0000b".replace("\u0000", "\\0"),
    "%",
    "null",
    "名前",
    '["x"]',
  ];
  const rows = hostile.map((channel, index) => ({
    id: `t${index}`,
    at: `2026-03-${String(index + 1).padStart(2, "0")}`,
    account_id: "A",
    channel,
  }));
  const won = { id: "d", outcome: "won", closed_at: "2026-03-20", amount: 70, account_id: "A" };
  await stores.add("touchpoints", rows, "mine");
  await stores.add("opportunities", [won], "mine");
  const question = { metrics: ["attributed_revenue.linear", "roas.markov"], by: ["channel"], ...march };
  const before = await stores.ask(question, "mine");
  const linear = before.filter(({ metric }) => metric === "attributed_revenue.linear");
  expect(
    Object.fromEntries(linear.map(({ dimensions, points }) => [dimensions.channel, points[0]?.value])),
  ).toEqual(Object.fromEntries(hostile.map((channel) => [channel, 10])));
  for (const channel of hostile) {
    const where = { channel: [channel] };
    const [series] = await stores.ask({ metrics: ["attributed_revenue.linear"], ...march, where }, "mine");
    expect(series?.points[0]?.value).toBe(10);
  }
  await stores.add(
    "touchpoints",
    [{ id: "x", at: "2026-03-19", account_id: "A", channel: "theirs" }],
    "yours",
  );
  await stores.add("people", [{ id: "p", account_id: "A", created_at: "2026-03-01" }], "yours");
  await stores.add("opportunities", [{ ...won, id: "other", amount: 5 }], "yours");
  expect(await stores.ask(question, "mine")).toEqual(before);
});

test("as of an instant: only touches, people and deals that were known then", async () => {
  const tenant = "as-of";
  stores.now = "2026-04-02T00:00:00.000Z";
  await stores.add(
    "opportunities",
    [{ id: "d", outcome: "won", closed_at: "2026-03-20", amount: 60, account_id: "A" }],
    tenant,
  );
  await stores.add(
    "touchpoints",
    [
      { id: "1", at: "2026-03-02", account_id: "A", channel: "mail" },
      { id: "2", at: "2026-03-03", anonymous_id: "v", channel: "ads" },
    ],
    tenant,
  );
  stores.now = "2026-04-10T00:00:00.000Z";
  await stores.add("people", [{ id: "p", account_id: "A", anonymous_id: "v" }], tenant);
  stores.now = "2026-04-12T00:00:00.000Z";
  await stores.add(
    "opportunities",
    [{ id: "d", outcome: "won", closed_at: "2026-03-20", amount: 80, account_id: "A" }],
    tenant,
  );
  const at = async (asOf: string | null) =>
    stores.values({ metrics: ["attributed_revenue.linear"], by: ["channel"], ...march, asOf }, tenant);
  expect(await at("2026-04-05T00:00:00Z")).toEqual({ mail: [60] });
  expect(await at("2026-04-11T00:00:00Z")).toEqual({ ads: [30], mail: [30] });
  expect(await at(null)).toEqual({ ads: [40], mail: [40] });
});

test("local days and times without an offset are the tenant's", async () => {
  const tenant = "berlin";
  await stores.set(tenant, { timeZone: "Europe/Berlin" });
  stores.now = "2026-06-01T00:00:00.000Z";
  await stores.add(
    "touchpoints",
    [
      // 00:30 on 1 April in Berlin: the day of a close that has no time.
      { id: "1", at: "2026-03-31T22:30:00Z", account_id: "A", channel: "mail" },
      // Noon in Berlin is 10:00 in UTC: before the close of B at 10:00:01 UTC, and after that of C at 09:59:59.
      { id: "2", at: "2026-04-02T12:00:00", account_id: "B", channel: "ads" },
      { id: "3", at: "2026-04-02T12:00:00", account_id: "C", channel: "ads" },
    ],
    tenant,
  );
  const won = (id: string, closed_at: string) => ({
    id,
    outcome: "won",
    closed_at,
    amount: 10,
    account_id: id,
  });
  await stores.add(
    "opportunities",
    [won("A", "2026-04-01"), won("B", "2026-04-02T10:00:01Z"), won("C", "2026-04-02T09:59:59Z")],
    tenant,
  );
  const question = { metrics: ["attributed_revenue"], by: ["channel"], from: "2026-04-01", to: "2026-05-01" };
  expect(await stores.values(question, tenant)).toEqual({ mail: [10], ads: [10], null: [10] });
});
