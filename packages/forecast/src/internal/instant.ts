import { InvalidArgumentError } from "../errors.ts";

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Milliseconds since 1970 of an ISO date or instant; UTC unless it carries an offset.
 *
 * @throws {InvalidArgumentError} if the text is neither
 *
 * @example
 * instant("1970-01-02"); // => 86400000
 */
export function instant(text: string): number {
  const zoned = !text.includes("T") || /(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const time = ISO.test(text) ? Date.parse(zoned ? text : `${text}Z`) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError("date", text, `"${text}" is not an ISO date or instant, as in 2026-03-01`);
  }
  return time;
}
