/** A part of a figure: as known then, and as known now. */
export interface Part {
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

/** A part with its change. */
export interface Change extends Part {
  readonly change: number;
}

/** How a figure came from what was known then to what is known now. */
export interface Bridge {
  readonly before: number;
  readonly after: number;
  readonly change: number;
  /** What changed, largest first; their sum is the change of the figure, to the last millionth. */
  readonly changes: readonly Change[];
}

/** Amounts have six decimals; as whole millionths their sums are exact. */
const micros = (value: number): number => Math.round(value * 1e6);

/**
 * Explains the change of a figure by its parts; what they leave open is a part of its own.
 *
 * @param parts - amounts that add up to the figure, or to its movement
 * @param rest - name of what the parts do not explain: corrections of earlier periods, say
 *
 * @example
 * bridge({ before: 10, after: 14 }, [{ label: "new", before: 2, after: 5 }], "corrected").changes;
 * // => [{ label: "new", before: 2, after: 5, change: 3 }, { label: "corrected", before: 0, after: 1, change: 1 }]
 */
export function bridge(
  figure: { readonly before: number; readonly after: number },
  parts: readonly Part[],
  rest: string,
): Bridge {
  const total = micros(figure.after) - micros(figure.before);
  const explained = parts.map((part) => ({ ...part, micros: micros(part.after) - micros(part.before) }));
  const open = total - explained.reduce((sum, part) => sum + part.micros, 0);
  const all =
    open === 0 ? explained : [...explained, { label: rest, before: 0, after: open / 1e6, micros: open }];
  return {
    ...figure,
    change: total / 1e6,
    changes: all
      .filter((part) => part.micros !== 0)
      .toSorted((a, b) => Math.abs(b.micros) - Math.abs(a.micros))
      .map(({ micros: change, ...part }) => ({ ...part, change: change / 1e6 })),
  };
}
