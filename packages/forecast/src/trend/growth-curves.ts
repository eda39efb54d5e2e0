import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { largestSize } from "../internal/statistics.ts";
import { exponential, power } from "../transform/exponential.ts";
import type { Curve } from "./curve.ts";
import { type CurveFamily, nonlinearLeastSquares } from "./nonlinear-least-squares.ts";
import { numberInWords, percentInWords } from "./number-in-words.ts";

/** y = a e^(b t), fitted to the values themselves, not to their logarithms: they may be 0 or below. */
export function exponentialCurve(values: ArrayLike<number>): Curve {
  const last = values.length;
  const { fitted, at, gradient } = fittedCurve(values, {
    at: ([size = 0, rate = 0], time) => size * bounded(exponential(rate * (time - last))),
    gradient: ([size = 0, rate = 0], time) => {
      const growth = bounded(exponential(rate * (time - last)));
      return [growth, size * growth * (time - last)];
    },
    limits: [60 / last],
    starts: [-30, -15, -8, -4, -2, -1, -0.5, -0.1, 0.1, 0.5, 1, 2, 4, 8, 15, 30].map((rate) => [rate / last]),
  });
  const [size = 0, rate = 0] = fitted;
  const growth = exponential(rate) - 1;
  return {
    parameters: { start: size * bounded(exponential(-rate * last)), growth },
    scaling: ["start"],
    free: 2,
    at,
    gradient,
    describe: () =>
      `${(growth < 0) === (size < 0) ? "grows" : "shrinks"} by about ${percentInWords(Math.abs(growth))} a period`,
    notes: ["growth is not damped: do not carry it far ahead"],
  };
}

/** y = a t^b, fitted to the values themselves. */
export function powerCurve(values: ArrayLike<number>): Curve {
  const last = values.length;
  const { fitted, at, gradient } = fittedCurve(values, {
    at: ([size = 0, exponent = 0], time) => size * power(time / last, exponent),
    gradient: ([size = 0, exponent = 0], time) => {
      const growth = power(time / last, exponent);
      return [growth, size * growth * naturalLogarithm(time / last)];
    },
    limits: [20],
    starts: [-3, -1.5, -0.8, -0.4, -0.1, 0.1, 0.4, 0.8, 1.2, 2, 3, 5, 8].map((exponent) => [exponent]),
  });
  const [size = 0, exponent = 0] = fitted;
  return {
    parameters: { start: size * power(last, -exponent), exponent },
    scaling: ["start"],
    free: 2,
    at,
    gradient,
    describe: () =>
      `is multiplied by about ${numberInWords(power(2, exponent))} each time the periods double`,
    notes: [],
  };
}

/** y = L / (1 + e^(-k (t - m))), after Verhulst (1838): symmetric around its steepest point m. */
export function logisticCurve(values: ArrayLike<number>): Curve {
  return levellingCurve(values, {
    at: ([ceiling = 0, rate = 0, middle = 0], time) =>
      ceiling / (1 + bounded(exponential(-rate * (time - middle)))),
    gradient: ([ceiling = 0, rate = 0, middle = 0], time) => {
      const share = 1 / (1 + bounded(exponential(-rate * (time - middle))));
      const steepness = ceiling * share * (1 - share);
      return [share, steepness * (time - middle), -steepness * rate];
    },
  });
}

/** y = L e^(-e^(-k (t - m))), after Gompertz (1825): rises fast, levels off slowly, steepest at m, where it is L / e. */
export function gompertzCurve(values: ArrayLike<number>): Curve {
  return levellingCurve(values, {
    at: ([ceiling = 0, rate = 0, middle = 0], time) =>
      ceiling * exponential(-bounded(exponential(-rate * (time - middle)))),
    gradient: ([ceiling = 0, rate = 0, middle = 0], time) => {
      const lag = bounded(exponential(-rate * (time - middle)));
      const share = exponential(-lag);
      const steepness = share === 0 ? 0 : ceiling * share * lag;
      return [share, steepness * (time - middle), -steepness * rate];
    },
  });
}

function levellingCurve(values: ArrayLike<number>, shape: Pick<CurveFamily, "at" | "gradient">): Curve {
  const last = values.length;
  const { fitted, at, gradient } = fittedCurve(values, {
    ...shape,
    // rates beyond which a curve is a step, and middles beyond which it is an exponential
    limits: [200 / last, 10 * last],
    starts: [-25, -12, -6, -3, -1.5, 1.5, 3, 6, 12, 25].flatMap((rate) =>
      [-0.5, 0, 0.25, 0.5, 0.75, 1, 1.5].map((middle) => [rate / last, middle * last]),
    ),
  });
  const [ceiling = 0, rate = 0, middle = 0] = fitted;
  const largest = largestSize(values);
  // beyond these the data fix the product of ceiling and rate, not the ceiling
  const inSight = Math.abs(ceiling) < 5 * largest && middle < 2 * last && middle > -last;
  return {
    parameters: { ceiling, rate, middle },
    scaling: ["ceiling"],
    free: 3,
    at,
    gradient,
    describe(unit) {
      const verb = at(last) * ceiling >= at(1) * ceiling ? "grows" : "falls";
      const steepest = `fastest around period ${numberInWords(Math.max(1, middle))}`;
      if (!inSight) return `${verb} without a sign of levelling off`;
      if (rate < 0) return `falls from near ${numberInWords(ceiling * unit)} towards 0, ${steepest}`;
      return `${verb}, ${steepest}, levelling off near ${numberInWords(ceiling * unit)}`;
    },
    notes: inSight
      ? []
      : ["the series does not bend enough to tell where it levels off: the ceiling means nothing"],
  };
}

/** The curve of a family that fits best, and its parameters. */
function fittedCurve(
  values: ArrayLike<number>,
  family: CurveFamily,
): Pick<Curve, "at" | "gradient"> & { readonly fitted: readonly number[] } {
  const fitted = nonlinearLeastSquares(values, family);
  return {
    fitted,
    at: (time) => family.at(fitted, time),
    gradient: (time) => family.gradient(fitted, time),
  };
}

/** Keeps products finite. */
function bounded(value: number): number {
  return Math.min(value, 1e150);
}
