import { ExplainRequest, type ExplainRequestInput, type Explanation } from "@foresail/client";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attributionModels } from "../../src/attribution/attribute-paths.ts";
import { BothStores } from "../sales/support/both-stores.ts";

/* The rows behind credits: each touch of each opportunity, which add up to the number exactly, on both engines. */

const stores = new BothStores();

beforeAll(async () => {
  stores.now = "2026-06-01T00:00:00.000Z";
  await stores.open();
});
afterAll(() => stores.close());

const march = { grain: "month", period: "2026-03-01", limit: 10_000 } as const;
const explain = (request: ExplainRequestInput, tenant?: string): Promise<Explanation> =>
  stores.explainAlike(ExplainRequest.parse({ ...march, ...request }), tenant);

const unit = 10n ** 16n;
/** A decimal text with up to 16 places, in units of 10^-16. */
function units(text: unknown): bigint {
  const [, sign, whole = "", fraction = ""] = /^(-?)(\d+)(?:\.(\d{1,16}))?$/.exec(String(text)) ?? [];
  if (whole === "") throw new Error(`not a decimal: ${text}`);
  const size = BigInt(whole + fraction.padEnd(16, "0"));
  return sign === "-" ? -size : size;
}
const toNumber = (value: bigint): number => {
  const size = value < 0n ? -value : value;
  return Number(`${value < 0n ? "-" : ""}${size / unit}.${String(size % unit).padStart(16, "0")}`);
};
const sum = (values: readonly unknown[]): bigint =>
  values.reduce((all: bigint, text) => all + units(text), 0n);

