const earliestYear = 1900;
const latestYear = 2200;

/** Days of a month of the Gregorian calendar; month 1 is January. */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether a day exists. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Whether a year is plausible for a business date; others are slips of the keyboard or placeholders. */
export function isPlausibleYear(year: number): boolean {
  return year >= earliestYear && year <= latestYear;
}

/** The bounds as a message names them. */
export const plausibleYears: string = `${earliestYear} to ${latestYear}`;
