import type { Score } from "./score.ts";

const HEADS = ["over series", "over points", "MASE", "80 % covers", "95 % covers", "MSIS", "CPU s/1,000"];
const NAME_WIDTH = 26;
const WIDTH = 13;

/** The line of headings; the first two columns are sMAPE. */
export function printHeads(title: string): void {
  console.log(`\n${title}`);
  console.log(`${"sMAPE:".padStart(NAME_WIDTH + 6)}`);
  console.log("".padEnd(NAME_WIDTH) + HEADS.map((head) => head.padStart(WIDTH)).join(""));
}

/** One line of scores; a dash where nothing was measured. */
export function printScore(
  name: string,
  score: { readonly [key in keyof Score]?: number | null },
  cpuSecondsPer1000: number | null = null,
): void {
  const cells = [
    text(score.smapeOverSeries, 2),
    text(score.smapeOverPoints, 2),
    text(score.mase, 3),
    text(score.coverage80, 1),
    text(score.coverage95, 1),
    text(score.msis, 2),
    text(cpuSecondsPer1000, 1),
  ];
  console.log(name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(WIDTH)).join(""));
}

function text(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined ? "-" : value.toFixed(digits);
}
