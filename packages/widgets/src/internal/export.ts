import type { ChartModel, ChartTable } from "../charts/model.ts";

/** A CSV field: quoted where needed; a text that a spreadsheet would run as a formula is marked as text. */
function field(value: number | string | null): string {
  if (value == null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A chart's table as CSV (RFC 4180): raw values, whatever the locale. */
export function toCsv(model: ChartModel, { columns, rows }: ChartTable): string {
  const lines = [
    ["period", ...columns, "partial"],
    ...rows.map(({ period, cells }) => [model.periods[period]!, ...cells, String(model.open.has(period))]),
  ];
  return lines.map((line) => `${line.map(field).join(",")}\r\n`).join("");
}

/** Properties that a style sheet gives an SVG and that must travel with it. */
const painted = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
] as const;

/** A drawn SVG as a file of its own, its computed styles written into attributes. */
export function toSvg(drawn: SVGSVGElement): string {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const originals = [drawn, ...drawn.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const style = getComputedStyle(originals[i]!);
    for (const name of painted) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute("class");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

/** Hands a text to the reader as a file. */
export function download(text: string, type: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
