import { models } from "../src/models/registry.ts";
import type { BenchSeries } from "./m3-series.ts";
import { ofModel } from "./methods.ts";
import { printHeads, printScore } from "./print-table.ts";
import { runMethod } from "./run-method.ts";

/** Automatic ARIMA on every fourth series: it takes longer than the rest together. */
export function arimaPart(list: readonly BenchSeries[], withPeers: boolean): void {
  const quarter = list.filter((_, index) => index % 4 === 0);
  printHeads(`automatic ARIMA: every fourth series (${quarter.length})`);
  const arima = models.find(({ id }) => id === "arima" || id === "auto_arima");
  if (!arima) {
    console.log("no ARIMA model in this version");
    return;
  }
  const { all, groups, cpuSeconds, series, failures } = runMethod(ofModel(arima), quarter);
  printScore(arima.id, all, (1000 * cpuSeconds) / series);
  for (const [group, score] of groups) printScore(`  ${group}`, score);
  for (const failure of failures) console.log(`  failed: ${failure}`);
  if (withPeers) printScore("R auto.arima", R_AUTO_ARIMA, 1803);
}

/** R 4.2.2, forecast 8.20, the same series. */
const R_AUTO_ARIMA = {
  smapeOverSeries: 14.1,
  smapeOverPoints: 14.72,
  mase: 1.423,
  coverage95: 86.3,
  msis: 15.63,
};