describe("worked by hand", () => {
  const tenant = "hand";

  /*
   * deal: 900, after ads as a visitor who turned out to be Pat, mail to the account, search of Pat. Lead on the day of the mail,
   * opportunity after it. bare: 50, no touch. free: no amount, one touch.
   */
  beforeAll(async () => {
    await stores.add(
      "people",
      [{ id: "pat", account_id: "A", anonymous_id: "v", created_at: "2026-03-02T12:00:00Z" }],
      tenant,
    );
    await stores.add(
      "touchpoints",
      [
        { id: "t1", at: "2026-03-01T10:00:00Z", anonymous_id: "v", channel: "ads", source: "bing" },
        { id: "t2", at: "2026-03-02", account_id: "A", channel: "mail", campaign: "spring" },
        { id: "t3", at: "2026-03-09T10:00:00Z", person_id: "pat", channel: "search" },
        { id: "t4", at: "2026-03-11T10:00:00Z", account_id: "C", channel: "search" },
      ],
      tenant,
    );
    await stores.add(
      "opportunities",
      [
        { id: "deal", outcome: "won", closed_at: "2026-03-10T10:00:00Z", amount: 900, account_id: "A" },
        { id: "bare", outcome: "won", closed_at: "2026-03-12", amount: 50, account_id: "B", owner: "Ann" },
        { id: "free", outcome: "won", closed_at: "2026-03-13", account_id: "C" },
      ],
      tenant,
    );
  });

  test("each touch with whose it is, its weight and its credit", async () => {
    const { measures, value, calculation } = await explain({ metric: "attributed_revenue.u_shaped" }, tenant);
    expect([value, calculation]).toEqual([950, "sum over 5 rows = 950"]);
    expect(measures).toHaveLength(1);
    expect(measures[0]).toMatchObject({ total: 5, value: 950 });
    expect(measures[0]!.columns).toEqual([
      "opportunity_id",
      "account_id",
      "day",
      "amount",
      "touch_id",
      "touched_at",
      "person_id",
      "channel",
      "source",
      "medium",
      "campaign",
      "weight",
      "credit",
    ]);
    const shown = measures[0]!.rows.map((row) =>
      [
        "opportunity_id",
        "amount",
        "touch_id",
        "touched_at",
        "person_id",
        "channel",
        "campaign",
        "weight",
        "credit",
      ]
        .map((name) => row[name])
        .join(" "),
    );
    expect(shown).toEqual([
      "deal 900 t1 2026-03-01T10:00:00.000Z pat ads  0.4 360",
      "deal 900 t2 2026-03-02  mail spring 0.2 180",
      "deal 900 t3 2026-03-09T10:00:00.000Z pat search  0.4 360",
      "bare 50      1 50",
      "free 0 t4 2026-03-11T10:00:00.000Z  search  1 0",
    ]);
  });

  test.each<[metric: string, rows: string[]]>([
    ["attributed_revenue.first", ["deal t1 ads 1 900", "bare   1 50", "free t4 search 1 0"]],
    [
      "attributed_conversions.linear",
      [
        "deal t1 ads 0.3333333333333334 0.3333333333333334",
        "deal t2 mail 0.3333333333333333 0.3333333333333333",
        "deal t3 search 0.3333333333333333 0.3333333333333333",
        "bare   1 1",
        "free t4 search 1 1",
      ],
    ],
    // Kinds of touches: no touch is named.
    [
      "attributed_revenue.shapley",
      [
        "deal  ads 0.3333333333333334 300",
        "deal  mail 0.3333333333333333 300",
        "deal  search 0.3333333333333333 300",
        "bare   1 50",
        "free  search 1 0",
      ],
    ],
  ])("%s", async (metric, expected) => {
    const { measures } = await explain({ metric }, tenant);
    const shown = measures[0]!.rows.map((row) =>
      ["opportunity_id", "touch_id", "channel", "weight", "credit"].map((name) => row[name]).join(" "),
    );
    expect(shown).toEqual(expected);
  });

  test("of one channel, of one owner, and of an input of a ratio", async () => {
    const mail = await explain(
      { metric: "attributed_revenue.u_shaped", where: { channel: ["mail"] } },
      tenant,
    );
    expect(mail.value).toBe(180);
    expect(mail.measures[0]!.rows).toMatchObject([{ touch_id: "t2", credit: "180" }]);
    const untouched = await explain({ metric: "attributed_revenue", where: { channel: [null] } }, tenant);
    expect(untouched.measures[0]!.rows).toMatchObject([
      { opportunity_id: "bare", touch_id: null, credit: "50" },
    ]);
    const ann = await explain({ metric: "attributed_revenue", where: { owner: ["Ann"] } }, tenant);
    expect(ann.measures[0]!.rows.map(({ opportunity_id }) => opportunity_id)).toEqual(["bare"]);
    await stores.add("spend", [{ id: "s", date: "2026-03-05", amount: 90, channel: "mail" }], tenant);
    const roas = await explain({ metric: "roas.u_shaped", where: { channel: ["mail"] } }, tenant);
    expect(roas.calculation).toBe("180 / 90 = 2");
    expect(roas.measures.map(({ total, value }) => [total, value])).toEqual([
      [1, 180],
      [1, 90],
    ]);
  });

  test("thirds of three opportunities that went the same way are one, exactly", async () => {
    const three = ["a", "b", "c"];
    const way = three.flatMap((account_id) =>
      ["ads", "mail", "search"].map((channel, index) => ({
        id: `${account_id}${index}`,
        at: `2026-03-0${index + 1}`,
        account_id,
        channel,
      })),
    );
    await stores.add("touchpoints", way, "thirds");
    await stores.add(
      "opportunities",
      three.map((id) => ({ id, outcome: "won", closed_at: "2026-03-10", account_id: id })),
      "thirds",
    );
    for (const model of ["linear", "shapley", "markov"]) {
      const metric = `attributed_conversions.${model}`;
      const { measures, value } = await explain({ metric, where: { channel: ["ads"] } }, "thirds");
      expect([model, value, sum(measures[0]!.rows.map(({ credit }) => credit))]).toEqual([model, 1, unit]);
    }
  });

  test("the first rows only, where fewer are asked for", async () => {
    const { measures } = await explain({ metric: "attributed_revenue.linear", limit: 2 }, tenant);
    expect(measures[0]).toMatchObject({ total: 5, value: 950 });
    expect(measures[0]!.rows.map(({ touch_id }) => touch_id)).toEqual(["t1", "t2"]);
  });

  test("what changed since: a touch that came in later takes its share", async () => {
    const since = stores.now;
    stores.now = "2026-06-02T00:00:00.000Z";
    await stores.add(
      "touchpoints",
      [{ id: "t5", at: "2026-03-09T11:00:00Z", person_id: "pat", channel: "webinar" }],
      tenant,
    );
    const { changes } = await explain({ metric: "attributed_revenue.last", since }, tenant);
    expect(changes).toMatchObject({ value: 950, change: 0 });
    expect(changes!.measures[0]!.added).toMatchObject([{ touch_id: "t5", credit: "900" }]);
    expect(changes!.measures[0]!.removed).toMatchObject([{ touch_id: "t3", credit: "900" }]);
  });
});

