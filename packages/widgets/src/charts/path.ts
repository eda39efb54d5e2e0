/** Pixel coordinate to a tenth: what a screen can show, and short. */
export const short = (value: number): number => Math.round(value * 10) / 10;

/**
 * SVG path through points; a null breaks the line, a lone point becomes a dot of zero length.
 *
 * @param x - pixel positions
 * @param y - pixel positions, null where there is no value
 * @example
 * linePath([0, 10, 20], [5, null, 7]); // => "M0 5h0M20 7h0"
 */
export function linePath(x: readonly number[], y: readonly (number | null)[]): string {
  let path = "";
  let run = 0;
  const close = (): void => {
    if (run === 1) path += "h0";
    run = 0;
  };
  y.forEach((value, i) => {
    if (value == null) close();
    else path += `${run++ ? "L" : "M"}${short(x[i]!)} ${short(value)}`;
  });
  close();
  return path;
}

/**
 * Closed SVG path of the area between a lower and an upper line.
 *
 * @returns an empty string for no points
 * @example
 * areaPath([0, 10], [8, 9], [2, 1]); // => "M0 2L10 1L10 9L0 8Z"
 */
export function areaPath(x: readonly number[], lower: readonly number[], upper: readonly number[]): string {
  if (x.length === 0) return "";
  const there = x.map((at, i) => `${short(at)} ${short(upper[i]!)}`);
  const back = x.map((at, i) => `${short(at)} ${short(lower[i]!)}`).reverse();
  return `M${[...there, ...back].join("L")}Z`;
}
