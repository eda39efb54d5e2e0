import { InvalidArgumentError } from "../../errors.ts";
import type { RegressorColumns } from "./calendar-regressors.ts";
import { dayNumber, daysOfPeriod, type Grain } from "./days.ts";

/** Something that happened, or will, on a day. */
export interface KnownEvent {
  readonly name: string;
  /** First day, ISO. */
  readonly date: string;
  /** Last day, ISO; the day itself if absent. For a pulse only. */
  readonly until?: string;
  /** `level_shift`: stays from its period on. `pulse`: only in the periods that it touches. */
  readonly kind: "level_shift" | "pulse";
}

/** Which periods. */
export interface EventOptions {
  readonly grain: Grain;
  /** First day of each period of history and future, ISO. */
  readonly dates: readonly string[];
  readonly events: readonly KnownEvent[];
}

/**
 * A column of 0 and 1 for each event, for a regression to estimate its size.
 *
 * A size can be estimated only if the event lies inside the history. For one that is still to come and whose size is
 * known, use {@link withKnownEffects}.
 *
 * @throws {InvalidArgumentError} if two events have one name, or an event ends before it begins
 * @see Box and Tiao (1975), Journal of the American Statistical Association 70(349), on intervention analysis
 *
 * @example
 * const dates = ["2026-01-01", "2026-02-01", "2026-03-01"];
 * const events = [{ name: "new prices", date: "2026-02-10", kind: "level_shift" as const }];
 * eventRegressors({ grain: "month", dates, events })["new prices"]; // => [0, 1, 1]
 */
export function eventRegressors({ grain, dates, events }: EventOptions): RegressorColumns {
  const periods = dates.map((date) => daysOfPeriod(date, grain));
  const columns: Record<string, number[]> = {};
  for (const { name, date, until = date, kind } of events) {
    if (name in columns) {
      throw new InvalidArgumentError(
        "events",
        name,
        `there are two events "${name}": give each its own name`,
      );
    }
    const first = dayNumber(date);
    const last = dayNumber(until);
    if (last < first) {
      throw new InvalidArgumentError(
        "until",
        until,
        `event "${name}" ends on ${until}, before its start ${date}`,
      );
    }
    columns[name] = periods.map(({ start, end }) => {
      const begun = first < end;
      return begun && (kind === "level_shift" || last >= start) ? 1 : 0;
    });
  }
  return columns;
}
