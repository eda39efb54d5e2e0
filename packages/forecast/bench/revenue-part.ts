import { loadRevenueCase, type ScoredPart } from "./m3-series.ts";
import { methodNamed } from "./methods.ts";
import { revenuePeers } from "./peers.ts";
import { printHeads, printScore } from "./print-table.ts";
import { runMethod } from "./run-method.ts";

/** Two and three years of months, twelve ahead: the length that most revenue series have. */
export function revenuePart(path: string, part: ScoredPart, names: readonly string[]): void {
  for (const length of [24, 36]) {
    const list = loadRevenueCase(path, length, part);
    printHeads(`revenue case: the last ${length} months of ${list.length} series, 12 ahead`);
    for (const name of names) {
      const { all, cpuSeconds, series, failures } = runMethod(methodNamed(name), list);
      printScore(name, all, (1000 * cpuSeconds) / series);
      for (const failure of failures) console.log(`  failed: ${failure}`);
    }
    if (part === "holdout") continue;
    console.log("peers");
    for (const [name, [smapeOverSeries, mase]] of Object.entries(revenuePeers[length] ?? {})) {
      printScore(name, { smapeOverSeries, mase });
    }
  }
}