describe("random companies", () => {
  const day = fc
    .nat(40)
    .map((offset) => new Date(Date.UTC(2026, 1, 22) + offset * 86_400_000).toISOString().slice(0, 10));
  const at = fc
    .tuple(day, fc.constantFrom("", "T12:00:00.000Z", "T12:00:01.000Z"))
    .map((parts) => parts.join(""));
  const maybe = (...texts: string[]) => fc.option(fc.constantFrom(...texts), { nil: undefined, freq: 3 });
  const company = fc.record({
    touches: fc.array(
      fc.record({
        at,
        person_id: maybe("p0", "p1", "gone"),
        anonymous_id: maybe("v0", "v1"),
        account_id: maybe("A", "B"),
        channel: maybe("ads", "mail", "direct", "'; drop table x --"),
        campaign: maybe("spring"),
      }),
      { minLength: 6, maxLength: 20, size: "max" },
    ),
    people: fc.array(
      fc.record({ account_id: maybe("A", "B"), anonymous_id: maybe("v0", "v1"), created_at: at }),
      { minLength: 1, maxLength: 3 },
    ),
    deals: fc.array(
      fc.record({
        outcome: fc.constantFrom("won", "won", "lost"),
        closed_at: at,
        created_at: fc.option(at, { nil: undefined }),
        account_id: maybe("A", "B", "C"),
        person_id: maybe("p0", "p1"),
        type: maybe("new", "renewal"),
        amount: fc.option(
          fc.integer({ min: -20_000, max: 1_000_000 }).map((cents) => cents / 100),
          { nil: undefined },
        ),
      }),
      { minLength: 3, maxLength: 8, size: "max" },
    ),
    where: fc.constantFrom<Record<string, (string | null)[]>>(
      {},
      {},
      { channel: ["ads", null] },
      { campaign: ["spring"] },
      { channel: ["mail"], campaign: [null] },
    ),
    lookback: fc.constantFrom("1", "10", "40"),
    models: fc.shuffledSubarray([...attributionModels], { minLength: 3, maxLength: 3 }),
  });
  const metrics = ["attributed_revenue", "attributed_conversions", "attributed_pipeline", "cac"] as const;
  let tenants = 0;
  let credited = 0;

  test("credits add up to the number exactly, and each is the weight's part of the amount", async () => {
    await fc.assert(
      fc.asyncProperty(company, async ({ touches, people, deals, where, lookback, models }) => {
        const tenant = `random-${tenants++}`;
        const numbered = (prefix: string, rows: readonly object[]) =>
          rows.map((row, index) => ({
            id: `${prefix}${index}`,
            ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)),
          }));
        await stores.add("people", numbered("p", people), tenant);
        await stores.add("touchpoints", numbered("t", touches), tenant);
        await stores.add("opportunities", numbered("d", deals), tenant);
        const set = { "attribution.lookbackDays": lookback };
        for (const model of models) {
          for (const metric of metrics) {
            const explanation = await explain({ metric: `${metric}.${model}`, where, set }, tenant);
            const measure = explanation.measures.find(({ measure }) => measure.startsWith("attribution"))!;
            const { rows, total, value } = measure;
            expect(rows).toHaveLength(total);
            expect(toNumber(sum(rows.map(({ credit }) => credit)))).toBe(value);
            const byDeal = Map.groupBy(rows, ({ opportunity_id }) => opportunity_id);
            for (const [id, own] of byDeal) {
              // Without a filter on touches, weights of an opportunity are shares of a whole.
              if (Object.keys(where).length === 0)
                expect([id, sum(own.map(({ weight }) => weight))]).toEqual([id, unit]);
              for (const { weight, amount, credit } of own) {
                const whole = ["attributed_conversions", "cac"].includes(metric) ? 1 : Number(amount);
                expect(Math.abs(Number(credit) - Number(weight) * whole)).toBeLessThan(1e-9);
                if (Number(credit) !== 0) credited += 1;
              }
            }
          }
        }
      }),
      { seed: 20_261_122, numRuns: 12, interruptAfterTimeLimit: 20_000 },
    );
    expect(credited).toBeGreaterThan(100);
  });
});
