import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../src/errors.ts";
import { fromDecimalUnits, toDecimalUnits } from "../../src/record/decimal-units.ts";
import { changeCauses, whatChanged } from "../../src/record/what-changed.ts";
import { whatChangedByShapley } from "../../src/record/what-changed-by-shapley.ts";

/** Whole cents of a number with two decimals, read from its text: no arithmetic in common with the code. */
function cents(amount: number): bigint {
  const [whole, part = ""] = amount.toFixed(2).split(".");
  return BigInt(`${whole}${part}`);
}

const forecasts = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 6 });
/** The earlier forecast and four stages, of equal length. */
const stages = fc.integer({ min: 1, max: 5 }).chain((length) =>
  fc.array(
    fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: length, maxLength: length }),
    {
      minLength: 5,
      maxLength: 5,
    },
  ),
);

describe("decimal units", () => {
  test.each([
    [1.005, 2, 101n],
    [-1.005, 2, -101n],
    [0.1 + 0.2, 2, 30n],
    [1e-9, 2, 0n],
    [-1e-9, 2, 0n],
    [12345.678, 0, 12346n],
    [1.5e21, 0, null],
  ])("%d with %d decimals", (value, decimals, expected) => {
    if (expected === null) expect(() => toDecimalUnits(value, decimals)).toThrow("give fewer decimals");
    else expect(toDecimalUnits(value, decimals)).toBe(expected);
  });
  test("come back as the nearest number", () => expect(fromDecimalUnits(-30n, 2)).toBe(-0.3));
});

describe("whatChanged", () => {
  test("by hand: two periods, four causes", () => {
    const result = whatChanged(
      [100, 200],
      [
        { cause: "new_periods", values: [110, 205] },
        { cause: "restatement", values: [108, 201] },
        { cause: "model_or_definition", values: [108, 221.5] },
        { cause: "override", values: [120, 221.5] },
      ],
    );
    expect(result).toEqual({
      from: 300,
      to: 341.5,
      change: 41.5,
      decimals: 2,
      contributions: [
        { cause: "new_periods", amount: 15, byPeriod: [10, 5] },
        { cause: "restatement", amount: -6, byPeriod: [-2, -4] },
        { cause: "model_or_definition", amount: 20.5, byPeriod: [0, 20.5] },
        { cause: "override", amount: 12, byPeriod: [12, 0] },
      ],
    });
  });
  test("balances to the cent, over periods and over causes", () => {
    fc.assert(
      fc.property(stages, ([from, ...values]) => {
        const result = whatChanged(
          from!,
          values.map((list, i) => ({ cause: changeCauses[i]!, values: list })),
        );
        const sum = (amounts: readonly number[]) =>
          amounts.reduce((total, amount) => total + cents(amount), 0n);
        expect(sum(result.contributions.map(({ amount }) => amount))).toBe(
          cents(result.to) - cents(result.from),
        );
        expect(cents(result.change)).toBe(cents(result.to) - cents(result.from));
        for (const { amount, byPeriod } of result.contributions) expect(sum(byPeriod)).toBe(cents(amount));
      }),
    );
  });
  test("where binary sums do not tie out: 0.1 + 0.2 - 0.3", () => {
    const { change, contributions } = whatChanged(
      [0],
      [
        { cause: "new_periods", values: [0.1] },
        { cause: "restatement", values: [0.1 + 0.2] },
        { cause: "override", values: [0] },
      ],
    );
    expect(contributions.map(({ amount }) => amount)).toEqual([0.1, 0.2, -0.3]);
    expect(Object.is(change, 0)).toBe(true);
  });
  test("refuses no stage, a cause twice, other periods, and numbers beyond exactness", () => {
    const stage = { cause: "override", values: [1] } as const;
    expect(() => whatChanged([1], [])).toThrow("causes must be one or more");
    expect(() => whatChanged([1], [stage, stage])).toThrow("each named once");
    expect(() => whatChanged([1, 2], [stage])).toThrow(InvalidArgumentError);
    expect(() => whatChanged([1e15], [{ cause: "override", values: [1] }])).toThrow("give fewer decimals");
    expect(whatChanged([1e15], [{ cause: "override", values: [1] }], { decimals: 0 }).change).toBe(1 - 1e15);
  });
});

