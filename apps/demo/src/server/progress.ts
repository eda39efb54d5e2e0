/** Where lines of progress go. */
export interface Output {
  write(text: string): unknown;
}

/** Runs a step and writes one line: what it did and how long it took. */
export type Step = <T>(what: string, run: () => Promise<T>) => Promise<T>;

/** Steps that write to `output`, as "Froze 48 forecasts (3.1 s)". */
export function stepsTo(output: Output): Step {
  return async (what, run) => {
    const start = performance.now();
    const result = await run();
    output.write(`${what} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`);
    return result;
  };
}
