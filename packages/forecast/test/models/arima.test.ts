import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InsufficientDataError, InvalidArgumentError, NonFiniteValueError } from "../../src/errors.ts";
import { kalmanFilter } from "../../src/models/arima/kalman-filter.ts";
import { arimaLikelihood, coefficientsAt } from "../../src/models/arima/likelihood.ts";
import {
  differencePolynomial,
  fromPartialAutocorrelations,
  multiplySeasonal,
  rootsOutside,
} from "../../src/models/arima/polynomials.ts";
import { arimaName } from "../../src/models/arima/specification.ts";
import { arima, arimaModel } from "../../src/models/arima.ts";
import { drift } from "../../src/models/drift.ts";
import { differencesNeeded } from "../../src/series/unit-root.ts";

const none = { p: 0, d: 0, q: 0, P: 0, D: 0, Q: 0, season: 1, constant: false };
const wave = (length: number) =>
  Float64Array.from({ length }, (_, t) => Math.sin(t * t) + 0.4 * Math.sin(0.7 * t));

/** -2 log L without constants from the full covariance matrix: psi weights, autocovariances, Cholesky. */
function denseObjective(values: Float64Array, phi: Float64Array, theta: Float64Array): number {
  const terms = 6000;
  const psi = new Float64Array(terms);
  for (let j = 0; j < terms; j++) {
    let sum = j === 0 ? 1 : (theta[j - 1] ?? 0);
    for (let i = 1; i <= Math.min(j, phi.length); i++) sum += phi[i - 1]! * psi[j - i]!;
    psi[j] = sum;
  }
  const n = values.length;
  const gamma = Array.from({ length: n }, (_, lag) => {
    let sum = 0;
    for (let j = 0; j + lag < terms; j++) sum += psi[j]! * psi[j + lag]!;
    return sum;
  });
  const rows: number[][] = [];
  const whitened: number[] = [];
  let logs = 0;
  for (let i = 0; i < n; i++) {
    const row: number[] = [];
    for (let j = 0; j <= i; j++) {
      let sum = gamma[i - j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * (j === i ? row[k]! : rows[j]![k]!);
      row.push(j === i ? Math.sqrt(sum) : sum / rows[j]![j]!);
    }
    rows.push(row);
    let rest = values[i]!;
    for (let k = 0; k < i; k++) rest -= row[k]! * whitened[k]!;
    whitened.push(rest / row[i]!);
    logs += 2 * Math.log(row[i]!);
  }
  return n * Math.log(whitened.reduce((sum, value) => sum + value * value, 0) / n) + logs;
}

describe("polynomials", () => {
  test("partial autocorrelations 0.5 and 0.2 are those of phi = 0.4, 0.2", () => {
    const [first, second] = fromPartialAutocorrelations([0.5, 0.2]);
    expect(first).toBeCloseTo(0.4, 15);
    expect(second).toBe(0.2);
  });
  test("roots of (1 - 0.5z)(1 - 0.25z) are 2 and 4", () => {
    const product = [0.75, -0.125];
    expect(rootsOutside(product, 1.99)).toBe(true);
    expect(rootsOutside(product, 2.01)).toBe(false);
  });
  test("products and differences expand", () => {
    expect([...multiplySeasonal([0.5], [0.2], 3)]).toEqual([0.5, 0, 0.2, -0.1]);
    expect([...differencePolynomial(1, 1, 4)]).toEqual([1, 0, 0, 1, -1]);
  });
});

describe("exact likelihood", () => {
  test("of an AR(1) is (1 - phi^2) y1^2 + sum (y - phi y[-1])^2 with determinant 1 / (1 - phi^2)", () => {
    // phi = 0.5, y = 2, 1, 3: 0.75 * 4 + 0^2 + 2.5^2 = 9.25
    const values = Float64Array.of(2, 1, 3);
    const best = arimaLikelihood({ ...none, p: 1 }, values, [], 0).exact([0.5])!;
    expect(best.squares).toBeCloseTo(9.25, 12);
    expect(best.objective).toBeCloseTo(3 * Math.log(9.25 / 3) - Math.log(0.75), 12);
  });
  test("of an MA(1) over two values", () => {
    // theta = 0.5: covariance [[1.25, 0.5], [0.5, 1.25]], determinant 1.3125; y = 1, 1 has y'V^-1y = 1.5 / 1.3125
    const best = arimaLikelihood({ ...none, q: 1 }, Float64Array.of(1, 1), [], 0).exact([-0.5])!;
    expect(best.squares).toBeCloseTo(1.5 / 1.3125, 12);
    expect(best.objective).toBeCloseTo(2 * Math.log(1.5 / 1.3125 / 2) + Math.log(1.3125), 12);
  });
  test("equals the normal density with the full covariance matrix, and the Kalman filter's", () => {
    const partial = fc.double({ min: -0.9, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(2), fc.nat(2), fc.nat(1), fc.nat(1)),
        fc.array(partial, { minLength: 6, maxLength: 6 }),
        ([p, q, P, Q], point) => {
          const specification = { ...none, p, q, P, Q, season: 4 };
          const values = wave(30);
          const { phi, theta } = coefficientsAt(point, specification);
          const exact = arimaLikelihood(specification, values, [], 0).exact(point)!;
          const { innovations, variances } = kalmanFilter([values], phi, theta);
          let squares = 0;
          let logs = 0;
          for (let t = 0; t < 30; t++) {
            squares += innovations[0]![t]! ** 2 / variances[t]!;
            logs += Math.log(variances[t]!);
          }
          expect(exact.objective).toBeCloseTo(30 * Math.log(squares / 30) + logs, 7);
          expect(exact.objective).toBeCloseTo(denseObjective(values, phi, theta), 6);
        },
      ),
      { numRuns: 25, seed: 4 },
    );
  });
  test("concentrates a mean out by generalised least squares", () => {
    // AR(1), phi = 0.5: weights of the mean are (1 - phi^2) y1 + sum (1 - phi)(y - phi y[-1]) over (1 - phi^2) + 2 / 4
    const likelihood = arimaLikelihood(
      { ...none, p: 1 },
      Float64Array.of(2, 1, 3),
      [Float64Array.of(1, 1, 1)],
      0,
    );
    expect(likelihood.exact([0.5])!.slopes[0]).toBeCloseTo((0.75 * 2 + 0.5 * 0 + 0.5 * 2.5) / 1.25, 12);
  });
});

