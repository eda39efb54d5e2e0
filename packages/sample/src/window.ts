import { addMonths, isoDate, parseDay } from "./calendar.ts";

/** What to generate. */
export interface SampleOptions {
  /** Equal seeds give equal companies. */
  readonly seed: number | string;
  /** First day that is no longer covered, the first of a month, such as "2026-11-01". */
  readonly end: string;
  /** Years of history; the sample's story needs 3. Default 3. */
  readonly years?: number;
  /** Size of the company; 1 grows from about 80,000 to about 400,000 of MRR. Default 1. */
  readonly scale?: number;
  /** Approximate number of current rows over all tables; takes the place of `scale`. */
  readonly rows?: number;
}

/** The days [start, end) that the sample covers, as whole months. */
export interface Window {
  readonly start: number;
  readonly end: number;
  readonly months: number;
}

/** Rows that do not depend on the size of the company, and rows that grow with it. */
const FIXED_ROWS = 1200;
const ROWS_AT_SCALE_ONE = 89_500;

/** The window of the options. @throws {RangeError} if `end` is not the first of a month or `years` is below 3 */
export function windowOf(options: SampleOptions): Window {
  const end = parseDay(options.end);
  const years = options.years ?? 3;
  if (!/^\d{4}-\d{2}-01$/.test(options.end) || Number.isNaN(end)) {
    throw new RangeError(`generateCompany needs an end that is the first of a month, got ${options.end}`);
  }
  if (!Number.isInteger(years) || years < 3) {
    throw new RangeError(`generateCompany needs 3 or more whole years, got ${years}`);
  }
  const start = addMonths(end, -12 * years);
  return { start, end: parseDay(isoDate(end)), months: 12 * years };
}

/** The scale of the options. @throws {RangeError} if `rows` is below 5,000 or `scale` is not positive */
export function scaleOf(options: SampleOptions): number {
  if (options.rows !== undefined) {
    if (!(options.rows >= 5000))
      throw new RangeError(`generateCompany needs 5000 rows or more, got ${options.rows}`);
    return (options.rows - FIXED_ROWS) / ROWS_AT_SCALE_ONE;
  }
  const scale = options.scale ?? 1;
  if (!(scale > 0)) throw new RangeError(`generateCompany needs a scale above 0, got ${scale}`);
  return scale;
}
