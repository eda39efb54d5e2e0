/** What a task takes and gives: milliseconds that pass, and those that all threads of this process compute. */
export interface Timed<T> {
  readonly ms: number;
  readonly cpuMs: number;
  readonly result: T;
}

/** Runs a task and takes its time. */
export async function timed<T>(task: () => Promise<T>): Promise<Timed<T>> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await task();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000, result };
}

/** The middle of some numbers, the upper one of two. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** A row of a table in Markdown. */
export function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}