describe("arimaModel", () => {
  const values = Array.from({ length: 80 }, (_, t) => 20 + 3 * Math.sin(t * t) + Math.sin(t / 9));
  test("white noise forecasts the mean, with its uncertainty in the interval", () => {
    const fitted = arimaModel({ order: [0, 0, 0], constant: true }).fit([1, 2, 3, 6], { season: 1 });
    expect(fitted.predict(2).mean[1]).toBeCloseTo(3, 12);
    // s^2 = (4 + 1 + 0 + 9) / 3, times 1 + 1/4
    expect(fitted.standardErrors(1)[0]).toBeCloseTo(Math.sqrt((14 / 3) * 1.25), 12);
  });
  test("a random walk with drift is the drift model", () => {
    const mine = arimaModel({ order: [0, 1, 0], constant: true }).fit(values, { season: 1 });
    const other = drift.fit(values, { season: 1 });
    const errors = other.standardErrors(6);
    expect(mine.parameters.drift).toBeCloseTo(other.parameters.slope!, 10);
    mine.predict(6).mean.forEach((value, h) => {
      expect(value).toBeCloseTo(other.predict(6).mean[h]!, 8);
    });
    mine.standardErrors(6).forEach((value, h) => {
      expect(value).toBeCloseTo(errors[h]!, 8);
    });
  });
  test("an AR(1) forecasts mean + phi^h (last - mean), with psi weights phi^j", () => {
    const fitted = arimaModel({ order: [1, 0, 0] }).fit(values, { season: 1 });
    const phi = fitted.parameters.ar1!;
    const last = values.at(-1)!;
    const errors = fitted.standardErrors(2);
    expect(fitted.predict(3).mean[2]).toBeCloseTo(phi ** 3 * last, 8);
    expect(errors[1]! / errors[0]!).toBeCloseTo(Math.sqrt(1 + phi * phi), 10);
  });
  test("an MA(1) forecasts theta times the last innovation, then the mean", () => {
    const fitted = arimaModel({ order: [0, 0, 1], constant: true }).fit(values, { season: 1 });
    const { ma1, mean } = fitted.parameters;
    // innovations from the recursion: after 80 steps the start is forgotten
    let innovation = 0;
    for (const value of values) innovation = value - mean! - ma1! * innovation;
    const forecasts = fitted.predict(3).mean;
    expect(Math.abs(ma1!)).toBeLessThan(0.9);
    expect(forecasts[0]).toBeCloseTo(mean! + ma1! * innovation, 5);
    expect(forecasts[1]).toBeCloseTo(mean!, 10);
  });
  test("ARIMA(0,1,1) is simple exponential smoothing with alpha = 1 + theta", () => {
    const fitted = arimaModel({ order: [0, 1, 1] }).fit(values, { season: 1 });
    const alpha = 1 + fitted.parameters.ma1!;
    let level = values[0]!;
    for (const value of values) level += alpha * (value - level);
    expect(alpha).toBeGreaterThan(0);
    expect(alpha).toBeLessThan(1);
    for (const value of fitted.predict(4).mean) expect(value).toBeCloseTo(level, 1);
  });
  test("fits the airline model as published", () => {
    // R 4.2: arima(log10(AirPassengers), c(0,1,1), seasonal = c(0,1,1)): ma1 -0.4018, sma1 -0.5569, loglik 353.96
    const model = arimaModel({ order: [0, 1, 1], seasonal: [0, 1, 1] });
    const { parameters, notes } = model.fit(AIR_PASSENGERS.map(Math.log10), { season: 12 });
    expect(notes[0]).toBe("arima: ARIMA(0,1,1)(0,1,1)[12]");
    expect(parameters.ma1).toBeCloseTo(-0.4018, 3);
    expect(parameters.sma1).toBeCloseTo(-0.5569, 3);
  });
  test("moves on over new values without estimating again", () => {
    let sum = 0;
    const walk = values.map((value) => {
      sum += value - 20;
      return sum;
    });
    const fitted = arimaModel({ order: [1, 1, 0], constant: true }).fit(walk.slice(0, 60), { season: 1 });
    const moved = fitted.update!(walk);
    const { ar1, drift: slope } = fitted.parameters;
    const [before, last] = walk.slice(-2);
    expect(moved.parameters).toEqual(fitted.parameters);
    expect(moved.predict(1).mean[0]).toBeCloseTo(last! + slope! + ar1! * (last! - before! - slope!), 9);
    expect(() => fitted.update!([1])).toThrow(InsufficientDataError);
  });
  test("drops terms that a short series has no room for, and says so", () => {
    const model = arimaModel({ order: [2, 1, 2], seasonal: [1, 1, 1] });
    const { notes, predict } = model.fit([3, 5, 4, 6, 5, 8], { season: 12 });
    expect(notes).toEqual(["arima: ARIMA(2,1,0)", "fewer terms than asked for: 6 observations"]);
    expect(predict(2).mean.every(Number.isFinite)).toBe(true);
    expect(model.fit([3], { season: 12 }).notes).toEqual([
      "arima: no room for the terms asked for, 1 observation: repeats the last value",
    ]);
  });
  test("refuses orders that make no sense, naming them", () => {
    expect(() => arimaModel({ order: [1, -1, 0] })).toThrow(InvalidArgumentError);
    expect(() => arimaModel({ order: [0, 2, 0], constant: true })).toThrow(/d \+ D of 0 or 1, got 2/);
  });
  test("names are those of the field", () => {
    expect(arimaName({ ...none, p: 1, constant: true })).toBe("ARIMA(1,0,0) with mean");
    expect(arimaName({ ...none, d: 1, Q: 1, season: 4, constant: true })).toBe(
      "ARIMA(0,1,0)(0,0,1)[4] with drift",
    );
  });
});