describe("whatChangedByShapley", () => {
  /** Each order of the causes, the effect of each cause averaged: the definition, by brute force. */
  function meanOverOrders(
    causes: readonly string[],
    forecastWith: (swapped: Set<string>) => number,
  ): number[] {
    const orders = (list: readonly string[]): string[][] =>
      list.length === 0
        ? [[]]
        : list.flatMap((item) =>
            orders(list.filter((other) => other !== item)).map((rest) => [item, ...rest]),
          );
    const all = orders(causes);
    return causes.map((cause) => {
      const effects = all.map((order) => {
        const before = new Set(order.slice(0, order.indexOf(cause)));
        return forecastWith(new Set([...before, cause])) - forecastWith(before);
      });
      return effects.reduce((sum, effect) => sum + effect, 0) / all.length;
    });
  }
  const causes = [...changeCauses];
  /** Every subset has its own forecast, so all interactions occur. */
  const forecastWith = (swapped: ReadonlySet<string>) =>
    causes.reduce((sum, cause, i) => (swapped.has(cause) ? sum * (1.1 + i / 7) + 10 * i : sum - i), 100);
  test("is the mean over all orders, to the unit", () => {
    const { contributions } = whatChangedByShapley(causes, (swapped) => [forecastWith(swapped)], {
      decimals: 6,
    });
    const expected = meanOverOrders(causes, forecastWith);
    for (const [i, { amount }] of contributions.entries()) {
      // one unit of the sixth decimal each for rounding forecasts and shares
      expect(Math.abs(amount - expected[i]!)).toBeLessThan(2e-6);
    }
  });
  test("balances to the cent in each period and in all", () => {
    fc.assert(
      fc.property(
        fc.array(
          forecasts.map((list) => list.slice(0, 1)),
          { minLength: 8, maxLength: 8 },
        ),
        (table) => {
          const three = ["a", "b", "c"];
          const result = whatChangedByShapley(three, (swapped) => {
            const row = three.reduce((index, cause, i) => index + (swapped.has(cause) ? 2 ** i : 0), 0);
            return [table[row]![0]!, table[7 - row]![0]!];
          });
          const sum = (amounts: readonly number[]) =>
            amounts.reduce((total, amount) => total + cents(amount), 0n);
          expect(sum(result.contributions.map(({ amount }) => amount))).toBe(
            cents(result.to) - cents(result.from),
          );
          for (const { amount, byPeriod } of result.contributions) expect(sum(byPeriod)).toBe(cents(amount));
        },
      ),
    );
  });
  test("gives a third of a cent's rest to the first of equals", () => {
    const { contributions } = whatChangedByShapley(["a", "b", "c"], (swapped) => [
      swapped.size === 3 ? 0.01 : 0,
    ]);
    expect(contributions.map(({ amount }) => amount)).toEqual([0.01, 0, 0]);
    const loss = whatChangedByShapley(["a", "b", "c"], (swapped) => [swapped.size === 3 ? -0.02 : 0]);
    expect(loss.contributions.reduce((total, { amount }) => total + cents(amount), 0n)).toBe(-2n);
  });
  test("a cause without effect contributes nothing", () => {
    const { contributions } = whatChangedByShapley(["data", "idle"], (swapped) => [
      swapped.has("data") ? 7 : 3,
    ]);
    expect(contributions.map(({ amount }) => amount)).toEqual([4, 0]);
  });
  test("refuses nine causes, and forecasts of different periods", () => {
    const nine = Array.from({ length: 9 }, (_, i) => `cause ${i}`);
    expect(() => whatChangedByShapley(nine, () => [1])).toThrow("8 or fewer, got 9");
    expect(() => whatChangedByShapley(["a"], (swapped) => (swapped.size ? [1, 2] : [1]))).toThrow("length");
  });
});
