// Forecasts the 3,003 series of the M3 competition and prints accuracy, coverage and time.
//
//   node packages/forecast/bench/m3.ts [path to m3.json]
//
// The file is an array of {id, period, m, h, train, test}; it is not part of this repository. Test parts are
// used for scoring alone. sMAPE is 0-200; "series" averages series, "points" averages all points. The scale of
// MASE and MSIS is the in-sample seasonal naive error with the season of the data.
import { readFileSync } from "node:fs";
import { coverage } from "../src/accuracy/coverage.ts";
import { meanAbsoluteError } from "../src/accuracy/mean-absolute-error.ts";
import { seasonalNaiveScale } from "../src/accuracy/seasonal-naive-scale.ts";
import { symmetricMeanAbsolutePercentageError } from "../src/accuracy/symmetric-mean-absolute-percentage-error.ts";
import { winklerScore } from "../src/accuracy/winkler-score.ts";
import { forecast } from "../src/forecast.ts";
import type { Interval } from "../src/models/model.ts";
import { seasonalNaive } from "../src/models/seasonal-naive.ts";
import { theta } from "../src/models/theta.ts";
import { classicalDecomposition } from "../src/series/classical-decomposition.ts";
import { isSeasonal } from "../src/series/is-seasonal.ts";
import { removeSeason, restoreSeason } from "../src/series/remove-season.ts";

interface Series {
  readonly id: string;
  readonly period: string;
  readonly m: number;
  readonly h: number;
  readonly train: readonly number[];
  readonly test: readonly number[];
}

interface Outcome {
  readonly mean: readonly number[];
  readonly intervals: Readonly<Record<string, Interval>>;
}

type Method = (series: Series) => Outcome;

interface Row {
  readonly period: string;
  readonly points: number;
  readonly smape: number;
  readonly mase: number | null;
  readonly cover80: number;
  readonly cover95: number;
  readonly msis: number | null;
}

const LEVELS = [80, 95];

const methods: Readonly<Record<string, Method>> = {
  seasonal_naive: ({ train, m, h }) => seasonalNaive.fit(train, { season: m }).predict(h, LEVELS),
  naive2: ({ train, m, h }) => {
    if (!isSeasonal(train, m)) return seasonalNaive.fit(train, { season: 1 }).predict(h, LEVELS);
    const season = classicalDecomposition(train, m, "multiplicative");
    const flat = seasonalNaive.fit(removeSeason(train, season), { season: 1 }).predict(h, LEVELS);
    const back = (part: readonly number[]) => Array.from(restoreSeason(part, season, train.length));
    return {
      mean: back(flat.mean),
      intervals: Object.fromEntries(
        Object.entries(flat.intervals).map(([level, { lower, upper }]) => [
          level,
          { lower: back(lower), upper: back(upper) },
        ]),
      ),
    };
  },
  theta: ({ train, m, h }) => theta.fit(train, { season: m }).predict(h, LEVELS),
  auto: ({ train, m, h }) => forecast(train, { horizon: h, season: m, levels: LEVELS }),
};

function score({ period, train, test, m }: Series, { mean, intervals }: Outcome): Row {
  const scale = seasonalNaiveScale(train, m);
  const scaled = (value: number | null) => (value === null || scale === 0 ? null : value / scale);
  const narrow = intervals["80"]!;
  const wide = intervals["95"]!;
  return {
    period,
    points: test.length,
    smape: symmetricMeanAbsolutePercentageError(test, mean)!,
    mase: scaled(meanAbsoluteError(test, mean)),
    cover80: coverage(test, narrow.lower, narrow.upper)!,
    cover95: coverage(test, wide.lower, wide.upper)!,
    msis: scaled(winklerScore(test, wide.lower, wide.upper, 95)),
  };
}

function average(rows: readonly Row[], pick: (row: Row) => number | null, byPoints = false): number {
  let sum = 0;
  let weights = 0;
  for (const row of rows) {
    const value = pick(row);
    if (value === null) continue;
    const weight = byPoints ? row.points : 1;
    sum += weight * value;
    weights += weight;
  }
  return sum / weights;
}

function line(name: string, rows: readonly Row[]): string {
  const cells = [
    average(rows, (row) => row.smape).toFixed(2),
    average(rows, (row) => row.smape, true).toFixed(2),
    average(rows, (row) => row.mase).toFixed(3),
    (100 * average(rows, (row) => row.cover80, true)).toFixed(1),
    (100 * average(rows, (row) => row.cover95, true)).toFixed(1),
    average(rows, (row) => row.msis).toFixed(2),
  ];
  return [name.padEnd(26), String(rows.length).padStart(6), ...cells.map((cell) => cell.padStart(9))].join(
    "",
  );
}

const path = process.argv[2] ?? new URL("../../../../shared/data/m3.json", import.meta.url).pathname;
const all = JSON.parse(readFileSync(path, "utf8")) as readonly Series[];
console.log(
  [
    "method / period".padEnd(26),
    "n".padStart(6),
    ...["series", "points", "MASE", "cover80", "cover95", "MSIS"].map((head) => head.padStart(9)),
  ].join(""),
);
for (const [name, method] of Object.entries(methods)) {
  const failures: string[] = [];
  const rows: Row[] = [];
  let slowest = { id: "", milliseconds: 0 };
  const begin = performance.now();
  for (const series of all) {
    const start = performance.now();
    try {
      rows.push(score(series, method(series)));
    } catch (error) {
      failures.push(`${series.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const milliseconds = performance.now() - start;
    if (milliseconds > slowest.milliseconds) slowest = { id: series.id, milliseconds };
  }
  const seconds = (performance.now() - begin) / 1000;
  console.log(line(name, rows));
  for (const period of new Set(all.map((series) => series.period))) {
    console.log(
      line(
        `  ${period}`,
        rows.filter((row) => row.period === period),
      ),
    );
  }
  console.log(
    `  ${seconds.toFixed(1)} s, slowest ${slowest.id} ${slowest.milliseconds.toFixed(0)} ms, failures ${failures.length}`,
  );
  for (const failure of failures.slice(0, 5)) console.log(`  ${failure}`);
}
