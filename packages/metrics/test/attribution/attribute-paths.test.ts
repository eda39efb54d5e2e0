import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate } from "../../src/attribution/allocate.ts";
import {
  type AttributionModel,
  type AttributionPath,
  attributePaths,
  attributionModels,
} from "../../src/attribution/attribute-paths.ts";
import { removalEffects } from "../../src/attribution/markov.ts";
import type { Touch } from "../../src/attribution/touch-weights.ts";

/** Credit of 100 by channel, for one journey that converted once. */
function credit(path: readonly (string | Touch)[], model: AttributionModel, options = {}) {
  const credits = attributePaths([{ path, conversions: 1, value: 100 }], model, options);
  return Object.fromEntries(credits.map(({ channel, value }) => [channel ?? "none", value]));
}

const lead = { milestones: ["lead_creation"] } as const;
const opportunity = { milestones: ["opportunity_creation"] } as const;

describe("journeys worked by hand", () => {
  test.each<[string, AttributionModel, readonly (string | Touch)[], Record<string, number>]>([
    ["one touch has all", "u_shaped", ["a"], { a: 100 }],
    [
      "one touch has all",
      "w_shaped",
      [{ channel: "a", milestones: ["lead_creation", "opportunity_creation"] }],
      { a: 100 },
    ],
    ["one touch has all", "full_path", ["a"], { a: 100 }],
    ["first of three", "first", ["a", "b", "c"], { a: 100, b: 0, c: 0 }],
    ["last of three", "last", ["a", "b", "c"], { a: 0, b: 0, c: 100 }],
    ["last but direct", "last_non_direct", ["a", "b", "direct"], { a: 0, b: 100, direct: 0 }],
    ["all direct", "last_non_direct", ["direct", "Direct"], { direct: 0, Direct: 100 }],
    ["even shares of four", "linear", ["a", "b", "a", "c"], { a: 50, b: 25, c: 25 }],
    ["two touches", "u_shaped", ["a", "b"], { a: 50, b: 50 }],
    ["40/20/40", "u_shaped", ["a", "b", "c", "d"], { a: 40, b: 10, c: 10, d: 40 }],
    // 30 each on first touch, lead and opportunity; 10 over the two others.
    [
      "W over five",
      "w_shaped",
      ["a", { channel: "b", ...lead }, "c", { channel: "d", ...opportunity }, "e"],
      { a: 30, b: 30, c: 5, d: 30, e: 5 },
    ],
    [
      "W without others: 90 becomes 100",
      "w_shaped",
      ["a", { channel: "b", ...lead }, { channel: "c", ...opportunity }],
      { a: 33.33333333333333, b: 33.33333333333333, c: 33.33333333333333 },
    ],
    // No opportunity milestone: 90 over two milestones, 10 on the one other touch.
    [
      "W with a missing milestone",
      "w_shaped",
      ["a", { channel: "b", ...lead }, "c"],
      { a: 45, b: 45, c: 10 },
    ],
    // The first touch is the lead creation too: 60 there, 30 on the opportunity, 10 between.
    [
      "W with coincident milestones",
      "w_shaped",
      [{ channel: "a", ...lead }, "b", { channel: "c", ...opportunity }],
      { a: 60, b: 10, c: 30 },
    ],
    // 22.5 on four milestones, 10 on the one other touch.
    [
      "full path",
      "full_path",
      ["a", { channel: "b", ...lead }, "x", { channel: "c", ...opportunity }, "d"],
      { a: 22.5, b: 22.5, x: 10, c: 22.5, d: 22.5 },
    ],
    // Half-life 7 days: weights 1/4, 1/2, 1 over 1.75.
    [
      "time decay",
      "time_decay",
      [
        { channel: "a", daysBefore: 14 },
        { channel: "b", daysBefore: 7 },
        { channel: "c", daysBefore: 0 },
      ],
      { a: 100 / 7, b: 200 / 7, c: 400 / 7 },
    ],
    ["distinct channels share evenly", "shapley", ["a", "b", "a", "a"], { a: 50, b: 50 }],
    ["no touch is a row of its own", "linear", [], { none: 100 }],
    ["no touch is a row of its own", "markov", [], { none: 100 }],
  ])("%s: %s", (_, model, path, expected) => {
    const found = credit(path, model);
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
    for (const [channel, value] of Object.entries(expected)) expect(found[channel]).toBeCloseTo(value, 10);
  });

  test("the other meaning of U is half and half on first touch and lead creation", () => {
    const path = ["a", { channel: "b", ...lead }, "c"];
    expect(credit(path, "u_shaped", { uShape: "50-50" })).toEqual({ a: 50, b: 50, c: 0 });
    expect(credit(["a", "c"], "u_shaped", { uShape: "50-50" })).toEqual({ a: 100, c: 0 });
  });

  test("a half-life of 14 days", () => {
    const path = [
      { channel: "a", daysBefore: 14 },
      { channel: "b", daysBefore: 0 },
    ];
    expect(credit(path, "time_decay", { halfLifeDays: 14 }).a).toBeCloseTo(100 / 3, 10);
  });

  test("touches of years ago keep finite weights", () => {
    const path = [
      { channel: "a", daysBefore: 9_007 },
      { channel: "b", daysBefore: 9_000 },
    ];
    expect(credit(path, "time_decay").b).toBeCloseTo(200 / 3, 10);
  });

  test("an unknown model is named", () => {
    expect(() => credit(["a"], "shapely" as AttributionModel)).toThrow(
      'unknown attribution model "shapely"; did you mean shapley?',
    );
    expect(() => attributePaths([{ path: ["a"], conversions: Number.NaN }], "linear")).toThrow(
      "conversions of path 0 is NaN; give a finite number",
    );
  });
});

