import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attributionModels } from "../../src/attribution/attribute-paths.ts";
import { BothStores } from "../sales/support/both-stores.ts";

/*
 * Journeys of one company through the store, worked by hand. Every answer is that of both engines.
 *
 * one    A, 900:  search on 10 Mar, closed 20 Mar.
 * two    B, 100:  mail, then search.
 * none   C, 50:   no touch.
 * many   D, 400:  ads 1 Mar (first), search 3 Mar (lead on 3 Mar), mail 5 Mar, webinar 7 Mar (created 7 Mar), direct 9 Mar.
 * both   E, 200:  ads 1 Apr, where lead and opportunity were created at the same instant, mail 2 Apr.
 * anon   F, 80:   ads as a visitor, mail as the person that the visitor turned out to be.
 * late   G, 70:   search before the close, mail one second after it.
 * edge   H, 60:   ads 90 days and a second before, mail exactly 90 days before, search one second after that.
 */
const stores = new BothStores();

beforeAll(async () => {
  stores.now = "2026-06-01T00:00:00.000Z";
  await stores.open();
  await stores.add("people", [
    { id: "pa", account_id: "A", created_at: "2026-03-01T00:00:00Z" },
    { id: "pd", account_id: "D", created_at: "2026-03-03T12:00:00Z" },
    { id: "pd2", account_id: "D", created_at: "2026-03-05T12:00:00Z" },
    { id: "pe", account_id: "E", created_at: "2026-04-01T08:00:00Z" },
    { id: "pf", account_id: "F", anonymous_id: "v-f", created_at: "2026-04-02T08:00:00Z" },
    { id: "ph", created_at: "2026-04-02T08:00:00Z" },
  ]);
  const touch = (id: string, at: string, channel: string, whose: object, campaign?: string) => ({
    id,
    at,
    channel,
    ...whose,
    ...(campaign === undefined ? {} : { campaign }),
  });
  await stores.add("touchpoints", [
    touch("t01", "2026-03-10T10:00:00Z", "search", { person_id: "pa" }, "brand"),
    touch("t02", "2026-03-11T10:00:00Z", "mail", { account_id: "B" }),
    touch("t03", "2026-03-12T10:00:00Z", "search", { account_id: "B" }, "brand"),
    touch("t04", "2026-03-01T10:00:00Z", "ads", { person_id: "pd" }, "spring"),
    touch("t05", "2026-03-03T10:00:00Z", "search", { person_id: "pd2" }, "brand"),
    touch("t06", "2026-03-05T10:00:00Z", "mail", { account_id: "D" }),
    touch("t07", "2026-03-07T10:00:00Z", "webinar", { person_id: "pd" }),
    touch("t08", "2026-03-09T10:00:00Z", "direct", { person_id: "pd2" }),
    touch("t09", "2026-04-01T07:00:00Z", "ads", { person_id: "pe" }),
    touch("t10", "2026-04-02T07:00:00Z", "mail", { person_id: "pe" }),
    touch("t11", "2026-04-01T07:00:00Z", "ads", { anonymous_id: "v-f" }),
    touch("t12", "2026-04-03T07:00:00Z", "mail", { person_id: "pf", anonymous_id: "v-f" }),
    touch("t13", "2026-04-09T12:00:00Z", "search", { account_id: "G" }),
    touch("t14", "2026-04-10T12:00:01Z", "mail", { account_id: "G" }),
    touch("t15", "2026-02-09T11:59:59Z", "ads", { person_id: "ph" }),
    touch("t16", "2026-02-09T12:00:00Z", "mail", { person_id: "ph" }),
    touch("t17", "2026-02-09T12:00:01Z", "search", { person_id: "ph" }),
    touch("t18", "2026-03-20T12:00:00Z", "ads", { anonymous_id: "nobody" }),
  ]);
  const won = (id: string, closed_at: string, amount: number, rest: object) => ({
    id,
    outcome: "won",
    closed_at,
    amount,
    ...rest,
  });
  await stores.add("opportunities", [
    won("one", "2026-03-20T10:00:00Z", 900, {
      account_id: "A",
      owner: "Ann",
      created_at: "2026-03-12T00:00:00Z",
    }),
    won("two", "2026-03-20T10:00:00Z", 100, { account_id: "B", owner: "Bob" }),
    won("none", "2026-03-21T10:00:00Z", 50, { account_id: "C", owner: "Ann" }),
    won("many", "2026-03-22T10:00:00Z", 400, {
      account_id: "D",
      owner: "Bob",
      created_at: "2026-03-07T11:00:00Z",
    }),
    won("both", "2026-04-05T10:00:00Z", 200, {
      account_id: "E",
      created_at: "2026-04-01T08:00:00Z",
      person_id: "pe",
    }),
    won("anon", "2026-04-06T10:00:00Z", 80, { account_id: "F" }),
    won("late", "2026-04-10T12:00:00Z", 70, { account_id: "G" }),
    won("edge", "2026-05-10T12:00:00Z", 60, { person_id: "ph", type: "renewal" }),
    { id: "open", outcome: "open", amount: 999, account_id: "A", created_at: "2026-03-15T00:00:00Z" },
  ]);
  await stores.add("spend", [
    { id: "s1", date: "2026-03-02", amount: 100, channel: "search", campaign: "brand" },
    { id: "s2", date: "2026-03-05", amount: 50, channel: "ads", campaign: "spring" },
    { id: "s3", date: "2026-03-06", amount: 30 },
    { id: "s4", date: "2026-04-06", amount: 40, channel: "radio" },
  ]);
});

