import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BothStores } from "./support/both-stores.ts";

/*
 * Worked by hand. Amount (stage, probability, expected close) of each deal, and when it closed:
 *
 *   A  created 5 Jan: 100 (Demo, own 0.5, 20 Feb); 10 Feb: 150, expected 15 Apr; still open
 *   B  created 20 Jan: 40 (Demo by its history, of the stage 0.25, 10 Mar); won on 3 Feb, and Won with 1 since
 *   C  created 31 Jan: 0 now, Lost on 20 Mar, its stage unknown before that history; 1 Feb: 60 (Proposal, of the stage 0.6, 25 Mar); 20 Mar: 0
 *   D  created 1 Mar: no amount, no history; open
 *   E  undated: 999, open: never seen open
 *   F  created 12 Feb: 30, expected 28 Feb, no stage; open, and overdue since
 *
 *              31 Jan (just before 1 Feb)   28 Feb          31 Mar
 *   A          100                          150             150
 *   B          40                           -               -
 *   C          0 (its row's own)            60              -
 *   F          -                            30              30
 *   open       140                          240             180
 *   weighted   50 + 10 + 0 = 60             75 + 36 + 0     75
 */
const stores = new BothStores();
const q1 = { from: "2026-01-01", to: "2026-04-01" } as const;

beforeAll(async () => {
  await stores.open();
  stores.now = "2026-06-15T12:00:00.000Z";
  await stores.add("owners", [
    { id: "Ann", region: "East" },
    { id: "Bob", region: "West" },
  ]);
  await stores.add("accounts", [{ id: "acme", segment: "large" }]);
  await stores.add("products", [{ id: "pro", family: "GTX" }]);
  await stores.add("stages", [
    { pipeline: "new", name: "Demo", position: 1, probability: 0.25, outcome: "open" },
    { pipeline: "new", name: "Proposal", position: 2, probability: 0.6, outcome: "open" },
    { pipeline: "other", name: "Demo", position: 1, probability: 0.9, outcome: "open" },
  ]);
  const deal = { pipeline: "new", owner: "Ann", outcome: "open" };
  await stores.add("opportunities", [
    {
      ...deal,
      id: "A",
      created_at: "2026-01-05",
      amount: 150,
      stage: "Demo",
      probability: 0.5,
      expected_close: "2026-02-20",
    },
    {
      ...deal,
      id: "B",
      created_at: "2026-01-20",
      amount: 40,
      stage: "Won",
      expected_close: "2026-03-10",
      outcome: "won",
      closed_at: "2026-02-03",
      account_id: "acme",
    },
    {
      ...deal,
      id: "C",
      created_at: "2026-01-31",
      amount: 0,
      stage: "Lost",
      owner: "Bob",
      product: "pro",
      outcome: "lost",
      closed_at: "2026-03-20",
    },
    { ...deal, id: "D", created_at: "2026-03-01" },
    { ...deal, id: "E", amount: 999 },
    { ...deal, id: "F", created_at: "2026-02-12", amount: 30, expected_close: "2026-02-28" },
  ]);
  await stores.add("opportunity_changes", [
    { id: "z", opportunity_id: "A", at: "2026-01-05T08:00:00Z", amount: 90 },
    { id: "a", opportunity_id: "A", at: "2026-01-05T17:00:00Z", amount: 100 },
    { opportunity_id: "B", at: "2026-01-20", stage: "Demo" },
    { opportunity_id: "A", at: "2026-02-10", amount: 150, expected_close: "2026-04-15" },
    { opportunity_id: "C", at: "2026-02-01", stage: "Proposal", amount: 60, expected_close: "2026-03-25" },
    { opportunity_id: "C", at: "2026-03-20", stage: "Lost", amount: 0 },
  ]);
});

afterAll(() => stores.close());

