/** A period [from, to) with the label of its first day; dates compare as text. */
export interface Period {
  readonly grain: "month" | "quarter";
  readonly from: string;
  readonly to: string;
}

/** The first of the month some months after a first of the month. */
export function shiftMonths(date: string, months: number): string {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}-01`;
}

/** The months of [start, end). */
export function monthsOf(start: string, end: string): Period[] {
  const periods: Period[] = [];
  for (let from = start; from < end; from = shiftMonths(from, 1)) {
    periods.push({ grain: "month", from, to: shiftMonths(from, 1) });
  }
  return periods;
}

/** The calendar quarters that lie wholly in [start, end). */
export function quartersOf(start: string, end: string): Period[] {
  const periods: Period[] = [];
  for (const { from } of monthsOf(start, end)) {
    const to = shiftMonths(from, 3);
    if (["01", "04", "07", "10"].includes(from.slice(5, 7)) && to <= end)
      periods.push({ grain: "quarter", from, to });
  }
  return periods;
}

/** The date of a date or timestamp. */
export function dateOf(at: string): string {
  return at.slice(0, 10);
}

/** Calendar days from one date or timestamp to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(dateOf(to)) - Date.parse(dateOf(from))) / 86_400_000);
}