afterAll(() => stores.close());

const march = { from: "2026-03-01", to: "2026-04-01" };
const april = { from: "2026-04-01", to: "2026-05-01" };
const may = { from: "2026-05-01", to: "2026-06-01" };

/** The first value of each series that is not 0. */
async function credits(metric: string, question: object): Promise<Record<string, number | null>> {
  const values = await stores.values({ metrics: [metric], by: ["channel"], ...question });
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, [value]]) =>
      value === 0 || value === undefined ? [] : [[key, value]],
    ),
  );
}

describe("opportunities won in March: one touch, two, many, none", () => {
  test.each([
    // search: all 900 of one; mail: all 100 of two; ads: all 400 of many.
    ["first", { search: 900, mail: 100, ads: 400, null: 50 }],
    ["last", { search: 1000, direct: 400, null: 50 }],
    ["last_non_direct", { search: 1000, webinar: 400, null: 50 }],
    // two: 50 each; many: 80 each.
    ["linear", { search: 900 + 50 + 80, mail: 50 + 80, ads: 80, webinar: 80, direct: 80, null: 50 }],
    // many: 160, 80 / 3 each, 160.
    ["shapley", { search: 900 + 50 + 80, mail: 50 + 80, ads: 80, webinar: 80, direct: 80, null: 50 }],
    // one: 900 whatever is missing. two: without milestones all goes to the first touch but the 10 % for the others:
    // mail 90, search 10. many: ads, search, webinar 120 each; mail and direct 20 each.
    ["w_shaped", { search: 900 + 10 + 120, mail: 90 + 20, ads: 120, webinar: 120, direct: 20, null: 50 }],
    // two: first and last are there: 50 each. many: 90 each on ads, search, webinar, direct; mail 40.
    ["full_path", { search: 900 + 50 + 90, mail: 50 + 40, ads: 90, webinar: 90, direct: 90, null: 50 }],
  ])("%s", async (model, expected) => {
    expect(await credits(`attributed_revenue.${model}`, march)).toEqual(expected);
  });

  test("u_shaped: 40 % to both ends, 20 % between", async () => {
    const found = await credits("attributed_revenue.u_shaped", march);
    expect(found.ads).toBe(160);
    expect(found.direct).toBe(160);
    expect(found.webinar).toBeCloseTo(80 / 3, 12);
    expect(found.mail).toBeCloseTo(50 + 80 / 3, 12);
    expect(found.search).toBeCloseTo(900 + 50 + 80 / 3, 12);
  });

  test("u_shaped as 50-50 on first touch and lead creation, by query", async () => {
    const set = { "attribution.uShape": "50-50" };
    const found = await credits("attributed_revenue.u_shaped", { ...march, set });
    // two has no lead: all to its first touch. many: ads and search.
    expect(found).toEqual({ search: 900 + 200, mail: 100, ads: 200, null: 50 });
  });

  test("time decay halves with the half-life of the query", async () => {
    const set = { "attribution.halfLifeDays": "1" };
    const found = await credits("attributed_revenue.time_decay", { ...march, set });
    // two: mail is a day older than search: 1 / 3 and 2 / 3. many: every two days older, a quarter of the next.
    const unit = 400 / (1 + 1 / 4 + 1 / 16 + 1 / 64 + 1 / 256);
    expect(found.direct).toBeCloseTo(unit, 9);
    expect(found.webinar).toBeCloseTo(unit / 4, 9);
    expect(found.ads).toBeCloseTo(unit / 256, 9);
    expect(found.mail).toBeCloseTo(100 / 3 + unit / 16, 9);
    expect(found.search).toBeCloseTo(900 + 200 / 3 + unit / 64, 9);
  });

  test("markov: three ways to a conversion, one that led nowhere", async () => {
    const found = await credits("attributed_revenue.markov", march);
    // From the start: search, mail, ads (many), ads (nobody), one each of four. From search: conversion (one, two) or mail (many).
    // From mail: search or webinar. webinar and direct lead on. From ads: search, or nowhere.
    // s = 2/3 + m/3, m = s/2 + 1/2 (webinar and direct convert): s = 2/3 + s/6 + 1/6, s = 1, m = 1; ads 1/2.
    // base = (1 + 1 + 2 * 1/2) / 4 = 3/4. Without search: m = 1/2, ads 0: 1/8. Without mail: s = 2/3, ads 1/3:
    // (2/3 + 0 + 2/3) / 4 = 1/3. Without ads: 1/2. Without webinar or direct: m = s/2, s = 2/3 + s/6 = 4/5, m = 2/5, ads 2/5:
    // (4/5 + 2/5 + 4/5) / 4 = 1/2.
    const effects = { search: 5 / 6, mail: 5 / 9, ads: 1 / 3, webinar: 1 / 3, direct: 1 / 3 };
    const sum = Object.values(effects).reduce((a, b) => a + b);
    for (const [channel, effect] of Object.entries(effects)) {
      expect(found[channel]).toBeCloseTo((1400 * effect) / sum, 9);
    }
    expect(found.null).toBe(50);
  });

  test("conversions: shares of opportunities, and those without a touch", async () => {
    expect(await credits("attributed_conversions.linear", march)).toEqual({
      search: 1.7,
      mail: 0.7,
      ads: 0.2,
      webinar: 0.2,
      direct: 0.2,
      null: 1,
    });
  });

  test.each(attributionModels)("%s adds up to bookings and to the won opportunities", async (model) => {
    const money = Object.values(await credits(`attributed_revenue.${model}`, march)).map(Number);
    expect(money.reduce((a, b) => a + b, 0)).toBeCloseTo(1450, 9);
    const won = Object.values(await credits(`attributed_conversions.${model}`, march)).map(Number);
    expect(won.reduce((a, b) => a + b, 0)).toBeCloseTo(4, 12);
    expect(await stores.one(`attributed_revenue.${model}`, march)).toEqual([1450]);
    expect(await stores.one(`attributed_conversions.${model}`, march)).toEqual([4]);
  });
});

