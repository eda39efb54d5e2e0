/** A number for reading: three significant digits, commas between thousands. */
export function numberInWords(value: number): string {
  const rounded = Number(value.toPrecision(3));
  if (!(Math.abs(rounded) < 1e15)) return String(rounded);
  const [whole = "0", fraction] = String(rounded).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A fraction as a percentage of two significant digits. */
export function percentInWords(fraction: number): string {
  return `${numberInWords(Number((100 * fraction).toPrecision(2)))} %`;
}

/** "rises by about 12 a period", "falls by about 3 a period" or "stays level". */
export function slopeInWords(slope: number): string {
  if (slope === 0) return "stays level";
  return `${slope > 0 ? "rises" : "falls"} by about ${numberInWords(Math.abs(slope))} a period`;
}
