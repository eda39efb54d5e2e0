import { InvalidArgumentError } from "../errors.ts";
import { listOf } from "../internal/number-lists.ts";

/** How one model fared over many cases (series or origins). */
export interface ModelRank {
  readonly model: string;
  readonly meanScore: number;
  /** 1 is best; equal scores share the mean of their places. */
  readonly meanRank: number;
  /** Share of cases in which it scored best; equal best scores share the win. */
  readonly winShare: number;
}

/** Ranks over the cases that every model has a score for. */
export interface ModelRanks {
  /** Cases compared. */
  readonly cases: number;
  /** Cases left out since a score does not exist. */
  readonly omitted: number;
  /** Lowest mean score first; none if no case is left. */
  readonly ranks: readonly ModelRank[];
}

/**
 * Ranks models over the same cases by a score of which less is better.
 *
 * @param scores - for each model one score a case, in the same order of cases; null where there is none
 * @throws {InvalidArgumentError} if models have different numbers of cases
 *
 * @example
 * modelRanks({ theta: [1, 2, 4], naive: [2, 2, 3] }).ranks[0]; // => { model: "theta", meanScore: 7 / 3, meanRank: 1.5, winShare: 0.5 }
 */
export function modelRanks(scores: Readonly<Record<string, readonly (number | null)[]>>): ModelRanks {
  const models = Object.keys(scores);
  const count = scores[models[0] ?? ""]?.length ?? 0;
  for (const model of models) {
    const length = scores[model]!.length;
    if (length !== count) {
      throw new InvalidArgumentError(
        "scores",
        length,
        `scores of ${models[0]} and ${model} must be of the same cases, got ${count} and ${length}`,
      );
    }
  }
  const complete = listOf(count, (i) => i).filter((i) =>
    models.every((model) => Number.isFinite(scores[model]![i])),
  );
  const cases = complete.length;
  const ranks = models.map((model): ModelRank => {
    let [total, places, wins] = [0, 0, 0];
    for (const i of complete) {
      const own = scores[model]![i]!;
      const lower = models.filter((other) => scores[other]![i]! < own).length;
      const equal = models.filter((other) => scores[other]![i]! === own).length;
      total += own;
      places += lower + (equal + 1) / 2;
      if (lower === 0) wins += 1 / equal;
    }
    return { model, meanScore: total / cases, meanRank: places / cases, winShare: wins / cases };
  });
  return {
    cases,
    omitted: count - cases,
    ranks: cases === 0 ? [] : ranks.sort((a, b) => a.meanScore - b.meanScore),
  };
}