describe("touches that count", () => {
  test("coincident milestones: one touch has both shares", async () => {
    // both: ads is first touch, lead and opportunity: 90; mail 10, of 200. anon: no milestones but the lead, created after ads:
    // ads 45 + 45 of 80, mail 10 %. late: search alone.
    const found = await credits("attributed_revenue.w_shaped", april);
    expect(found).toEqual({ ads: 180 + 72, mail: 20 + 8, search: 70 });
  });

  test("a visitor's touches join at identification", async () => {
    expect(await credits("attributed_revenue.first", { ...april, where: { account_id: ["F"] } })).toEqual({
      ads: 80,
    });
  });

  test("a touch one second after the close does not count", async () => {
    expect(await credits("attributed_revenue.last", { ...april, where: { account_id: ["G"] } })).toEqual({
      search: 70,
    });
  });

  test("the window opens exactly so many days before, to the second", async () => {
    expect(await credits("attributed_revenue.linear", may)).toEqual({ mail: 30, search: 30 });
    const wider = { ...may, set: { "attribution.lookbackDays": "91" } };
    expect(await credits("attributed_revenue.linear", wider)).toEqual({ ads: 20, mail: 20, search: 20 });
    const narrower = { ...may, set: { "attribution.lookbackDays": "89" } };
    expect(await credits("attributed_revenue.linear", narrower)).toEqual({ null: 60 });
  });

  test("pipeline is credited up to the creation, by its day", async () => {
    // one: search; open: search (after the one of 10 March); many: ads, search, mail, webinar.
    expect(await credits("attributed_pipeline.linear", march)).toEqual({
      search: 900 + 999 + 100,
      ads: 100,
      mail: 100,
      webinar: 100,
    });
    expect(await stores.one("attributed_pipeline", march)).toEqual(
      await stores.one("pipeline_created", march),
    );
  });
});

