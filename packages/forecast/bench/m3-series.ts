import { existsSync, readFileSync } from "node:fs";

/** One series to forecast: history, season, horizon and what came. */
export interface BenchSeries {
  readonly id: string;
  /** yearly, quarterly, monthly or other. */
  readonly group: string;
  readonly season: number;
  readonly history: readonly number[];
  readonly actual: readonly number[];
  /** Training part that the errors are scaled by (MASE, MSIS); longer than `history` if that was cut. */
  readonly scaleBy: readonly number[];
}

interface M3Record {
  readonly id: string;
  readonly period: string;
  readonly m: number;
  readonly h: number;
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** Which part of each series is held back to score by. */
export type ScoredPart = "test" | "holdout";

/**
 * The 3,003 series of the M3 competition, from a JSON array of {id, period, m, h, train, test}, which is no part of this
 * repository.
 *
 * @param part - `test`: train on the training part, score on the test part. `holdout`: score on the last h values of
 *   the training part and train on what is before, for everything that is chosen by results
 * @see Makridakis and Hibon (2000), International Journal of Forecasting 16(4)
 */
export function loadM3(path: string, part: ScoredPart): BenchSeries[] {
  return records(path).map(({ id, period, m, h, train, test }) => {
    const history = part === "test" ? train : train.slice(0, -h);
    return {
      id,
      group: period.toLowerCase(),
      season: m,
      history,
      actual: part === "test" ? test : train.slice(-h),
      scaleBy: history,
    };
  });
}

/**
 * The revenue case: months, their history cut to the last `length`, twelve to forecast. Every fourth monthly series of
 * M3 is scored on its test part; the others are there for choices, scored on the end of their training part.
 */
export function loadRevenueCase(path: string, length: number, part: ScoredPart): BenchSeries[] {
  return records(path)
    .filter(({ m }) => m === 12)
    .filter((_, index) => (index % 4 === 0) === (part === "test"))
    .map(({ id, period, m, train, test }) => {
      const known = part === "test" ? train : train.slice(0, -REVENUE_HORIZON);
      return {
        id,
        group: period.toLowerCase(),
        season: m,
        history: known.slice(-length),
        actual: (part === "test" ? test : train.slice(-REVENUE_HORIZON)).slice(0, REVENUE_HORIZON),
        scaleBy: known,
      };
    })
    .filter(({ history }) => history.length === length);
}

const REVENUE_HORIZON = 12;

function records(path: string): readonly M3Record[] {
  if (!existsSync(path)) {
    throw new Error(`${path} does not exist; give the path of m3.json with --data`);
  }
  return JSON.parse(readFileSync(path, "utf8")) as readonly M3Record[];
}
