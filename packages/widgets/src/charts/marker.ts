import { shape } from "./shape.ts";

/** Outlines of the five markers around (0, 0), about 8 px wide: circle, square, triangle, diamond, cross. */
const outlines = [
  "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
  "M-3.5-3.5h7v7h-7z",
  "M0-4.5L4.5 3.5h-9z",
  "M0-5L5 0L0 5L-5 0z",
  "M-4-4L4 4M4-4L-4 4",
] as const;

/** The marker of a slot at a place; hollow for a value that is not final. */
export function marker(slot: number, x: number, y: number, hollow: boolean): SVGElement {
  return shape("path", {
    class: `marker s${slot}${hollow ? " hollow" : ""}`,
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
    d: outlines[slot] ?? outlines[0],
  });
}

/** A short piece of a line with its marker, as the chart draws it. */
export function sample(slot: number): SVGElement {
  return shape(
    "svg",
    { class: "sample", width: 26, height: 12, viewBox: "0 -6 26 12", "aria-hidden": "true" },
    shape("path", { class: `line s${slot}`, d: "M1 0h24" }),
    marker(slot, 13, 0, false),
  );
}