describe("dimensions", () => {
  test("campaign: touches without one, and conversions without a touch, share a row", async () => {
    const values = await stores.values({
      metrics: ["attributed_revenue.linear"],
      by: ["campaign"],
      ...march,
    });
    expect(values).toEqual({ brand: [900 + 50 + 80], spring: [80], null: [50 + 240 + 50] });
  });

  test("last_non_direct looks at the channel, whatever it is split by", async () => {
    const values = await stores.values({
      metrics: ["attributed_revenue.last_non_direct"],
      by: ["campaign"],
      ...march,
    });
    expect(values).toEqual({ brand: [1000], spring: [0], null: [400 + 50] });
  });

  test("by the opportunity's owner: the same credits, in parts", async () => {
    const values = await stores.values({
      metrics: ["attributed_revenue.first"],
      by: ["owner", "channel"],
      ...march,
    });
    expect(values).toMatchObject({
      "Ann, search": [900],
      "Ann, null": [50],
      "Bob, ads": [400],
      "Bob, mail": [100],
    });
    const money = Object.values(values).map(([value]) => value ?? 0);
    expect(money.reduce((a, b) => a + b, 0)).toBe(1450);
    for (const model of ["markov", "markov2"]) {
      const metric = `attributed_revenue.${model}`;
      const parts = await stores.values({ metrics: [metric], by: ["channel", "owner"], ...march });
      const whole = await stores.values({ metrics: [metric], by: ["channel"], ...march });
      const sum = Object.entries(parts)
        .filter(([key]) => key.startsWith("search, "))
        .reduce((all, [, [value]]) => all + (value ?? 0), 0);
      expect(sum).toBeCloseTo(whole.search?.[0] ?? 0, 9);
    }
  });

  test("where: on a channel keeps its credits, on an owner the opportunities", async () => {
    const where = { channel: ["mail"] };
    expect(await stores.one("attributed_revenue.linear", { ...march, where })).toEqual([130]);
    expect(await credits("attributed_revenue.linear", { ...march, where: { owner: ["Ann"] } })).toEqual({
      search: 900,
      null: 50,
    });
    expect(await stores.one("attributed_revenue.linear", { ...march, where: { channel: [null] } })).toEqual([
      50,
    ]);
  });

  test("months stand side by side, each as if asked alone", async () => {
    const both = await stores.values({
      metrics: ["attributed_revenue.markov2"],
      by: ["channel"],
      from: march.from,
      to: april.to,
    });
    for (const [range, index] of [
      [march, 0],
      [april, 1],
    ] as const) {
      const alone = await stores.values({
        metrics: ["attributed_revenue.markov2"],
        by: ["channel"],
        ...range,
      });
      for (const [channel, [value]] of Object.entries(alone)) expect(both[channel]?.[index]).toBe(value);
    }
  });

  test("a dimension that neither touches nor opportunities have is refused", async () => {
    await expect(stores.ask({ metrics: ["attributed_revenue"], by: ["colour"], ...march })).rejects.toThrow(
      /no dimension "colour"/,
    );
    await expect(stores.ask({ metrics: ["attributed_revenue.best"], ...march })).rejects.toThrow(
      /unknown metric "attributed_revenue.best"/,
    );
  });
});

