import type { Point } from "@foresail/client";
import type { Period } from "../calendar/spine.ts";
import type { Expression, Measure } from "../catalogue/definition.ts";
import { type Millionths, toNumber } from "./decimal.ts";
import { beforeRange, measureKey } from "./plan.ts";
import { mean, quantile } from "./quantile.ts";
import type { Cell, DimensionValues, Statistics } from "./statistics.ts";

const millionth = 1_000_000n;

/** The exact value of a measure in each period of the spine. */
function exactValues(
  measure: Measure,
  statistics: Statistics,
  values: DimensionValues,
  periods: readonly Period[],
): Millionths[] {
  const cells = statistics.periods(measureKey(measure), values);
  const counts = measure.kind === "flow" && !("sum" in measure.aggregate);
  const ofCell = (cell: Cell | undefined): Millionths =>
    counts ? BigInt(cell?.n ?? 0) * millionth : (cell?.total ?? 0n);
  if (measure.kind !== "balance") return periods.map(({ index }) => ofCell(cells.get(index)));
  let level = ofCell(cells.get(beforeRange));
  return periods.map(({ index }) => {
    level += ofCell(cells.get(index));
    return level;
  });
}

interface Value {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

const plain = (value: number | null): Value => ({ value, numerator: null, denominator: null });

function evaluatePeriods(
  expression: Expression,
  statistics: Statistics,
  values: DimensionValues,
  periods: readonly Period[],
): Value[] {
  switch (expression.kind) {
    case "total": {
      const times = BigInt(expression.times ?? 1);
      return exactValues(expression.measure, statistics, values, periods).map((value) =>
        plain(toNumber(value * times)),
      );
    }
    case "ratio": {
      const numerators = exactValues(expression.numerator, statistics, values, periods).map(toNumber);
      const denominators = exactValues(expression.denominator, statistics, values, periods).map(toNumber);
      return numerators.map((numerator, index) => {
        const denominator = denominators[index] ?? 0;
        return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
      });
    }
    case "distribution": {
      const cells = statistics.periods(measureKey(expression.measure), values);
      const { statistic } = expression;
      return periods.map(({ index }) => {
        const histogram = cells.get(index)?.histogram ?? new Map<number, number>();
        return plain(statistic === "mean" ? mean(histogram) : quantile(histogram, statistic.quantile));
      });
    }
  }
}

/** The points of one series. A period that lies after all that is known has no value. */
export function evaluate(
  expression: Expression,
  statistics: Statistics,
  values: DimensionValues,
  periods: readonly Period[],
): Point[] {
  return evaluatePeriods(expression, statistics, values, periods).map((value, index) => {
    const period = periods[index] as Period;
    return { period: period.label, ...(period.future ? plain(null) : value), partial: period.partial };
  });
}
