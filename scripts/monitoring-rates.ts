import { noises, simulate } from "../packages/metrics/test/support/watch-simulation.ts";

/**
 * Prints how often the monitoring raises a false alarm, and how often it finds a shift by two spreads within four weeks,
 * as the table of docs/monitoring.md: `node scripts/monitoring-rates.ts [runs] [seed] [words of a kind]`.
 */
const [runs = 2000, seed = 1] = process.argv.slice(2, 4).map(Number);
const wanted = process.argv[4] ?? "";
const histories = [26, 52, 104, 156];

console.log(`false alarms a metric and year / found within 4 weeks; ${runs} runs, seed ${seed}\n`);
console.log(`| Series | ${histories.map((weeks) => `${weeks} weeks`).join(" | ")} |`);
console.log(`|---|${histories.map(() => "---|").join("")}`);
for (const [name, noise] of Object.entries(noises)) {
  if (!name.includes(wanted)) continue;
  const cells = histories.map((weeks) => {
    const { falseAlarms, power } = simulate(noise, weeks, runs, seed);
    return `${falseAlarms.toFixed(3)} / ${(power * 100).toFixed(0)} %`;
  });
  console.log(`| ${name} | ${cells.join(" | ")} |`);
}
