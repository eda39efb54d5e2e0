import { InvalidArgumentError } from "../errors.ts";
import { recordOf } from "../internal/record-of.ts";
import { type SkillScore, skillVerdict } from "../record/skill-verdict.ts";
import { type Leaderboard, type LeaderboardOptions, leaderboard } from "./leaderboard.ts";
import { type ModelRank, modelRanks } from "./model-ranks.ts";

/** Which scaled measure to compare series by: each has its own unit. */
export type ScaledMeasure = "mase" | "rmsse";

/** How to compare models over many series. */
export interface SeriesLeaderboardOptions extends LeaderboardOptions {
  /** `mase` if absent. */
  readonly measure?: ScaledMeasure;
}

/** One model over all series. */
export interface SeriesLeaderboardRow extends ModelRank {
  /** 1 is the smallest mean score. */
  readonly rank: number;
  /** Against the benchmark, series by series; "own" and "other" are mean scores. Below 8 series it is too early to say. */
  readonly skill: SkillScore;
}

/** Models compared over many series. */
export interface SeriesLeaderboard {
  readonly benchmark: string;
  readonly measure: ScaledMeasure;
  /** Series on which every model has a score. */
  readonly series: number;
  /** Series left out: a model could not be fitted, or the scale is 0 or unknown. */
  readonly omitted: number;
  /** Smallest mean score first; none if no series is left. */
  readonly rows: readonly SeriesLeaderboardRow[];
  /** The leaderboard of each series, in the order given. */
  readonly boards: readonly Leaderboard[];
}

/**
 * Compares models over many series: mean score, mean rank and share of wins with the series as cases, and skill
 * against the benchmark with a 90 % bootstrap interval over series.
 *
 * Series that move together, such as the regions of one company, tell less than their number: the interval is then
 * too narrow.
 *
 * @param list - histories without gaps, oldest first
 * @throws {InvalidArgumentError} if there is no series
 * @throws {InsufficientDataError} if a series is too short for the benchmark
 *
 * @example
 * const zigzag = [3, 1, 4, 2, 5, 3, 6, 4, 7, 5];
 * const { rows, series } = seriesLeaderboard([zigzag, zigzag.map((value) => 10 * value)], {
 *   models: ["naive"], season: 2, horizon: 1, minimumTraining: 4,
 * });
 * [series, rows[0]?.model, rows[0]?.winShare]; // => [2, "seasonal_naive", 1]
 */
export function seriesLeaderboard(
  list: readonly ArrayLike<number>[],
  { measure = "mase", ...options }: SeriesLeaderboardOptions,
): SeriesLeaderboard {
  if (list.length === 0) {
    throw new InvalidArgumentError("list", 0, "list must hold one series at least, got none");
  }
  const boards = list.map((values) => leaderboard(values, options));
  const benchmark = boards[0]!.benchmark;
  const models = new Set(boards.flatMap(({ rows }) => rows.map(({ model }) => model)));
  const scores = recordOf([...models], (model) =>
    boards.map(({ rows }) => rows.find((row) => row.model === model)?.scores[measure] ?? null),
  );
  const { cases, omitted, ranks } = modelRanks(scores);
  const complete = [...list.keys()].filter((i) => [...models].every((model) => scores[model]![i] !== null));
  const rows = ranks.map((row, place) => ({
    ...row,
    rank: place + 1,
    skill: skillVerdict(
      complete.map((i) => ({
        origin: i,
        position: i,
        lag: 1,
        own: scores[row.model]![i]!,
        other: scores[benchmark]![i]!,
      })),
      options.seed ?? 1,
    ),
  }));
  return { benchmark, measure, series: cases, omitted, rows, boards };
}
