import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BothStores } from "./support/both-stores.ts";
import {
  conversion,
  createdValue,
  lostValue,
  openBefore,
  type PlainDeal,
  type PlainPeriod,
  pipelineBefore,
  slippage,
  survivalMedian,
  visits,
  weightedBefore,
} from "./support/plain-deals.ts";
import { changeRows, dayNumber, dayText, dealRows, randomDeals, stages } from "./support/random-deals.ts";

/*
 * 150 deals of a seeded random company, with 0 to 6 changes each, against `plain-deals.ts`, in both engines, for equality:
 * amounts are whole, probabilities whole hundredths, and both sides divide once.
 */

const stores = new BothStores();
const deals = randomDeals(7, 150);

async function load(some: readonly PlainDeal[], tenant: string): Promise<void> {
  const rows = stages.map(({ name, position, probability, outcome }) => ({
    pipeline: "new",
    name,
    position,
    probability,
    outcome,
  }));
  await stores.add("stages", rows, tenant);
  await stores.add("opportunities", dealRows(some), tenant);
  await stores.add("opportunity_changes", changeRows(some), tenant);
}

beforeAll(async () => {
  await stores.open();
  await load(deals, "default");
});

afterAll(() => stores.close());

const months: readonly PlainPeriod[] = ["01", "02", "03", "04", "05", "06", "07"].map((month, index) => ({
  starts: dayNumber(`2026-${month}-01`),
  ends: dayNumber(`2026-${String(index + 2).padStart(2, "0")}-01`),
}));
const range = { from: "2026-01-01", to: "2026-08-01" } as const;
const ratio = (numerator: number, denominator: number): number | null =>
  denominator === 0 ? null : numerator / denominator;
const within = (day: number | null, { starts, ends }: PlainPeriod): boolean =>
  day !== null && day >= starts && day < ends;
const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

type PlainMetric = (deals: readonly PlainDeal[], period: PlainPeriod) => number | null;

const model: Readonly<Record<string, PlainMetric>> = {
  pipeline_open: (some, { ends }) => pipelineBefore(ends, some),
  pipeline_weighted: (some, { ends }) => weightedBefore(ends, some, stages) / 100,
  pipeline_created: (some, period) =>
    total(some.filter(({ created }) => within(created, period)).map(createdValue)),
  slippage_rate: (some, period) => ratio(...slippage(period, some)),
  "win_rate.value": (some, period) => {
    const closed = some.filter((deal) => within(deal.closed, period));
    const won = total(closed.filter(({ outcome }) => outcome === "won").map(({ amount }) => amount ?? 0));
    const lost = total(closed.filter(({ outcome }) => outcome === "lost").map(lostValue));
    return ratio(won, won + lost);
  },
  "win_rate.cohort": (some, period) => {
    const created = some.filter((deal) => within(deal.created, period));
    return ratio(created.filter(({ outcome }) => outcome === "won").length, created.length);
  },
  "win_rate.within30d": (some, period) => {
    const created = some.filter((deal) => within(deal.created, period));
    const won = created.filter(
      (deal) => deal.outcome === "won" && (deal.closed ?? 0) - (deal.created ?? 0) <= 30,
    );
    return ratio(won.length, created.length);
  },
  "sales_cycle_days.km": (some, period) =>
    survivalMedian(
      some.flatMap(({ created, closed, outcome }) =>
        created === null ? [] : [{ since: created, until: closed, event: outcome === "won" }],
      ),
      period,
    ),
  "stage_duration_days.km": (some, period) =>
    survivalMedian(
      some.flatMap((deal) => visits(deal, stages)),
      period,
    ),
  stage_conversion_rate: (some, period) => {
    const entries = stages
      .filter(({ outcome }) => outcome === "open")
      .flatMap((stage) => some.map((deal) => conversion(deal, stage, stages)))
      .filter((entry) => entry !== null && within(entry.entered, period));
    return ratio(entries.filter((entry) => entry?.further !== null).length, entries.length);
  },
};

