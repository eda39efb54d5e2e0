import { describe, expect, test } from "vitest";
import { bias } from "../../src/accuracy/bias.ts";
import { coverage } from "../../src/accuracy/coverage.ts";
import { meanAbsoluteError } from "../../src/accuracy/mean-absolute-error.ts";
import { meanAbsoluteScaledError } from "../../src/accuracy/mean-absolute-scaled-error.ts";
import { meanScaledIntervalScore } from "../../src/accuracy/mean-scaled-interval-score.ts";
import { rootMeanSquaredError } from "../../src/accuracy/root-mean-squared-error.ts";
import { symmetricMeanAbsolutePercentageError } from "../../src/accuracy/symmetric-mean-absolute-percentage-error.ts";
import { weightedAbsolutePercentageError } from "../../src/accuracy/weighted-absolute-percentage-error.ts";
import { winklerScore } from "../../src/accuracy/winkler-score.ts";

// Expected values: numpy 2.4 on y, f, x as below, e = y - f; the call stands beside each.
const y = [112, 118, 132, 129, 121, 135];
const f = [110, 120, 125, 131, 126, 130];
const x = [100, 104, 99, 107, 111, 108, 115, 112];
const lower = f.map((point) => point - 6);
const upper = f.map((point) => point + 5);

describe("reference values", () => {
  test.each([
    ["np.mean(abs(e))", meanAbsoluteError(y, f), 3.8333333333333335],
    ["np.sqrt(np.mean(e**2))", rootMeanSquaredError(y, f), 4.301162633521313],
    ["sum(abs(e)) / sum(abs(y))", weightedAbsolutePercentageError(y, f), 0.030789825970548863],
    ["e.sum() / y.sum()", bias(y, f), 0.006693440428380187],
    [
      "np.mean(200 * abs(e) / (abs(y) + abs(f)))",
      symmetricMeanAbsolutePercentageError(y, f),
      3.0484290546505535,
    ],
    [
      "np.mean(abs(e)) / np.mean(abs(x[1:] - x[:-1]))",
      meanAbsoluteScaledError(y, f, x, 1),
      0.7892156862745099,
    ],
    [
      "np.mean(abs(e)) / np.mean(abs(x[3:] - x[:-3]))",
      meanAbsoluteScaledError(y, f, x, 3),
      0.5989583333333334,
    ],
    ["np.mean((y >= l) & (y <= u))", coverage(y, lower, upper), 0.8333333333333334],
    [
      "w = np.mean((u - l) + 10 * np.maximum(0, l - y) + 10 * np.maximum(0, y - u))",
      winklerScore(y, lower, upper, 80),
      14.333333333333334,
    ],
    [
      "w / np.mean(abs(x[3:] - x[:-3]))",
      meanScaledIntervalScore(y, lower, upper, 80, x, 3),
      2.2395833333333335,
    ],
  ])("%s", (_, found, expected) => expect(found).toBeCloseTo(expected, 11));
});