describe("automatic ARIMA", () => {
  const draws = Array.from({ length: 200 }, (_, t) => Math.sin(12.9898 * t * t + 78.233) * 43758.5453).map(
    (value) => value - Math.floor(value) - 0.5,
  );
  test("finds a random walk", () => {
    let level = 100;
    const walk = draws.map((draw) => {
      level += draw;
      return level;
    });
    const { mean } = arima.fit(walk, { season: 1 }).predict(3);
    for (const value of mean) expect(value).toBeCloseTo(walk.at(-1)!, 0);
  });
  test("continues a season", () => {
    const season = [10, 50, 30, 20];
    const values = draws.slice(0, 40).map((draw, t) => season[t % 4]! + draw + 0.5 * t);
    const { mean } = arima.fit(values, { season: 4 }).predict(4);
    mean.forEach((value, h) => {
      expect(Math.abs(value - season[h]! - 0.5 * (40 + h))).toBeLessThan(1.5);
    });
  });
  test("continues a straight line, and a season without noise", () => {
    const line = arima.fit([1, 3, 5, 7, 9, 11, 13, 15], { season: 1 }).predict(2);
    expect(line.mean[1]).toBeCloseTo(19, 9);
    const pattern = Array.from({ length: 24 }, (_, t) => [5, 1, 9, 4][t % 4]!);
    const repeated = arima.fit(pattern, { season: 4 }).predict(4).mean;
    [5, 1, 9, 4].forEach((value, h) => {
      expect(repeated[h]).toBeCloseTo(value, 9);
    });
  });
  test("differences once at most, where the test would twice", () => {
    const values = draws.slice(0, 60).map((draw, t) => 100 + draw + (t * t) / 20);
    expect(differencesNeeded(values)).toBe(2);
    expect(arima.fit(values, { season: 1 }).notes[0]).toMatch(/^arima: ARIMA\(\d,1,\d\)/);
  });
  test("gives no seasonal terms to seasons of more than 53", () => {
    const values = draws.concat(draws).map((draw, t) => 10 + draw + 5 * Math.sin((2 * Math.PI * t) / 60));
    const { sar1, sma1 } = arima.fit(values, { season: 60 }).parameters;
    expect([sar1, sma1]).toEqual([undefined, undefined]);
  });
  test("says why it repeats the last value", () => {
    expect(arima.fit([4, 4, 4, 4, 4, 4], { season: 1 }).notes).toEqual([
      "arima: all values are equal: repeats the last value",
    ]);
    expect(arima.fit([4, 5], { season: 1 }).notes).toEqual([
      "arima: 2 of the 5 observations that orders need: repeats the last value",
    ]);
  });
  test("refuses no values, and NaN with its index", () => {
    expect(() => arima.fit([], { season: 1 })).toThrow(InsufficientDataError);
    expect(() => arima.fit([1, 2, Number.NaN], { season: 1 })).toThrow(
      new NonFiniteValueError(2, Number.NaN),
    );
  });
  test("stays finite on nasty series, whatever their length", () => {
    const nasty = fc.oneof(
      fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: 1, maxLength: 40 }),
      fc.array(fc.constantFrom(1, 1e12, -1e12), { minLength: 1, maxLength: 30 }),
      fc.array(fc.double({ min: -1e300, max: 1e300, noNaN: true }), { minLength: 1, maxLength: 20 }),
      fc.array(fc.double({ min: 0, max: 1e-300, noNaN: true }), { minLength: 1, maxLength: 20 }),
      fc
        .tuple(fc.nat(40), fc.integer({ min: 6, max: 60 }))
        .map(([at, length]) => Array.from({ length }, (_, t) => (t === at ? 1e6 : 3))),
    );
    fc.assert(
      fc.property(nasty, fc.constantFrom(1, 4, 12), (values, season) => {
        const fitted = arima.fit(values, { season });
        const { mean, intervals } = fitted.predict(5, [95]);
        const numbers = [...mean, ...fitted.standardErrors(5), ...Object.values(fitted.parameters)];
        for (const value of [...numbers, ...fitted.simulate(3, 2, 1)[0]!]) expect(value).not.toBeNaN();
        for (let h = 0; h < 5; h++)
          expect(intervals["95"]!.upper[h]).toBeGreaterThanOrEqual(intervals["95"]!.lower[h]!);
      }),
      { numRuns: 120, seed: 8 },
    );
  });
  test("follows the unit of the series", () => {
    const series = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 12, maxLength: 40 });
    fc.assert(
      fc.property(series, fc.constantFrom(0.001, 7, 1e6), (values, factor) => {
        const one = arima.fit(values, { season: 4 });
        const other = arima.fit(
          values.map((value) => value * factor),
          { season: 4 },
        );
        expect(other.notes).toEqual(one.notes);
        const size = Math.max(...values) * factor;
        one.predict(4).mean.forEach((value, h) => {
          expect(Math.abs(other.predict(4).mean[h]! - value * factor) / size).toBeLessThan(1e-4);
        });
      }),
      { numRuns: 40, seed: 5 },
    );
  });
  test("gives the same bytes twice", () => {
    const values = draws.slice(0, 60).map((draw, t) => 10 + draw + Math.sin(t));
    const run = () => arima.fit(values, { season: 12 }).predict(12);
    expect(JSON.stringify(run())).toBe(JSON.stringify(run()));
  });
});

/** Monthly passengers, 1949 to 1960, in thousands (Box and Jenkins 1970, series G). */
const AIR_PASSENGERS = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158,
  133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218,
  230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235,
  227, 234, 264, 302, 293, 259, 229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278,
  284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404,
  347, 305, 336, 340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472,
  548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
];