describe("the pipeline, worked by hand", () => {
  test.each<[string, (number | null)[]]>([
    ["pipeline_open", [140, 240, 180]],
    ["pipeline_weighted", [60, 111, 75]],
    // A 100, B 40, C its row's own 0; F 30; D nothing.
    ["pipeline_created", [140, 30, 0]],
    ["opportunities_created", [3, 1, 1]],
    // January: A, B expected later: none. February: A, open and expected on 20 Feb, moved to April. March: C, lost in it.
    ["slippage_rate", [null, 1, 0]],
    // Closed: B won 40 in February; C lost in March, 60 before that.
    ["win_rate.value", [null, 1, 0]],
    ["win_rate.cohort", [1 / 3, 0, 0]],
  ])("%s by month", async (metric, expected) => {
    expect(await stores.one(metric, q1)).toEqual(expected);
  });

  test.each<[string, (number | null)[]]>([
    ["pipeline_open", [180]],
    ["win_rate.value", [40 / 100]],
    ["win_rate.cohort", [1 / 5]],
  ])("%s by quarter", async (metric, expected) => {
    expect(await stores.one(metric, { ...q1, grain: "quarter" })).toEqual(expected);
  });

  test("a deal counts in the stage in which it stood then", async () => {
    expect(await stores.values({ metrics: ["pipeline_open"], by: ["stage"], ...q1 })).toEqual({
      Demo: [140, 150, 150],
      Proposal: [0, 60, 0],
      null: [0, 30, 30],
    });
  });

  test.each<[string, Record<string, (number | null)[]>]>([
    ["owner", { Ann: [140, 180, 180], Bob: [0, 60, 0] }],
    ["region", { East: [140, 180, 180], West: [0, 60, 0] }],
    ["segment", { large: [40, 0, 0], null: [100, 240, 180] }],
    ["family", { GTX: [0, 60, 0], null: [140, 180, 180] }],
  ])("parts by %s add up", async (by, expected) => {
    expect(await stores.values({ metrics: ["pipeline_open"], by: [by], ...q1 })).toEqual(expected);
  });

  test("where keeps rows of the account, the owner and the state", async () => {
    const kept = (where: Record<string, string[]>) => stores.one("pipeline_weighted", { ...q1, where });
    expect(await kept({ region: ["West"] })).toEqual([0, 36, 0]);
    expect(await kept({ stage: ["Proposal"] })).toEqual([0, 36, 0]);
    expect(await kept({ segment: ["large"] })).toEqual([10, 0, 0]);
  });

  test("by day, it changes the day after the change", async () => {
    const around = { grain: "day", from: "2026-02-02", to: "2026-02-05" } as const;
    // Just before 3 Feb: A 100, B 40, C 60. B closes on the 3rd, which is over just before the 4th.
    expect(await stores.one("pipeline_open", around)).toEqual([200, 160, 160]);
  });

  test("a range that begins late has what came before it", async () => {
    expect(await stores.one("pipeline_open", { from: "2026-03-01", to: "2026-04-01" })).toEqual([180]);
  });
});

/*
 * All created on 10 January; those that closed did on 20 March, and their rows say what they became. Worked by hand:
 *
 *                                            just before 1 Feb   1 Mar         1 Apr
 *   won, no history          100 (Won, 1)    unknown             unknown       -
 *   lost, no history          80 (Lost, 0)   unknown             unknown       -
 *   won, told its stage       40 (Won, 1)    unknown             Demo, 0.25    -
 *   won, told its probability 10 (Won, 1)    unknown             unknown, 0.5  -
 *   open, no history           8 (Demo)      Demo, 0.25          Demo, 0.25    Demo, 0.25
 *   weighted                                 2                   2 + 10 + 5    2
 */
