import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correlationShrinkage } from "../../src/hierarchy/correlation-shrinkage.ts";
import { hierarchyFromKeys, hierarchyFromMatrix } from "../../src/hierarchy/hierarchy.ts";
import { reconcile } from "../../src/hierarchy/reconcile.ts";
import type { ReconciliationMethod } from "../../src/hierarchy/reconciler.ts";
import { residualTable } from "../../src/hierarchy/residual-table.ts";
import { value } from "../support/arbitraries.ts";

const pair = hierarchyFromMatrix({ total: [1, 1] }, ["a", "b"]);
const owners = {
  ann: { team: "N", product: "core" },
  bob: { team: "N", product: "plus" },
  cem: { team: "S", product: "core" },
  dee: { team: "S", product: "plus" },
};
const tree = hierarchyFromKeys(owners, [[], ["team"]]);
const crossed = hierarchyFromKeys(owners, [[], ["team"], ["product"]]);

describe("hierarchyFromKeys", () => {
  test("lists sums from the top, then the bottom", () => {
    expect(crossed.nodes).toEqual([
      "total",
      "team=N",
      "team=S",
      "product=core",
      "product=plus",
      "ann",
      "bob",
      "cem",
      "dee",
    ]);
    expect(crossed.parts).toEqual([
      [0, 1, 2, 3],
      [0, 1],
      [2, 3],
      [0, 2],
      [1, 3],
    ]);
    expect(hierarchyFromKeys(owners, [["team", "product"]]).nodes[0]).toBe("team=N/product=core");
  });
  test("says what is wrong with keys and names", () => {
    expect(() => hierarchyFromKeys({ a: {} }, [["team"]])).toThrow(/bottom\.a has no key "team"/);
    expect(() => hierarchyFromKeys({ total: {} }, [[]])).toThrow(/"total" stands for two series/);
    expect(() => hierarchyFromKeys({}, [[]])).toThrow(/at least one series/);
    expect(() => hierarchyFromMatrix({ total: [1, 2] }, ["a", "b"])).toThrow(/sums\.total must hold 0 or 1/);
    expect(() => hierarchyFromMatrix({ none: [0, 0] }, ["a", "b"])).toThrow(/sums nothing/);
  });
});

describe("by hand", () => {
  const base = { total: [13], a: [4], b: [6] };
  test("bottom up: 4 + 6 = 10", () => {
    expect(reconcile(pair, base, { method: "bottom_up" })).toEqual({ total: [10], a: [4], b: [6] });
  });
  test("OLS: the gap of 3 is shared by three series alike", () => {
    expect(reconcile(pair, base, { method: "ols" })).toEqual({ total: [12], a: [5], b: [7] });
  });
  test("WLS, structural: the total has variance 2 and takes half of the gap", () => {
    expect(reconcile(pair, base, { method: "wls_structural" })).toEqual({
      total: [11.5],
      a: [4.75],
      b: [6.75],
    });
  });
  test("WLS, variances 1, 4, 1: the total takes a sixth of the gap, a four sixths", () => {
    const residuals = { total: [1, -1, 1, -1], a: [2, 2, -2, -2], b: [1, -1, -1, 1] };
    const result = reconcile(pair, base, { method: "wls_variance", residuals });
    expect(result.total![0]).toBeCloseTo(12.5, 12);
    expect(result.a![0]).toBeCloseTo(6, 12);
  });
  test("top down: 13 split as 4 to 6", () => {
    const result = reconcile(pair, base, { method: "top_down" });
    expect(result.a![0]).toBeCloseTo(5.2, 12);
    expect(result.b![0]).toBeCloseTo(7.8, 12);
  });
  test("top down through teams by their forecasts, not straight to the bottom", () => {
    const forecasts = {
      total: [100],
      "team=N": [30],
      "team=S": [10],
      ann: [5],
      bob: [5],
      cem: [9],
      dee: [1],
    };
    const { ann, cem, dee } = reconcile(tree, forecasts, { method: "top_down" });
    // 100 * 30/40 * 5/10 and 100 * 10/40 * 9/10
    expect([ann![0], cem![0], dee![0]]).toEqual([37.5, 22.5, 2.5]);
    const middle = reconcile(tree, forecasts, { method: "middle_out", level: 1 });
    expect([middle.total![0], middle.ann![0], middle.cem![0]]).toEqual([40, 15, 9]);
  });
  test("not negative: what lies below 0 is set to 0 before summing", () => {
    const low = { total: [1], a: [9], b: [1] };
    expect(reconcile(pair, low, { method: "ols" })).toEqual({ total: [4], a: [6], b: [-2] });
    expect(reconcile(pair, low, { method: "ols", nonNegative: true })).toEqual({
      total: [6],
      a: [6],
      b: [0],
    });
  });
  test("refuses levels that cross, absent residuals and forecasts, and gaps", () => {
    const zeros = Object.fromEntries(crossed.nodes.map((name) => [name, [1]]));
    expect(() => reconcile(crossed, zeros, { method: "top_down" })).toThrow(/levels that nest/);
    expect(() => reconcile(pair, base, { method: "mint_shrink" })).toThrow(/needs residuals of each of 3/);
    expect(() => reconcile(pair, base, { method: "middle_out" })).toThrow(/needs a level/);
    expect(() => reconcile(pair, { total: [1], a: [1] })).toThrow(/base\.b must hold 1 finite/);
    expect(() => reconcile(pair, { total: [1], a: [1], b: [Number.NaN] })).toThrow(/base\.b/);
    expect(() => reconcile(pair, base, { residuals: { total: [1] } })).toThrow(/none of "a"/);
  });
});

