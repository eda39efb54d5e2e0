import type { BenchSeries } from "./m3-series.ts";
import { methodNamed } from "./methods.ts";
import { m3Peers } from "./peers.ts";
import { printHeads, printScore } from "./print-table.ts";
import { runMethod } from "./run-method.ts";

/** Every method on every series: all, then by group, with the peers' figures beside them. */
export function m3Part(list: readonly BenchSeries[], names: readonly string[], withPeers: boolean): void {
  printHeads(`M3: ${list.length} series, intervals at 80 and 95`);
  for (const name of names) {
    const { all, groups, cpuSeconds, series, failures } = runMethod(methodNamed(name), list);
    printScore(name, all, (1000 * cpuSeconds) / series);
    for (const [group, score] of groups) printScore(`  ${group}`, score);
    for (const failure of failures) console.log(`  failed: ${failure}`);
  }
  if (!withPeers) return;
  console.log("peers");
  for (const { name, all, smapeByGroup, cpuSecondsPer1000 } of m3Peers) {
    printScore(name, all, cpuSecondsPer1000);
    for (const [group, smapeOverSeries] of Object.entries(smapeByGroup)) {
      printScore(`  ${group}`, { smapeOverSeries });
    }
  }
}
