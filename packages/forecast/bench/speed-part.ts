import { forecast } from "../src/forecast.ts";
import * as everything from "../src/index.ts";
import { randomStream } from "../src/internal/random.ts";
import { models } from "../src/models/registry.ts";
import type { BenchSeries } from "./m3-series.ts";
import { LEVELS } from "./methods.ts";

/** Processor time: a thousand monthly series, how it grows with length, and a hundred thousand points. */
export function speedPart(list: readonly BenchSeries[], seed: number): void {
  const monthly = list.filter(({ season }) => season === 12).slice(0, 1000);
  console.log(`\nspeed, one thread, seed ${seed}`);
  const seconds = cpuSeconds(() => {
    for (const { history, season, actual } of monthly) {
      forecast(history, { horizon: actual.length, season, levels: LEVELS });
    }
  });
  console.log(
    `auto with intervals: ${((1000 * seconds) / monthly.length).toFixed(1)} CPU s per 1,000 monthly series`,
  );

  const lengths = [1000, 10_000, 100_000];
  console.log(`\nCPU seconds to fit ${lengths.join(", ")} points; growth for ten times the length`);
  for (const model of models) {
    if (SLOW.has(model.id)) continue;
    const spent = lengths.map((length) => {
      const values = seasonalSeries(length, seed);
      return cpuSeconds(() => model.fit(values, { season: 12 }));
    });
    report(model.id, spent);
  }
  const mstl = (everything as Record<string, unknown>).mstl;
  if (typeof mstl !== "function") {
    console.log("mstl: not in this version");
    return;
  }
  const values = seasonalSeries(100_000, seed);
  const spent = cpuSeconds(() => mstl(values, { seasons: [24, 168] }));
  console.log(`mstl of 100,000 points, seasons of 24 and 168: ${spent.toFixed(2)} CPU s`);
}

/** Models whose search takes minutes on a hundred thousand points. */
const SLOW: ReadonlySet<string> = new Set(["arima", "auto_arima"]);

function report(name: string, spent: readonly number[]): void {
  const growth = spent.slice(1).map((seconds, i) => `x${(seconds / spent[i]!).toFixed(1)}`);
  console.log(
    `${name.padEnd(26)}${spent.map((seconds) => seconds.toFixed(4).padStart(10)).join("")}  ${growth.join(" ")}`,
  );
}

function cpuSeconds(run: () => unknown): number {
  const begin = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

/** Level, trend, a season of twelve and noise: positive, the same for the same seed. */
function seasonalSeries(length: number, seed: number): number[] {
  const random = randomStream(seed);
  return Array.from(
    { length },
    (_, t) => 100 + (50 * t) / length + 10 * Math.sin((2 * Math.PI * t) / 12) + 5 * random(),
  );
}