describe("mint_shrink", () => {
  const noise = (i: number, t: number) => Math.sin(12.9898 * (i + 1) + 78.233 * (t + 1) * (i + 2));
  const bottomErrors = [0, 1, 2, 3].map((i) =>
    Array.from({ length: 30 }, (_, t) => (i + 1) * (noise(i, t) + 0.8 * noise(9, t))),
  );
  const errors = crossed.nodes.map((_, node) =>
    Array.from({ length: 30 }, (_, t) =>
      node < 5
        ? crossed.parts[node]!.reduce((sum, part) => sum + bottomErrors[part]![t]!, 0) +
          0.7 * noise(20 + node, t)
        : bottomErrors[node - 5]![t]!,
    ),
  );
  const base = [100, 45, 60, 52, 44, 20, 30, 25, 24];

  test("is (S' W^-1 S)^-1 S' W^-1 y, computed with plain matrices", () => {
    const named = (list: readonly number[][]) =>
      Object.fromEntries(crossed.nodes.map((name, i) => [name, list[i]!]));
    const result = reconcile(crossed, named(base.map((one) => [one])), { residuals: named(errors) });
    const lambda = correlationShrinkage(residualTable(errors));
    const n = 30;
    const covariance = errors.map((a, i) =>
      errors.map((b, j) => {
        const plain = a.reduce((sum, one, t) => sum + one * b[t]!, 0) / n;
        return i === j ? plain : (1 - lambda) * plain;
      }),
    );
    const summing = [
      ...crossed.parts.map((list) => [0, 1, 2, 3].map((i) => (list.includes(i) ? 1 : 0))),
      ...identity(4),
    ];
    const left = multiply(transpose(summing), inverse(covariance));
    const bottom = multiply(
      inverse(multiply(left, summing)),
      multiply(
        left,
        base.map((one) => [one]),
      ),
    );
    const expected = multiply(summing, bottom).map(([one]) => one!);
    crossed.nodes.forEach((name, i) => {
      expect(result[name]![0]).toBeCloseTo(expected[i]!, 9);
    });
    expect(lambda).toBeGreaterThan(0.01);
    expect(lambda).toBeLessThan(0.5);
  });

  test("shrinkage is the published ratio, summed pair by pair", () => {
    const list = errors.slice(5);
    const scaled = list.map((one) => {
      const scale = Math.sqrt(one.reduce((sum, x) => sum + x * x, 0) / 30);
      return one.map((x) => x / scale);
    });
    let top = 0;
    let bottom = 0;
    scaled.forEach((a, i) => {
      scaled.forEach((b, j) => {
        if (i === j) return;
        const products = a.map((x, t) => x * b[t]!);
        const average = products.reduce((sum, x) => sum + x, 0) / 30;
        // variance of a mean of 30 products
        top += products.reduce((sum, x) => sum + (x - average) ** 2, 0) / (30 * 29);
        bottom += average ** 2;
      });
    });
    expect(correlationShrinkage(residualTable(list))).toBeCloseTo(Math.min(1, top / bottom), 12);
  });

  test("uncorrelated or too few residuals shrink all the way, equal ones hardly", () => {
    expect(
      correlationShrinkage(
        residualTable([
          [1, -1, 1, -1],
          [1, 1, -1, -1],
        ]),
      ),
    ).toBe(1);
    expect(
      correlationShrinkage(
        residualTable([
          [1, 2],
          [1, 2],
        ]),
      ),
    ).toBe(1);
    const same = Array.from({ length: 200 }, (_, t) => Math.sin(t * t));
    expect(correlationShrinkage(residualTable([same, same]))).toBeLessThan(0.02);
  });
});