describe("deals that closed, before they did", () => {
  const tenant = "hindsight";
  const ask = (metric: string, question = {}) =>
    stores.values({ metrics: [metric], ...q1, ...question }, tenant);

  beforeAll(async () => {
    await stores.add(
      "stages",
      [
        { pipeline: "new", name: "Demo", position: 1, probability: 0.25, outcome: "open" },
        { pipeline: "new", name: "Won", position: 2, probability: 1, outcome: "won" },
        { pipeline: "new", name: "Lost", position: 3, probability: 0, outcome: "lost" },
      ],
      tenant,
    );
    const created = { created_at: "2026-01-10", pipeline: "new" };
    const won = {
      ...created,
      outcome: "won",
      closed_at: "2026-03-20",
      stage: "Won",
      probability: 1,
      forecast_category: "Closed",
    };
    const lost = { stage: "Lost", probability: 0, forecast_category: "Omitted" };
    await stores.add(
      "opportunities",
      [
        { ...won, id: "won", amount: 100 },
        { ...won, id: "lost", outcome: "lost", amount: 80, ...lost },
        { ...won, id: "told its stage", amount: 40 },
        { ...won, id: "told its probability", amount: 10 },
        {
          ...created,
          id: "open",
          outcome: "open",
          amount: 8,
          stage: "Demo",
          forecast_category: "Pipeline",
        },
      ],
      tenant,
    );
    await stores.add(
      "opportunity_changes",
      [
        { opportunity_id: "told its stage", at: "2026-02-10", stage: "Demo" },
        { opportunity_id: "told its stage", at: "2026-03-20", stage: "Won", probability: 1 },
        { opportunity_id: "told its probability", at: "2026-02-10", probability: 0.5 },
      ],
      tenant,
    );
  });

  test("have the amount of their row, but neither its stage nor its forecast category", async () => {
    expect(await ask("pipeline_open")).toEqual({ "": [238, 238, 8] });
    expect(await ask("pipeline_open", { by: ["stage"] })).toEqual({
      Demo: [8, 48, 8],
      null: [230, 190, 0],
    });
    expect(await ask("pipeline_open", { by: ["forecast_category"] })).toEqual({
      Pipeline: [8, 8, 8],
      null: [230, 230, 0],
    });
  });

  test("weigh what their history says, and nothing without one", async () => {
    expect(await ask("pipeline_weighted")).toEqual({ "": [2, 17, 2] });
  });
});

describe("slippage at the edges of a period", () => {
  test("the last day is in it, the next one is beyond it; a deal pulled in or closed did not slip", async () => {
    const tenant = "edges";
    const deal = { outcome: "open", created_at: "2026-01-10", expected_close: "2026-02-28", amount: 1 };
    await stores.add(
      "opportunities",
      [
        { ...deal, id: "to 1 March" },
        { ...deal, id: "stays on 28 February" },
        { ...deal, id: "from 1 March, not expected", expected_close: "2026-03-01" },
        { ...deal, id: "won on 28 February", outcome: "won", closed_at: "2026-02-28" },
        { ...deal, id: "created on 1 February, not open before", created_at: "2026-02-01" },
        { ...deal, id: "to 1 March on 1 March, too late" },
      ],
      tenant,
    );
    await stores.add(
      "opportunity_changes",
      [
        { opportunity_id: "to 1 March", at: "2026-02-28", expected_close: "2026-03-01" },
        { opportunity_id: "won on 28 February", at: "2026-02-20", expected_close: "2026-04-01" },
        { opportunity_id: "to 1 March on 1 March, too late", at: "2026-03-01", expected_close: "2026-03-01" },
      ],
      tenant,
    );
    const february = { from: "2026-02-01", to: "2026-03-01" };
    const [series] = await stores.ask({ metrics: ["slippage_rate"], ...february }, tenant);
    // Open and expected: "to 1 March", "stays", "won", though it was put off before, and "too late".
    expect(series?.points[0]).toMatchObject({ value: 1 / 4, numerator: 1, denominator: 4 });
  });
});

test("a deal without a pipeline belongs to the only one", async () => {
  const tenant = "single";
  const deal = { outcome: "open", created_at: "2026-01-10", amount: 100, stage: "Demo" };
  await stores.add("stages", [{ pipeline: "new", name: "Demo", position: 1, probability: 0.25 }], tenant);
  await stores.add(
    "opportunities",
    [
      { ...deal, id: "1" },
      { ...deal, id: "2", pipeline: "other" },
    ],
    tenant,
  );
  const january = { from: "2026-01-01", to: "2026-02-01" };
  expect(await stores.values({ metrics: ["pipeline_weighted"], ...january }, tenant)).toEqual({ "": [25] });
  expect(await stores.values({ metrics: ["stage_conversion_rate"], ...january }, tenant)).toEqual({
    "": [0],
  });
});