describe("cost", () => {
  const question = { ...march, set: { "margin.gross": "0.5" } };

  test("roas and ROI by channel: unallocated spend is a row of its own", async () => {
    const roas = await stores.ask({ metrics: ["roas"], by: ["channel"], ...march });
    const sides = roas.map(({ dimensions, points }) => [
      dimensions.channel,
      points[0]?.numerator,
      points[0]?.denominator,
    ]);
    expect(sides).toEqual([
      ["ads", 80, 50],
      ["direct", 80, 0],
      ["mail", 130, 0],
      ["search", 1030, 100],
      ["webinar", 80, 0],
      [null, 50, 30],
    ]);
    expect(roas.map(({ points }) => points[0]?.value)).toEqual([1.6, null, null, 10.3, null, 50 / 30]);
    expect(await stores.values({ metrics: ["marketing_roi"], by: ["channel"], ...question })).toMatchObject({
      ads: [(40 - 50) / 50],
      search: [(515 - 100) / 100],
      null: [(25 - 30) / 30],
    });
    expect(await stores.one("roas", march)).toEqual([1450 / 180]);
    expect(await stores.one("marketing_roi", question)).toEqual([(725 - 180) / 180]);
  });

  test("spend has no medium: all of it is unallocated", async () => {
    const [series] = await stores.ask({ metrics: ["roas"], by: ["medium"], ...march });
    expect(series?.dimensions).toEqual({ medium: null });
    expect(series?.points[0]).toMatchObject({ numerator: 1450, denominator: 180 });
    expect(await stores.one("roas", { ...march, where: { medium: ["cpc"] } })).toEqual([null]);
  });

  test("cac by channel is spend over new customers that the model credits", async () => {
    const values = await stores.ask({ metrics: ["cac"], by: ["channel"], ...march });
    expect(values.map(({ metric }) => metric)).toEqual(values.map(() => "cac"));
    expect(values[0]?.definition).toBe("cac.linear@1");
    const sides = values.map(({ dimensions, points }) => [
      dimensions.channel,
      points[0]?.numerator,
      points[0]?.denominator,
    ]);
    expect(sides).toEqual([
      ["ads", 50, 0.2],
      ["direct", 0, 0.2],
      ["mail", 0, 0.7],
      ["search", 100, 1.7],
      ["webinar", 0, 0.2],
      [null, 30, 1],
    ]);
    expect(await stores.one("cac.first", { ...march, where: { channel: ["search"] } })).toEqual([100]);
    // The renewal of May wins no new customer.
    expect(await stores.one("cac.linear", { ...may })).toEqual([null]);
    const lagged = { ...april, set: { "cac.lagMonths": "1" } };
    expect(await stores.one("cac.last", { ...lagged, where: { channel: ["search"] } })).toEqual([100]);
  });

  test("plain cac stays as it was", async () => {
    const [series] = await stores.ask({ metrics: ["cac"], ...march });
    expect(series?.definition).toBe("cac@1");
  });
});

test("a touch without a time of day comes first on its day", async () => {
  const tenant = "days";
  await stores.add(
    "touchpoints",
    [
      { id: "1", at: "2026-03-05T00:00:00Z", account_id: "A", channel: "mail" },
      { id: "2", at: "2026-03-05", account_id: "A", channel: "ads" },
    ],
    tenant,
  );
  await stores.add(
    "opportunities",
    [{ id: "d", outcome: "won", closed_at: "2026-03-05", amount: 10, account_id: "A" }],
    tenant,
  );
  const question = { metrics: ["attributed_revenue.first"], by: ["channel"], ...march };
  expect(await stores.values(question, tenant)).toEqual({ ads: [10], mail: [0] });
});

test("an explanation has the sides of a ratio, and the definition of a part", async () => {
  const asked = { grain: "month", period: "2026-03-01", asOf: null, since: null, set: {}, limit: 5 } as const;
  const roas = await stores.explain({ metric: "roas.first", where: { channel: ["search"] }, ...asked });
  expect(roas.calculation).toBe("900 / 100 = 9");
  expect(roas.inputs.map(({ value }) => value)).toEqual([900, 100]);
  const cac = await stores.explain({ metric: "cac", where: { channel: ["search"] }, ...asked });
  expect(cac.definition).toBe("cac.linear@1");
  expect(cac.value).toBe(100 / 1.7);
  const revenue = await stores.explain({ metric: "attributed_revenue", where: {}, ...asked });
  expect(revenue.calculation).toBe("sum over 9 rows = 1450");
});