describe("always", () => {
  const methods: readonly ReconciliationMethod[] = [
    "bottom_up",
    "top_down",
    "ols",
    "wls_structural",
    "wls_variance",
    "mint_shrink",
  ];
  const residuals = (numbers: readonly number[]) =>
    Object.fromEntries(tree.nodes.map((name, i) => [name, numbers.slice(6 * i, 6 * i + 6)]));
  const inputs = fc.record({
    base: fc.array(value, { minLength: 7, maxLength: 7 }),
    errors: fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 42, maxLength: 42 }),
    method: fc.constantFrom(...methods),
    nonNegative: fc.boolean(),
  });
  const named = (base: readonly number[]) =>
    Object.fromEntries(tree.nodes.map((name, i) => [name, [base[i]!]]));

  test("adds up to the last bit, in any order, through every level", () => {
    fc.assert(
      fc.property(inputs, ({ base, errors, method, nonNegative }) => {
        const result = reconcile(tree, named(base), { method, nonNegative, residuals: residuals(errors) });
        const at = (name: string) => result[name]![0]!;
        expect(at("ann") + at("bob")).toBe(at("team=N"));
        expect(at("dee") + at("cem")).toBe(at("team=S"));
        expect(at("team=S") + at("team=N")).toBe(at("total"));
        expect(at("dee") + (at("bob") + (at("ann") + at("cem")))).toBe(at("total"));
        if (nonNegative)
          expect(Math.min(at("ann"), at("bob"), at("cem"), at("dee"))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  test("leaves forecasts that add up as they are", () => {
    fc.assert(
      fc.property(
        inputs,
        fc.array(value, { minLength: 4, maxLength: 4 }),
        ({ errors, method }, [a, b, c, d]) => {
          if (method === "top_down" && (a! + b! + c! + d! === 0 || a! + b! === 0 || c! + d! === 0)) return;
          const base = [a! + b! + (c! + d!), a! + b!, c! + d!, a!, b!, c!, d!];
          const result = reconcile(tree, named(base), { method, residuals: residuals(errors) });
          const size = Math.max(1, ...base.map(Math.abs));
          // shares of nearly cancelling sums lose digits
          const digits = method === "top_down" ? 1e-3 : 1e-6;
          tree.nodes.forEach((name, i) => {
            expect(Math.abs(result[name]![0]! - base[i]!) / size).toBeLessThan(digits);
          });
        },
      ),
    );
  });
  test("scales with the unit", () => {
    fc.assert(
      fc.property(inputs, ({ base, errors, method, nonNegative }) => {
        const options = { method, nonNegative, residuals: residuals(errors) };
        const once = reconcile(tree, named(base), options);
        const more = reconcile(tree, named(base.map((one) => 1024 * one)), options);
        for (const name of tree.nodes) expect(more[name]![0]).toBe(1024 * once[name]![0]!);
      }),
    );
  });
});

test("a thousand bottom series under a hundred sums", () => {
  const many = Object.fromEntries(
    Array.from({ length: 1000 }, (_, i) => [`s${i}`, { a: `${i % 40}`, b: `${i % 59}` }]),
  );
  const large = hierarchyFromKeys(many, [[], ["a"], ["b"]]);
  const draw = (i: number, t: number) => Math.sin(i * 91.7 + t * t * 3.1 + i * t);
  const base = Object.fromEntries(large.nodes.map((name, i) => [name, [100 + i]]));
  const residuals = Object.fromEntries(
    large.nodes.map((name, i) => [name, Array.from({ length: 24 }, (_, t) => draw(i, t))]),
  );
  const result = reconcile(large, base, { residuals });
  const total = large.bottom.reduce((sum, name) => sum + result[name]![0]!, 0);
  expect(result.total![0]).toBe(total);
});

// plain matrices, for the published formula

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
}

function transpose(a: readonly (readonly number[])[]): number[][] {
  return a[0]!.map((_, j) => a.map((row) => row[j]!));
}

function multiply(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
}

/** Gauss-Jordan with pivoting. */
function inverse(a: readonly (readonly number[])[]): number[][] {
  const size = a.length;
  const work = a.map((row, i) => [...row, ...identity(size)[i]!]);
  for (let k = 0; k < size; k++) {
    const pivot = work
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(work[best]![k]!) ? k + i : best), k);
    [work[k], work[pivot]] = [work[pivot]!, work[k]!];
    const scale = work[k]![k]!;
    work[k] = work[k]!.map((x) => x / scale);
    for (let i = 0; i < size; i++) {
      if (i === k) continue;
      const factor = work[i]![k]!;
      work[i] = work[i]!.map((x, j) => x - factor * work[k]![j]!);
    }
  }
  return work.map((row) => row.slice(size));
}

test("a method that is not there is refused by name", () => {
  const run = () =>
    reconcile(pair, { total: [3], a: [1], b: [1] }, { method: "bogus" as ReconciliationMethod });
  expect(run).toThrow(
    "method must be one of bottom_up, top_down, middle_out, ols, wls_structural, wls_variance, mint_shrink, got bogus",
  );
});
