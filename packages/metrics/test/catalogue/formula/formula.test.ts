import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Catalogue } from "../../../src/catalogue/catalogue.ts";
import { defineMetric } from "../../../src/catalogue/define-metric.ts";
import type { MetricDefinition } from "../../../src/catalogue/definition.ts";
import { namesOf } from "../../../src/catalogue/formula/formula.ts";
import { parseFormula } from "../../../src/catalogue/formula/parse-formula.ts";
import { exact } from "../../../src/query/decimal.ts";
import { evaluateFormula } from "../../../src/query/evaluate-formula.ts";
import { numberOf, type Quantity } from "../../../src/query/quantity.ts";

const months = (values: Readonly<Record<string, readonly Quantity[]>>) => ({
  grain: "month" as const,
  values: new Map(Object.entries(values)),
});

function value(text: string, values: Readonly<Record<string, readonly Quantity[]>> = {}, index = 0) {
  return numberOf(evaluateFormula(parseFormula(text), months(values), index));
}

describe("formula", () => {
  test.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["8 / 4 / 2", 1],
    ["10 - 4 - 3", 3],
    ["-2 ^ 2", -4],
    ["2 ^ 3 ^ 2", 512],
    ["2 * -3", -6],
    ["min(4, 3) + max(4, 3)", 7],
    ["1 / 0", null],
    ["0.1 + 0.2", 0.3],
    ["months", 1],
  ])("%s is %j", (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  test("adds amounts exactly, and is undefined where an input is", () => {
    expect(value("a + b", { a: [exact("0.1")], b: [exact("0.2")] })).toBe(0.3);
    expect(value("a + b", { a: [exact("0.1")], b: [null] })).toBe(null);
    expect(value("a ^ 0.5", { a: [exact("-4")] })).toBe(null);
  });

  test("looks back, not beyond the first period", () => {
    const mrr = ["100", "110", "132"].map(exact);
    expect(value("mrr / prev(mrr) - 1", { mrr }, 2)).toBeCloseTo(0.2, 12);
    expect(value("prev(mrr, 2)", { mrr }, 2)).toBe(100);
    expect(value("prev(mrr, n)", { mrr, n: [1, 1, 1] }, 1)).toBe(100);
    expect(value("prev(mrr)", { mrr }, 0)).toBe(null);
    expect(value("year_ago(mrr)", { mrr }, 2)).toBe(null);
  });

  test.each([
    ["mrr +", 'formula "mrr +" at character 6: expected a number or a name'],
    ["mrr mrr", "at character 5: unexpected mrr"],
    ["sqrt(mrr)", "at character 1: unknown function sqrt; known are prev, year_ago, min, max"],
    ["min(mrr)", "at character 1: min takes 2 arguments"],
    ["(mrr", "at character 5: expected )"],
    ["mrr; drop", "at character 4: expected a number, a name or one of + - * / ^ ( ) ,"],
  ])("%s is refused", (text, message) => {
    expect(() => parseFormula(text)).toThrow(message);
  });

  test("agrees with JavaScript on sums and products of small whole numbers", () => {
    const part = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.integer({ min: 0, max: 9 }).map(String),
        fc
          .tuple(tie("node"), fc.constantFrom("+", "-", "*"), tie("node"))
          .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      ),
    })).node;
    fc.assert(
      fc.property(part, (text) => {
        // The independent computation: digits, brackets and + - * mean the same in JavaScript.
        expect(value(text)).toBe(Number(new Function(`return ${text}`)()) + 0);
      }),
    );
  });

  test("names each input once", () => {
    expect(namesOf(parseFormula("(won - lost) / won * months"))).toEqual(["won", "lost"]);
  });
});

describe("metrics made of metrics", () => {
  const own = (id: string, text: string): MetricDefinition =>
    defineMetric({
      id,
      version: 1,
      label: id,
      question: "?",
      formula: text,
      unit: "ratio",
      direction: "up",
      expression: { kind: "formula", text },
    });

  test("name a metric that exists", () => {
    expect(() => new Catalogue([own("mine", "mrrr * 2")])).toThrow(
      'metric mine: its formula names "mrrr", which is neither an input nor a metric; did you mean mrr',
    );
  });

  test("do not depend on themselves", () => {
    expect(() => new Catalogue([own("first", "second"), own("second", "first + mrr")])).toThrow(
      "metric first depends on itself: first -> second -> first",
    );
  });
});
