import { ForesailError } from "../errors.ts";
import { convertDate } from "../ingest/convert-date.ts";
import { parseCsv } from "../ingest/parse-csv.ts";
import { plainDecimal } from "../ingest/plain-decimal.ts";
import { Problem } from "../ingest/problem.ts";
import { nearest } from "../model/nearest.ts";
import type { SourceFile } from "../store/store.ts";

/** One forecast number of a file. */
export interface ForecastRow {
  readonly line: number;
  /** The metric's id: the file's `series_id`. */
  readonly metric: string;
  /** A day of the period: the file's `timestamp`. */
  readonly day: string;
  /** When the forecast was made; null where the file does not say. */
  readonly origin: string | null;
  /** Who or what made it; null where the file does not say. */
  readonly method: string | null;
  readonly value: number;
  /** The 90 % interval; null where the file has none. */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}

const required = ["series_id", "timestamp", "forecast"];
const optional = ["origin_timestamp", "horizon", "method_id", "lo90", "hi90"];
const shownIssues = 20;

interface Issue {
  readonly path: string;
  readonly message: string;
}

/** Reads the cells of one row and collects what is wrong with them. */
class RowReader {
  readonly #cells: ReadonlyMap<string, string>;
  readonly #place: string;
  readonly issues: Issue[] = [];

  constructor(header: readonly string[], fields: readonly string[], place: string) {
    this.#cells = new Map(header.map((name, index) => [name, fields[index] ?? ""]));
    this.#place = place;
  }

  text(column: string): string | null {
    return this.#cells.get(column) || null;
  }

  fault(column: string, message: string): void {
    this.issues.push({ path: `${this.#place}, ${column}`, message });
  }

  date(column: string): string | null {
    const text = this.text(column);
    if (text === null) return null;
    const value = convertDate(text, {});
    if (typeof value === "string") return value;
    this.fault(column, `${value.fact}; write it as 2026-01-31`);
    return null;
  }

  number(column: string): number | null {
    const text = this.text(column);
    if (text === null) return null;
    const value = plainDecimal(text);
    if (value !== null && Number.isFinite(Number(text))) return Number(text);
    this.fault(
      column,
      `"${text}" is not a plain number such as -1234.56; write it without separators or symbols`,
    );
    return null;
  }
}

function readRow(reader: RowReader, line: number, metrics: readonly string[]): ForecastRow | null {
  const metric = reader.text("series_id");
  if (metric === null) reader.fault("series_id", `is empty; name a metric, such as ${metrics[0]}`);
  else if (!metrics.includes(metric)) {
    const near = nearest(metric, metrics);
    const hint = near.length > 0 ? `did you mean ${near.join(" or ")}?` : `known are ${metrics.join(", ")}`;
    reader.fault("series_id", `unknown metric "${metric}"; ${hint}`);
  }
  const day = reader.date("timestamp");
  if (reader.text("timestamp") === null)
    reader.fault("timestamp", "is empty; write the first day of the period");
  const value = reader.number("forecast");
  if (reader.text("forecast") === null)
    reader.fault("forecast", "is empty; write the number that was forecast");
  const origin = reader.date("origin_timestamp");
  const lower = reader.number("lo90");
  const upper = reader.number("hi90");
  if (lower !== null && upper !== null && lower > upper)
    reader.fault("lo90", `${lower} is above hi90, ${upper}; exchange them`);
  if ((lower === null) !== (upper === null))
    reader.fault("lo90", "and hi90 go together; write both or neither");
  if (value !== null && lower !== null && upper !== null && (value < lower || value > upper)) {
    reader.fault(
      "forecast",
      `${value} lies outside of its own interval, ${lower} to ${upper}; correct one of them`,
    );
  }
  const horizon = reader.number("horizon");
  if (horizon !== null && (!Number.isInteger(horizon) || horizon < 0)) {
    reader.fault("horizon", `${horizon} is not a number of periods; write 1, 2, 3 ... or leave it empty`);
  }
  if (reader.issues.length > 0 || metric === null || day === null || value === null) return null;
  const interval = lower === null || upper === null ? null : { lower, upper };
  return { line, metric, day: day.slice(0, 10), origin, method: reader.text("method_id"), value, interval };
}

/**
 * Reads forecasts made elsewhere: CSV in the columns of the Forecast Table Schema, `series_id, timestamp,
 * origin_timestamp, horizon, method_id, forecast, lo90, hi90`; the first, second and sixth are required.
 *
 * A file is taken whole or not at all: half a plan is none. The lag of a number follows from its origin and period;
 * `horizon` is checked and not needed.
 *
 * @param metrics - ids that `series_id` may name
 * @throws {ForesailError} `empty_file`; `invalid_header`; `invalid_forecast_file` with every fault in `issues`
 * @see Sai, Davydenko and Shcherbakov (2018), "Data schemas for forecasting"
 */
export function readForecastTable(file: SourceFile, metrics: readonly string[]): ForecastRow[] {
  const { header, records } = parseCsv(file);
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new ForesailError(
      "invalid_header",
      `${file.name}: the header lacks ${missing.join(", ")}; it has ${header.join(", ")}; a forecast file has ${required.join(", ")}, and may have ${optional.join(", ")}`,
    );
  }
  const issues: Issue[] = [];
  const rows: ForecastRow[] = [];
  const seen = new Map<string, number>();
  for (const { line, fields, problem } of records) {
    const place = `${file.name} line ${line}`;
    if (problem instanceof Problem) {
      issues.push({ path: place, message: `${problem.fact}; ${problem.remedy}` });
      continue;
    }
    const reader = new RowReader(names, fields, place);
    const row = readRow(reader, line, metrics);
    if (row) {
      const key = JSON.stringify([row.metric, row.day, row.origin, row.method]);
      const first = seen.get(key);
      if (first !== undefined)
        reader.fault("timestamp", `is on line ${first} already, for the same origin and method; keep one`);
      seen.set(key, first ?? line);
      rows.push(row);
    }
    issues.push(...reader.issues);
  }
  const [first] = issues;
  if (first) {
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
    throw new ForesailError(
      "invalid_forecast_file",
      `${first.path}: ${first.message}${more}; nothing was frozen`,
      {
        issues: issues.slice(0, shownIssues),
      },
    );
  }
  if (rows.length === 0) {
    throw new ForesailError("empty_file", `${file.name} has a header and no rows; nothing was frozen`);
  }
  return rows;
}
