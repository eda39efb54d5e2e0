import { ranking } from "../internal/ranking.ts";

/** The values of each period, dealt out anew among paths by the ranks of scores. */
export function dealtByRank(
  paths: readonly (readonly number[])[],
  scoreOf: (path: number, h: number) => number,
): number[][] {
  const result = paths.map((path) => [...path]);
  for (let h = 0; h < (paths[0]?.length ?? 0); h++) {
    const sorted = Float64Array.from(paths, (path) => path[h]!).sort();
    ranking(paths.length, (path) => scoreOf(path, h)).forEach((path, rank) => {
      result[path]![h] = sorted[rank]!;
    });
  }
  return result;
}
