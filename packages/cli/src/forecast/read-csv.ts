import { usageError } from "../errors.ts";
import { type CsvRecord, parseCsv } from "./parse-csv.ts";

/** One value of a series, with the period that the file gives it. */
export interface Observation {
  readonly period: string;
  readonly value: number | null;
  readonly line: number;
}

/** A series as the file has it, or why it cannot be read. */
export interface CsvSeries {
  readonly id: string;
  readonly observations: readonly Observation[];
  readonly error: string | null;
}

const columnNames = {
  id: ["id", "series", "series_id", "unique_id"],
  period: ["period", "date", "timestamp", "month", "week", "quarter", "year", "day", "ds"],
  value: ["value", "y", "actual"],
} as const;

/**
 * Reads the series of a CSV file: columns `period` (or `date`) and `value`, and `series` (or `id`) where there are
 * several. An empty value is a missing one.
 *
 * @param name - of the file, for messages
 * @throws {CommandError} for an empty file, or one without a column of values
 */
export function readSeries(text: string, name: string): CsvSeries[] {
  const { records, delimiter } = parseCsv(text);
  const [header, ...rows] = records;
  if (header === undefined || rows.length === 0)
    throw usageError(`${name} is empty; it needs a header and rows`);
  const columns = columnsOf(header, name);
  const byId = new Map<string, { observations: Observation[]; error: string | null }>();
  for (const row of rows) {
    const id = columns.id < 0 ? name : (row.cells[columns.id] ?? "");
    const series = byId.get(id) ?? { observations: [], error: null };
    byId.set(id, series);
    const value = numberOf(row.cells[columns.value] ?? "", delimiter);
    if (value === undefined) {
      series.error ??= `line ${row.line}: ${JSON.stringify(row.cells[columns.value])} is not a number; leave it empty if it is missing`;
    } else {
      series.observations.push({ period: row.cells[columns.period] ?? "", value, line: row.line });
    }
  }
  return [...byId].map(([id, series]) => ({ id, ...series }));
}

function columnsOf({ cells }: CsvRecord, name: string): Record<keyof typeof columnNames, number> {
  const header = cells.map((cell) => cell.toLowerCase());
  const find = (names: readonly string[]): number => header.findIndex((cell) => names.includes(cell));
  const columns = {
    id: find(columnNames.id),
    period: find(columnNames.period),
    value: find(columnNames.value),
  };
  if (columns.value >= 0) return columns;
  throw usageError(
    `${name} has columns ${cells.map((cell) => JSON.stringify(cell)).join(", ")}, none of them value; call them period, value, and series where there are several`,
  );
}

/** A number, null where it is missing, undefined where it is none. */
function numberOf(cell: string, delimiter: string): number | null | undefined {
  if (cell === "" || /^(null|na|nan)$/i.test(cell)) return null;
  const plain = delimiter === ";" && /^-?\d+,\d+$/.test(cell) ? cell.replace(",", ".") : cell;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) && Number.isFinite(Number(plain))
    ? Number(plain)
    : undefined;
}