/** A Markov chain by its definition: chances as a matrix, multiplied until all journeys have ended. Slow on purpose. */
function chanceByPowers(paths: readonly AttributionPath[], order: 1 | 2, removed: string | null): number {
  const moves = new Map<string, Map<string, number>>();
  const count = (from: string, to: string, times: number) => {
    const row = moves.get(from) ?? new Map<string, number>();
    row.set(to, (row.get(to) ?? 0) + times);
    moves.set(from, row);
  };
  const channelOf = new Map<string, string>();
  for (const { path, conversions, nulls = 0 } of paths) {
    if (conversions + nulls === 0) continue;
    const names = path.map(String);
    const states = names.map((name, i) => (order === 1 ? name : `${names[i - 1] ?? "^"}>${name}`));
    for (const [i, state] of states.entries()) channelOf.set(state, names[i]!);
    const whole = ["start", ...states];
    whole.forEach((state, i) => {
      const next = whole[i + 1];
      if (next !== undefined) count(state, next, conversions + nulls);
      else {
        count(state, "conversion", conversions);
        count(state, "null", nulls);
      }
    });
  }
  let here = new Map([["start", 1]]);
  let converted = 0;
  for (let step = 0; step < 20_000; step++) {
    const next = new Map<string, number>();
    for (const [state, chance] of here) {
      if (channelOf.get(state) === removed && removed !== null) continue;
      const row = [...(moves.get(state) ?? [])];
      const total = row.reduce((sum, [, times]) => sum + times, 0);
      for (const [to, times] of row) {
        if (to === "conversion") converted += (chance * times) / total;
        else if (to !== "null") next.set(to, (next.get(to) ?? 0) + (chance * times) / total);
      }
    }
    here = next;
    if (here.size === 0 || [...here.values()].every((chance) => chance < 1e-18)) break;
  }
  return converted;
}

const journeys = fc.array(
  fc.record({
    path: fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 5 }),
    conversions: fc.integer({ min: 0, max: 5 }),
    nulls: fc.integer({ min: 0, max: 5 }),
  }),
  { minLength: 1, maxLength: 12 },
);

