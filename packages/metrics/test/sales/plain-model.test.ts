import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BothStores, type Rows } from "./support/both-stores.ts";
import {
  conversion,
  createdValue,
  lostValue,
  openBefore,
  type PlainChange,
  type PlainDeal,
  type PlainPeriod,
  type PlainStage,
  pipelineBefore,
  slippage,
  survivalMedian,
  visits,
  weightedBefore,
} from "./support/plain-deals.ts";

/*
 * 150 deals of a seeded random company, with 0 to 6 changes each, against `plain-deals.ts`, in both engines, for equality:
 * amounts are whole, probabilities whole hundredths, and both sides divide once.
 */

/** Numbers in [0, 1) from a seed: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
const first = dayNumber("2026-01-01");

const stages: readonly PlainStage[] = [
  { name: "Lead", position: 1, probability: 0.1, outcome: "open" },
  { name: "Demo", position: 2, probability: 0.25, outcome: "open" },
  { name: "Proposal", position: 3, probability: 0.5, outcome: "open" },
  { name: "Contract", position: 4, probability: 0.8, outcome: "open" },
  { name: "Won", position: 5, probability: 1, outcome: "won" },
  { name: "Lost", position: 6, probability: 0, outcome: "lost" },
];

function randomDeals(seed: number, count: number): PlainDeal[] {
  const random = seeded(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const chance = (share: number): boolean => random() < share;
  const stageName = (): string => stages[below(4)]?.name ?? "";
  const amount = (): number => (chance(0.1) ? 0 : 100 * (1 + below(90)));
  return Array.from({ length: count }, (_, index) => {
    const created = chance(0.05) ? null : first + below(150);
    const from = created ?? first;
    const outcome = (["open", "won", "lost"] as const)[below(3)] ?? "open";
    const closed = outcome === "open" ? null : from + below(90);
    const changes: PlainChange[] = Array.from({ length: below(7) }, () => from + below(80))
      .sort((a, b) => a - b)
      .map((day) => ({
        day,
        ...(chance(0.6) ? { stage: stageName() } : {}),
        ...(chance(0.5) ? { amount: amount() } : {}),
        ...(chance(0.3) ? { probability: below(101) / 100 } : {}),
        ...(chance(0.5) ? { expected: day + below(70) } : {}),
      }));
    if (closed !== null && chance(0.7)) {
      const zero = outcome === "lost" && chance(0.5) ? { amount: 0 } : {};
      changes.push({ day: closed, stage: outcome === "won" ? "Won" : "Lost", ...zero });
      changes.sort((a, b) => a.day - b.day);
    }
    return {
      id: `d${index}`,
      owner: ["Ann", "Bob", null][below(3)] ?? null,
      created,
      closed,
      outcome,
      stage: chance(0.9) ? stageName() : null,
      amount: chance(0.1) ? null : amount(),
      probability: chance(0.5) ? below(101) / 100 : null,
      expected: chance(0.8) ? from + below(100) : null,
      changes,
    };
  });
}

const present = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));

function dealRows(deals: readonly PlainDeal[]): Rows {
  return deals.map(({ id, owner, outcome, stage, amount, probability, created, closed, expected }) =>
    present({
      id,
      owner,
      outcome,
      stage,
      amount,
      probability,
      pipeline: "new",
      created_at: created && dayText(created),
      closed_at: closed && dayText(closed),
      expected_close: expected && dayText(expected),
    }),
  );
}

function changeRows(deals: readonly PlainDeal[]): Rows {
  return deals.flatMap(({ id, changes }) =>
    // A second of its own for each, so that changes of a day keep their order.
    changes.map(({ day, expected, ...change }, index) =>
      present({
        opportunity_id: id,
        at: `${dayText(day)}T12:00:${String(index).padStart(2, "0")}Z`,
        expected_close: expected && dayText(expected),
        ...change,
      }),
    ),
  );
}

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
