import type { Alert, AlertSegment } from "@foresail/client";

type Words = Pick<
  Alert,
  "label" | "unit" | "currency" | "grain" | "direction" | "start" | "expected" | "level"
> &
  Pick<Alert, "z" | "p" | "evidence" | "segment">;

function valueText(value: number, unit: Alert["unit"], currency: string | undefined): string {
  if (unit === "fraction") return `${(value * 100).toFixed(1)} %`;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const [whole = "", rest] = value.toFixed(digits).split(".");
  const text = `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest === undefined ? "" : `.${rest}`}`;
  return unit === "currency"
    ? `${text} ${currency ?? ""}`.trim()
    : `${text}${unit === "days" || unit === "months" ? ` ${unit}` : ""}`;
}

function segmentText({ dimension, value, share, usual }: AlertSegment): string {
  const percent = (part: number): string => `${Math.round(part * 100)} %`;
  return `; ${dimension} ${value ?? "(none)"} makes ${percent(share)} of it, and usually ${percent(usual)} of the whole`;
}

/**
 * What changed, when and how sure, in one line.
 *
 * Rows: "Win rate fell to 18.0 % from the week of 2026-03-02 on, where 25.0 % was expected: 4.8 standard errors, strong
 * evidence (p = 1.6e-6); region EMEA makes 82 % of it, and usually 40 % of the whole".
 */
export function alertText({
  label,
  unit,
  currency,
  grain,
  direction,
  start,
  expected,
  level,
  z,
  p,
  evidence,
  segment,
}: Words): string {
  const verb = direction === "up" ? "rose" : "fell";
  const [now, before] = [valueText(level, unit, currency), valueText(expected, unit, currency)];
  const sure = `${Math.abs(z).toFixed(1)} standard errors, ${evidence} evidence (p = ${p.toExponential(1)})`;
  return `${label} ${verb} to ${now} from the ${grain} of ${start} on, where ${before} was expected: ${sure}${segment === null ? "" : segmentText(segment)}`;
}
