import { dayIn } from "../projection/local-day.ts";

const dayMs = 86_400_000;

/** How far a zone's clocks are ahead of UTC at a moment, in ms. */
export function offsetAt(at: Date, timeZone: string): number {
  return Date.parse(`${at.toLocaleString("sv-SE", { timeZone }).replace(" ", "T")}Z`) - at.getTime();
}

/** A date as the first moment of that day in the tenant's zone, an instant as it is; ISO 8601 in UTC. */
export function instantOf(value: string, timeZone: string): string {
  if (value.length > 10) return new Date(value).toISOString();
  // At the offset of the day before or of the day after: on a day on which clocks change only one of them leads into it.
  const midnight = Date.parse(`${value}T00:00:00Z`);
  const candidates = [midnight - dayMs, midnight + dayMs]
    .map((at) => new Date(midnight - offsetAt(new Date(at), timeZone)))
    .sort((a, b) => a.getTime() - b.getTime());
  const first = candidates.find((at) => dayIn(timeZone, at.toISOString()) === value) ?? new Date(midnight);
  return first.toISOString();
}
