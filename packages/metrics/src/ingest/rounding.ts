import type { CanonicalValue } from "./canonical-row.ts";
import type { ColumnReader } from "./read-plan.ts";

const shownExamples = 5;

/** An amount that was rounded as it was read. */
export interface RoundedAmount {
  readonly line: number;
  /** As the source writes it. */
  readonly value: string;
  readonly keptAs: string;
}

/** The amounts of a column that were rounded as they were read. */
export interface Rounding {
  readonly column: string;
  /** The column as the source calls it. */
  readonly label: string;
  /** Null for records. */
  readonly file: string | null;
  readonly count: number;
  /** The first ones. */
  readonly examples: readonly RoundedAmount[];
}

/** Counts rounded amounts by column. */
export interface RoundingCounter<Source> {
  /** Looks at an accepted row. */
  see(line: number, values: Readonly<Record<string, CanonicalValue>>, source: Source): void;
  result(): readonly Rounding[];
}

/** A counter for the columns that may round. */
export function countRounding<Source>(
  readers: readonly ColumnReader<Source>[],
  file: string | null,
): RoundingCounter<Source> {
  const columns = readers
    .filter((reader) => reader.rounds !== undefined)
    .map((reader) => ({ reader, count: 0, examples: [] as RoundedAmount[] }));
  return {
    see: (line, values, source) => {
      for (const column of columns) {
        const { reader, examples } = column;
        const keptAs = values[reader.name];
        if (keptAs === undefined || !reader.rounds!(source)) continue;
        column.count += 1;
        if (examples.length < shownExamples) {
          examples.push({ line, value: reader.raw(source), keptAs: String(keptAs) });
        }
      }
    },
    result: () =>
      columns
        .filter(({ count }) => count > 0)
        .map(({ reader: { name, label }, count, examples }) => ({
          column: name,
          label,
          file,
          count,
          examples,
        })),
  };
}
