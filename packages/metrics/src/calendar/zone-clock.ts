/** Formats by time zone: to make one takes a thousand times as long as to use it. There are as many as there are zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The format of a zone's day and time, `yyyy-MM-dd, HH:mm:ss`: the Canadian locale writes it so. */
export function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(timeZone, clock);
  return clock;
}