describe("Markov", () => {
  // Three journeys: a > b converts, b does not, a > c does not. From a: half to b, half to c; from b: half convert.
  test("removal effects worked by hand", () => {
    const paths = [
      { channels: ["a", "b"], conversions: 1, nulls: 0 },
      { channels: ["b"], conversions: 0, nulls: 1 },
      { channels: ["a", "c"], conversions: 0, nulls: 1 },
    ];
    // P = 2/3 x 1/2 x 1/2 + 1/3 x 1/2 = 1/3. Without a: 1/6. Without b: 0. Without c: unchanged.
    const effects = removalEffects(paths, 1);
    expect(effects.get("a")).toBeCloseTo(0.5, 12);
    expect(effects.get("b")).toBeCloseTo(1, 12);
    expect(effects.get("c")).toBeCloseTo(0, 12);
  });

  test.each([1, 2] as const)("order %i agrees with powers of the matrix", (order) => {
    fc.assert(
      fc.property(journeys, (paths) => {
        const base = chanceByPowers(paths, order, null);
        const counted = paths.map(({ path, ...rest }) => ({ channels: path, ...rest }));
        for (const [channel, effect] of removalEffects(counted, order)) {
          expect(effect).toBeCloseTo(1 - chanceByPowers(paths, order, channel) / base, 8);
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each([1, 2] as const)("order %i: the order of the paths changes not a bit", (order) => {
    fc.assert(
      fc.property(
        journeys.chain((paths) =>
          fc.tuple(fc.constant(paths), fc.shuffledSubarray(paths, { minLength: paths.length })),
        ),
        ([paths, shuffled]) => {
          const effects = (of: typeof paths) =>
            removalEffects(
              of.map(({ path, ...rest }) => ({ channels: path, ...rest })),
              order,
            );
          expect(new Map(effects(shuffled))).toEqual(effects(paths));
        },
      ),
      { numRuns: 200 },
    );
  });

  test("repeating a channel does not matter at order 1", () => {
    const once = [
      { channels: ["a", "b"], conversions: 2, nulls: 3 },
      { channels: ["b"], conversions: 1, nulls: 1 },
    ];
    const often = [
      { channels: ["a", "a", "a", "b"], conversions: 2, nulls: 3 },
      { channels: ["b"], conversions: 1, nulls: 1 },
    ];
    for (const [channel, effect] of removalEffects(once, 1)) {
      expect(removalEffects(often, 1).get(channel)).toBeCloseTo(effect, 12);
    }
  });
});

/** Shapley by its definition: the mean marginal contribution over all orders in which channels may join. */
function shapleyByOrders(paths: readonly { path: string[]; conversions: number }[]): Map<string, number> {
  const channels = [...new Set(paths.flatMap(({ path }) => path))];
  const worth = (set: ReadonlySet<string>) =>
    paths.reduce(
      (sum, { path, conversions }) => sum + (path.every((one) => set.has(one)) ? conversions : 0),
      0,
    );
  const orders = (rest: string[]): string[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((one) => orders(rest.filter((other) => other !== one)).map((order) => [one, ...order]));
  const all = orders(channels);
  const totals = new Map<string, number>(channels.map((channel) => [channel, 0]));
  for (const order of all) {
    const joined = new Set<string>();
    for (const channel of order) {
      const before = worth(joined);
      joined.add(channel);
      totals.set(channel, (totals.get(channel) ?? 0) + worth(joined) - before);
    }
  }
  return new Map([...totals].map(([channel, total]) => [channel, total / all.length]));
}

test("Shapley agrees with all orders of joining", () => {
  fc.assert(
    fc.property(journeys, (paths) => {
      const expected = shapleyByOrders(paths);
      for (const { channel, conversions } of attributePaths(paths, "shapley")) {
        expect(conversions).toBeCloseTo(expected.get(channel ?? "") ?? 0, 9);
      }
    }),
    { numRuns: 60 },
  );
});

test("under every model credits add up to conversions and value", () => {
  const cents = fc.integer({ min: -100_000, max: 10_000_000 });
  const valued = fc.array(
    fc.record({
      path: fc.array(fc.constantFrom("a", "b", "c", "direct"), { maxLength: 6 }),
      conversions: fc.integer({ min: 1, max: 9 }),
      nulls: fc.integer({ min: 0, max: 9 }),
      value: cents.map((amount) => amount / 100),
    }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(valued, fc.constantFrom(...attributionModels), (paths, model) => {
      const credits = attributePaths(paths, model);
      const sum = (of: (credit: (typeof credits)[number]) => number) =>
        credits.reduce((total, one) => total + of(one), 0);
      const conversions = paths.reduce((total, path) => total + path.conversions, 0);
      const value = paths.reduce((total, path) => total + Math.round(path.value * 100), 0) / 100;
      expect(sum((one) => one.conversions)).toBeCloseTo(conversions, 9);
      expect(sum((one) => one.value)).toBeCloseTo(value, 5);
      if (value >= 0 && paths.every((path) => path.value >= 0)) {
        for (const one of credits) expect(one.value).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test("allocation is exact, and no part is off by one or more", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      fc
        .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 9 })
        .filter((all) => all.some((one) => one > 0n)),
      (total, weights) => {
        const parts = allocate(total, weights);
        const sum = weights.reduce((all, one) => all + one, 0n);
        expect(parts.reduce((all, one) => all + one, 0n)).toBe(total);
        parts.forEach((part, index) => {
          const off = part * sum - total * (weights[index] ?? 0n);
          expect(off < sum && off > -sum).toBe(true);
        });
      },
    ),
  );
});