describe("deals in another currency", () => {
  const tenant = "foreign";
  const ask = (metric: string) =>
    stores.values({ metrics: [metric], from: "2026-01-01", to: "2026-03-01" }, tenant);

  test("amounts of the history are converted at the deal's own rate", async () => {
    await stores.add("fx_rates", [{ date: "2026-01-01", base: "EUR", quote: "USD", rate: 1.25 }], tenant);
    await stores.add(
      "opportunities",
      [
        { id: "E", outcome: "open", created_at: "2026-01-10", amount: 200, currency: "EUR" },
        { id: "U", outcome: "open", created_at: "2026-01-10", amount: 7, currency: "USD" },
      ],
      tenant,
    );
    await stores.add(
      "opportunity_changes",
      [
        { opportunity_id: "E", at: "2026-01-10", amount: 100 },
        { opportunity_id: "E", at: "2026-02-10", amount: 200 },
        { opportunity_id: "U", at: "2026-02-10", amount: 9 },
      ],
      tenant,
    );
    expect(await ask("pipeline_open")).toEqual({ "": [125 + 7, 250 + 9] });
    expect(await ask("pipeline_created")).toEqual({ "": [125 + 7, 0] });
  });

  test("a missing rate is named", async () => {
    const yen = { id: "Y", outcome: "open", created_at: "2026-01-10", amount: 200, currency: "JPY" };
    await stores.add("opportunities", [yen], tenant);
    await expect(ask("pipeline_open")).rejects.toMatchObject({ code: "missing_rate" });
  });
});

describe("pipeline coverage", () => {
  beforeAll(async () => {
    await stores.add("targets", [
      { metric: "bookings", period_start: "2026-01-01", grain: "quarter", value: 500 },
      { metric: "bookings", period_start: "2026-04-01", grain: "quarter", value: 300 },
    ]);
    await stores.add(
      "opportunities",
      [
        { id: "G", outcome: "open", created_at: "2025-12-01", amount: 750, expected_close: "2026-02-01" },
        {
          id: "H",
          outcome: "won",
          created_at: "2026-05-01",
          closed_at: "2026-05-20",
          amount: 100,
          owner: "Ann",
        },
        { id: "I", outcome: "open", created_at: "2026-05-01", amount: 450, expected_close: "2026-06-30" },
      ],
      "covered",
    );
    await stores.add(
      "targets",
      [
        { metric: "bookings", period_start: "2026-01-01", grain: "quarter", value: 500 },
        { metric: "bookings", period_start: "2026-04-01", grain: "quarter", value: 300 },
      ],
      "covered",
    );
  });

  test("takes finished periods at their beginning and the current one now", async () => {
    const range = { grain: "quarter", from: "2026-01-01", to: "2026-10-01" } as const;
    const asked = await stores.ask({ metrics: ["pipeline_coverage"], ...range }, "covered");
    expect(asked[0]?.points).toMatchObject([
      // At the beginning of Q1: G 750 over 500.
      { value: 1.5, numerator: 750, denominator: 500, partial: false },
      // On 15 June: I 450 over 300 less the 100 won; G is overdue.
      { value: 450 / 200, numerator: 450, denominator: 200, partial: true },
      { value: null, partial: true },
    ]);
  });

  test("on the last day of a period it is still taken now", async () => {
    const range = { grain: "quarter", from: "2026-04-01", to: "2026-07-01" } as const;
    const on = async (now: string) => {
      stores.now = now;
      const [series] = await stores.ask({ metrics: ["pipeline_coverage"], ...range }, "covered");
      stores.now = "2026-06-15T12:00:00.000Z";
      return series?.points[0];
    };
    expect(await on("2026-06-30T12:00:00.000Z")).toMatchObject({ numerator: 450, denominator: 200 });
    // On 1 July the quarter is over: nothing was open on 1 April that was expected in it.
    expect(await on("2026-07-01T12:00:00.000Z")).toMatchObject({ numerator: 0, denominator: 300 });
  });

  test("is null where the quota is met, and where there is none", async () => {
    await stores.add(
      "targets",
      [{ metric: "bookings", period_start: "2026-04-01", grain: "quarter", value: 90 }],
      "covered",
    );
    const range = { grain: "quarter", from: "2025-10-01", to: "2026-07-01" } as const;
    const asked = await stores.ask({ metrics: ["pipeline_coverage"], ...range }, "covered");
    expect(asked[0]?.points.map(({ value }) => value)).toEqual([null, 1.5, null]);
  });
});