describe("against the plain model", () => {
  test.each(Object.keys(model))("%s in total, by owner and where", async (metric) => {
    const plain = (some: readonly PlainDeal[]) => months.map((month) => model[metric]?.(some, month) ?? null);
    const of = (owner: string | null) => deals.filter((deal) => deal.owner === owner);
    expect(await stores.one(metric, range)).toEqual(plain(deals));
    expect(await stores.values({ metrics: [metric], by: ["owner"], ...range })).toEqual({
      Ann: plain(of("Ann")),
      Bob: plain(of("Bob")),
      null: plain(of(null)),
    });
    expect(await stores.one(metric, { ...range, where: { owner: ["Bob", null] } })).toEqual(
      plain([...of("Bob"), ...of(null)]),
    );
  });

  test("by stage, the pipeline is where it was then, and its parts add up", async () => {
    const by = await stores.values({ metrics: ["pipeline_open"], by: ["stage"], ...range });
    for (const [stage, values] of Object.entries(by)) {
      const name = stage === "null" ? null : stage;
      expect(values).toEqual(months.map(({ ends }) => pipelineBefore(ends, deals, name)));
    }
    expect(months.map((_, index) => total(Object.values(by).map((values) => values[index] ?? 0)))).toEqual(
      await stores.one("pipeline_open", range),
    );
  });

  test("by stage, conversion is that of the plain model, within 0 and 1", async () => {
    const by = await stores.values({ metrics: ["stage_conversion_rate"], by: ["stage"], ...range });
    expect(Object.keys(by).sort()).toEqual(["Contract", "Demo", "Lead", "Proposal"]);
    for (const stage of stages.filter(({ outcome }) => outcome === "open")) {
      const entries = deals.flatMap((deal) => conversion(deal, stage, stages) ?? []);
      const expected = months.map((month) => {
        const cohort = entries.filter(({ entered }) => within(entered, month));
        return ratio(cohort.filter(({ further }) => further !== null).length, cohort.length);
      });
      expect(by[stage.name]).toEqual(expected);
      for (const value of expected) if (value !== null) expect(value >= 0 && value <= 1).toBe(true);
    }
  });

  const daysOf = { day: 1, week: 7, quarter: 92, year: 365 } as const;
  test.each<[keyof typeof daysOf, number]>([
    ["day", 60],
    ["week", 20],
    ["quarter", 3],
    ["year", 1],
  ])("by %s", async (grain, atLeast) => {
    const [series] = await stores.ask({
      metrics: ["pipeline_open"],
      grain,
      ...(grain === "day" ? { from: "2026-03-01", to: "2026-05-01" } : {}),
    });
    const points = series?.points ?? [];
    expect(points.length).toBeGreaterThanOrEqual(atLeast);
    const lastStart = points.at(-1)?.period ?? "";
    for (const [index, { period, value }] of points.entries()) {
      const next = points[index + 1]?.period ?? dayText(dayNumber(lastStart) + daysOf[grain]);
      expect({ period, value }).toEqual({ period, value: pipelineBefore(dayNumber(next), deals) });
    }
  });

  test("velocity counts the deals that were open at some moment", async () => {
    const [series] = await stores.ask({ metrics: ["sales_velocity"], ...range });
    const [won] = await stores.ask({
      metrics: ["win_rate", "average_deal_size", "sales_cycle_days"],
      ...range,
    });
    expect(won?.points.length).toBe(months.length);
    for (const [index, month] of months.entries()) {
      const worked = deals.filter(
        (deal) =>
          openBefore(month.ends, deal) ||
          (within(deal.closed, month) && deal.created !== null && deal.created < month.ends),
      ).length;
      const numerator = series?.points[index]?.numerator;
      const closed = deals.filter((deal) => within(deal.closed, month));
      const wonDeals = closed.filter(({ outcome }) => outcome === "won");
      const amounts = wonDeals.flatMap(({ amount }) => (amount === null ? [] : [amount]));
      const expected =
        amounts.length === 0
          ? null
          : worked * (wonDeals.length / closed.length) * (total(amounts) / amounts.length);
      if (expected === null) expect(numerator).toBeNull();
      else expect(numerator).toBeCloseTo(expected, 6);
    }
  });
});

describe("isolation and as-of", () => {
  const metrics = [
    ...Object.keys(model),
    "sales_velocity",
    "stage_duration_days",
    "quota_attainment",
    "pipeline_coverage",
  ];

  test("rows of other tenants change nothing", async () => {
    await load(deals.slice(0, 40), "small");
    await stores.add(
      "targets",
      [{ metric: "bookings", period_start: "2026-02-01", grain: "month", value: 9 }],
      "small",
    );
    const before = await stores.ask({ metrics, by: ["owner"], ...range }, "small");
    await load(randomDeals(8, 60), "noisy");
    await stores.add(
      "targets",
      [{ metric: "bookings", period_start: "2026-02-01", grain: "month", value: 1 }],
      "noisy",
    );
    expect(await stores.ask({ metrics, by: ["owner"], ...range }, "small")).toEqual(before);
  });

  test("a deal corrected later is still what was known then", async () => {
    const tenant = "corrected";
    stores.now = "2026-12-31T13:00:00.000Z";
    await load(deals.slice(0, 20), tenant);
    const known = { metrics: ["pipeline_open", "pipeline_weighted", "win_rate.value"], ...range };
    const before = await stores.ask(known, tenant);
    stores.now = "2026-12-31T15:00:00.000Z";
    await stores.add(
      "opportunity_changes",
      deals.slice(0, 20).map(({ id }) => ({ opportunity_id: id, at: "2026-01-02", amount: 123_456 })),
      tenant,
    );
    expect(await stores.ask(known, tenant)).not.toEqual(before);
    expect(await stores.ask({ ...known, asOf: "2026-12-31T14:00:00.000Z" }, tenant)).toEqual(before);
  });
});
