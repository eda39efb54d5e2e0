import type { BenchSeries } from "./m3-series.ts";
import type { Method } from "./methods.ts";
import { type Score, scoreSeries, summarizeScores } from "./score.ts";

/** A method over many series: scores of all and of each group, and what it cost. */
export interface MethodResult {
  readonly series: number;
  readonly all: Score;
  readonly groups: ReadonlyMap<string, Score>;
  readonly cpuSeconds: number;
  readonly failures: readonly string[];
}

/** Forecasts every series with one method and scores it. A series that fails is named and left out of the averages. */
export function runMethod(method: Method, list: readonly BenchSeries[]): MethodResult {
  const scores = new Map<BenchSeries, ReturnType<typeof scoreSeries>>();
  const failures: string[] = [];
  const begin = process.cpuUsage();
  for (const series of list) {
    try {
      scores.set(series, scoreSeries(series, method(series)));
    } catch (error) {
      failures.push(`${series.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const { user, system } = process.cpuUsage(begin);
  const names = [...new Set(list.map(({ group }) => group))];
  return {
    series: list.length,
    all: summarizeScores([...scores.values()]),
    groups: new Map(
      names.map((name) => [
        name,
        summarizeScores([...scores].filter(([{ group }]) => group === name).map(([, score]) => score)),
      ]),
    ),
    cpuSeconds: (user + system) / 1e6,
    failures,
  };
}
