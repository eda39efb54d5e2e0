import { describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../src/errors.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { randomStream } from "../../src/internal/random.ts";
import { biasInWords, biasVerdict } from "../../src/record/bias-verdict.ts";
import { blockBootstrap } from "../../src/record/block-bootstrap.ts";
import { canonicalJson } from "../../src/record/canonical-json.ts";
import { groupPoints } from "../../src/record/group-points.ts";
import { periodGrid } from "../../src/record/period-grid.ts";
import { actualAsKnown, actualFirstPublished } from "../../src/record/pick-actual.ts";
import { skillVerdict } from "../../src/record/skill-verdict.ts";
import { wilsonInterval } from "../../src/record/wilson-interval.ts";
import { month } from "../support/records.ts";

describe("picking actuals", () => {
  const vintages = [
    { period: "2026-01-01", value: null, knownAt: "2026-01-15" },
    { period: "2026-01-01", value: 100, knownAt: "2026-02-03" },
    { period: "2026-01-01", value: 80, knownAt: "2026-04-03" },
    { period: "2026-01-01", value: null, knownAt: "2026-06-01" },
  ];
  test("first published skips withdrawn values", () =>
    expect(actualFirstPublished(vintages)?.value).toBe(100));
  test.each([
    ["2026-02-02", undefined],
    ["2026-02-03", 100],
    ["2026-04-03T00:00:00Z", 80],
    ["2026-07-01", undefined],
  ])("as known at %s", (at, expected) => expect(actualAsKnown(vintages, at)?.value).toBe(expected));
});

describe("periodGrid", () => {
  test("counts months, quarters, years, weeks and days", () => {
    expect([...periodGrid(["2026-01-01", "2026-02-01", "2026-05-01"]).values()]).toEqual([0, 1, 4]);
    expect([...periodGrid(["2025-10-01", "2026-01-01", "2026-07-01"]).values()]).toEqual([0, 1, 3]);
    expect([...periodGrid(["2024-02-01", "2026-02-01", "2025-02-01"]).values()]).toEqual([0, 1, 2]);
    expect([...periodGrid(["2026-01-05", "2026-01-12", "2026-01-26"]).values()]).toEqual([0, 1, 3]);
    expect([...periodGrid(["2026-02-27", "2026-02-28", "2026-03-01"]).values()]).toEqual([0, 1, 2]);
  });
  test("is empty for nothing and 0 for one", () => {
    expect(periodGrid([]).size).toBe(0);
    expect(periodGrid(["2026-01-01"]).get("2026-01-01")).toBe(0);
  });
});

describe("wilsonInterval", () => {
  test("of 10 in 12 at 95 % is 55 to 95 %", () => {
    const { lower, upper } = wilsonInterval(10, 12, 95);
    // R: prop.test(10, 12, correct = FALSE)$conf.int
    expect(lower).toBeCloseTo(0.5519665, 4);
    expect(upper).toBeCloseTo(0.9530405, 4);
  });
  test("stays in [0, 1]", () => expect(wilsonInterval(0, 3).lower).toBe(0));
});

const point = (origin: number, lag: number, error = 0) => ({
  origin: month(origin),
  position: origin + lag - 1,
  lag,
  error,
  actual: 100,
});

describe("groupPoints", () => {
  test("keeps the lags of an origin together, in blocks as long as the longest lag", () => {
    const points = Array.from({ length: 12 }, (_, i) => [point(i, 1), point(i, 2), point(i, 3)]).flat();
    const { groups, blockLength } = groupPoints(points);
    expect(groups.map((group) => group.length)).toEqual(new Array(12).fill(3));
    expect(blockLength).toBe(3);
  });
  test("goes by period below 8 origins", () => {
    const { groups } = groupPoints([1, 2, 3, 4, 5, 6, 7, 8, 9].map((lag) => point(0, lag)));
    expect(groups).toHaveLength(9);
  });
});

describe("blockBootstrap", () => {
  test("surrounds the mean with about its textbook interval for independent groups", () => {
    const draws = Array.from(normalDeviates(randomStream(5), 200), (draw) => [draw, 1]);
    const [interval] = blockBootstrap(draws, [([sum, n]) => sum! / n!], { blockLength: 1, seed: 3 });
    // 2 * 1.645 / sqrt(200) = 0.233, sampling noise of deviation and quantiles within 15 %
    expect(interval!.upper - interval!.lower).toBeGreaterThan(0.2);
    expect(interval!.upper - interval!.lower).toBeLessThan(0.27);
  });
  test("longer blocks widen it when neighbours agree", () => {
    const runs = Array.from({ length: 60 }, (_, i) => [Math.floor(i / 6) % 2, 1]);
    const width = (blockLength: number) => {
      const [interval] = blockBootstrap(runs, [([sum, n]) => sum! / n!], { blockLength, seed: 3 });
      return interval!.upper - interval!.lower;
    };
    expect(width(6)).toBeGreaterThan(1.3 * width(1));
  });
  test("few groups: as wide as Student's t and the spread within blocks ask for", () => {
    const draws = Array.from(normalDeviates(randomStream(6), 12), (draw) => [draw, 1]);
    const widthOf = (level: number) => {
      const options = { blockLength: 3, seed: 3, level, resamples: 4000 };
      const [interval] = blockBootstrap(draws, [([sum, n]) => sum! / n!], options);
      return interval!.upper - interval!.lower;
    };
    // scipy: t.ppf(0.95, 3) / norm.ppf(0.95) = 1.431, t.ppf(0.75, 3) / norm.ppf(0.75) = 1.134; plain percentiles
    // of 90 and 50 % are 2.44 times apart where they are normal
    expect(widthOf(90) / widthOf(50)).toBeGreaterThan(2.44 * (1.431 / 1.134) * 0.85);
    expect(widthOf(90) / widthOf(50)).toBeLessThan(2.44 * (1.431 / 1.134) * 1.15);
  });
  test("is null below four groups", () => {
    expect(blockBootstrap([[1], [2], [3]], [([sum]) => sum!], { blockLength: 1, seed: 1 })).toEqual([null]);
  });
});

describe("biasVerdict", () => {
  const errorsOf = (errors: readonly number[]) => errors.map((error, i) => point(i, 1, error));
  test("is too early below 8 points, however large the errors", () => {
    expect(biasVerdict(errorsOf([9, 9, 9, 9, 9, 9, 9]))).toBe("too_early_to_say");
  });
  test("needs more than a leaning", () => {
    expect(biasVerdict(errorsOf([3, -2, 4, -1, 2, -3, 1, 2]))).toBe("no_clear_bias");
    expect(biasVerdict(errorsOf([3, 2, 4, 1, 2, 3, 1, 2]))).toBe("too_low");
    expect(biasVerdict(errorsOf([-3, -2, -4, -1, -2, -3, -1, -2]))).toBe("too_high");
  });
  test.each([
    [12, 1, 0.06],
    [24, 2, 0.07],
    [24, 3, 0.095],
    [36, 6, 0.125],
  ])("false alarms in unbiased records of %d origins with %d lags stay below %d", (origins, lags, most) => {
    const random = randomStream(17);
    let alarms = 0;
    for (let run = 0; run < 1000; run++) {
      const [shared, own] = [normalDeviates(random, origins + lags), normalDeviates(random, origins * lags)];
      const points = Array.from({ length: origins }, (_, origin) => {
        // what was not known adds up with the lag
        let surprise = 0;
        return Array.from({ length: lags }, (_, h) => {
          surprise += shared[origin + h]!;
          return point(origin, h + 1, surprise + 0.5 * own[origin * lags + h]!);
        });
      }).flat();
      if (biasVerdict(points) !== "no_clear_bias") alarms++;
    }
    // the limits are those of 2,000 runs elsewhere and two standard deviations, 1.4 to 2 %
    expect(alarms / 1000).toBeLessThan(most);
    expect(alarms / 1000).toBeGreaterThan(0.015);
  });
  test("finds a bias of one standard deviation in most records of 12", () => {
    const random = randomStream(18);
    const runs = Array.from({ length: 500 }, () =>
      Array.from(normalDeviates(random, 12), (draw) => draw + 1),
    );
    const found = runs.filter((errors) => biasVerdict(errorsOf(errors)) === "too_low").length;
    expect(found / 500).toBeGreaterThan(0.6);
  });
  test("is put in words", () => {
    expect(biasInWords("too_high", [{ actual: 50, error: -5 }])).toBe("too high by 10.0 %");
    expect(biasInWords("too_low", [{ actual: -50, error: 5 }])).toBe("too low by 5 on average");
    expect(biasInWords("no_clear_bias", [])).toBe("no clear bias");
  });
});

describe("skillVerdict", () => {
  test.each([
    [8, 1],
    [12, 1],
    [24, 1],
    [12, 3],
  ])(
    "claims a difference between equal forecasts in 10 of 100 records at most: %d origins, %d lags",
    (origins, lags) => {
      const random = randomStream(19);
      let claims = 0;
      for (let run = 0; run < 300; run++) {
        const [shared, ownDraws, otherDraws] = [origins + lags, origins * lags, origins * lags].map((count) =>
          normalDeviates(random, count),
        );
        const pairs = Array.from({ length: origins }, (_, origin) => {
          // what both did not know adds up with the lag
          let surprise = 0;
          return Array.from({ length: lags }, (_, h) => {
            surprise += 0.8 * shared![origin + h]!;
            const size = (draws: Float64Array) =>
              Math.abs(surprise + 0.6 * Math.sqrt(h + 1) * draws[origin * lags + h]!);
            return { ...point(origin, h + 1), own: size(ownDraws!), other: size(otherDraws!) };
          });
        }).flat();
        if (skillVerdict(pairs, 1).verdict !== "cannot tell") claims++;
      }
      // binomial with p = 0.1 and 300 runs: standard deviation 1.7 %
      expect(claims / 300).toBeLessThan(0.135);
      expect(claims).toBeGreaterThan(0);
    },
  );
  const pairsOf = (own: readonly number[], other: readonly number[]) =>
    own.map((error, i) => ({ ...point(i, 1), own: error, other: other[i]! }));
  test("is undefined without pairs", () => {
    expect(skillVerdict([], 1)).toMatchObject({
      n: 0,
      skill: null,
      difference: null,
      verdict: "too early to say",
    });
  });
  test("says better, worse, cannot tell", () => {
    const small = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2];
    const large = [4, 5, 6, 4, 5, 6, 4, 5, 6, 4];
    const mixed = [4, 0, 5, 0, 1, 4, 0, 3, 1, 0];
    expect(skillVerdict(pairsOf(small, large), 1).verdict).toBe("better");
    expect(skillVerdict(pairsOf(large, small), 1).verdict).toBe("worse");
    expect(skillVerdict(pairsOf(small, mixed), 1).verdict).toBe("cannot tell");
  });
  test("copes with a benchmark that is never wrong", () => {
    const zeros = new Array(10).fill(0);
    expect(
      skillVerdict(
        pairsOf(
          zeros.map(() => 1),
          zeros,
        ),
        1,
      ),
    ).toMatchObject({ skill: null, verdict: "worse" });
    expect(skillVerdict(pairsOf(zeros, zeros), 1)).toMatchObject({ skill: null, verdict: "cannot tell" });
  });
});

describe("canonicalJson", () => {
  test("does not depend on the order of keys or the spelling of numbers", () => {
    expect(canonicalJson({ b: [1.0, -0, 1e21], a: { d: null, c: "é\n" } })).toBe(
      '{"a":{"c":"é\\n","d":null},"b":[1,0,1e+21]}',
    );
    expect(canonicalJson({ x: 1, y: undefined })).toBe(canonicalJson({ x: 1 }));
  });
  test("reads back as the same value", () => {
    const value = { list: [0.1, 1e-7, 123456789.5], flag: true };
    expect(JSON.parse(canonicalJson(value))).toEqual(value);
  });
  test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n, new Date(0), new Map()])(
    "refuses %s",
    (item) => {
      expect(() => canonicalJson({ a: [item] })).toThrow(InvalidArgumentError);
      expect(() => canonicalJson({ a: [item] })).toThrow(/at \$\.a\[0\]/);
    },
  );
});
