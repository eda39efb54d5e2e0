import type { BenchmarkRow } from "@foresail/client";

/**
 * Figures of one publication: each with what they have in common. The types demand that both together make a whole row,
 * which the compiler cannot see of their union.
 */
export function figuresOf<Common extends Partial<BenchmarkRow>>(
  common: Common,
  figures: readonly (Omit<BenchmarkRow, keyof Common> & Partial<BenchmarkRow>)[],
): BenchmarkRow[] {
  return figures.map((figure) => ({ ...common, ...figure }) as unknown as BenchmarkRow);
}
