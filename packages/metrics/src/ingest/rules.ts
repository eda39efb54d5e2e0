import type { Table } from "../model/tables.ts";
import type { RowValues } from "./canonical-row.ts";
import { Problem, quote } from "./problem.ts";

/** A rule that a row breaks, and the column to mend. */
export interface BrokenRule {
  readonly column: string;
  readonly problem: Problem;
}

type Rule = (values: RowValues) => BrokenRule | null;

const dayMs = 86_400_000;

/**
 * Whether one canonical date certainly lies before another. Dates are compared as exactly as both are known; beside an
 * instant, a local time may be up to a day off.
 */
function isBefore(first: string, second: string): boolean {
  const zoned = [first, second].filter((date) => date.endsWith("Z")).length;
  if (zoned === 1) return Date.parse(second.padEnd(11, "Z")) - Date.parse(first.padEnd(11, "Z")) > dayMs;
  const length = Math.min(first.length, second.length) === 10 ? 10 : Math.max(first.length, second.length);
  return first.slice(0, length) < second.slice(0, length);
}

const closedUnlessOpen: Rule = ({ outcome, closed_at }) => {
  if (outcome === "open" || closed_at !== undefined) return null;
  const fact = `outcome is ${String(outcome)} and closed_at is empty`;
  return {
    column: "closed_at",
    problem: new Problem("missing_required", fact, "give the day it was closed"),
  };
};

const priced: Rule = ({ mrr, amount, interval }) => {
  if (mrr !== undefined || (amount !== undefined && interval !== undefined)) return null;
  const fact = "neither mrr nor amount and interval are given";
  return {
    column: "mrr",
    problem: new Problem("missing_required", fact, "give mrr, or amount with its interval"),
  };
};

const endsAfterStart: Rule = ({ starts_at, ends_at }) => {
  if (typeof ends_at !== "string" || typeof starts_at !== "string" || !isBefore(ends_at, starts_at))
    return null;
  const fact = `ends_at ${quote(ends_at)} lies before starts_at ${quote(starts_at)}`;
  return {
    column: "ends_at",
    problem: new Problem("ends_before_starts", fact, "correct one of the two dates"),
  };
};

function bounded(column: string, holds: (value: number) => boolean, bounds: string, remedy: string): Rule {
  return (values) => {
    const value = values[column];
    if (typeof value !== "string" || holds(Number(value))) return null;
    const problem = new Problem("out_of_range", `${quote(value)} is not ${bounds}`, remedy);
    return { column, problem };
  };
}

const fraction = (column: string): Rule =>
  bounded(
    column,
    (value) => value >= 0 && value <= 1,
    "a fraction from 0 to 1",
    'correct it, or say "unit": "percent" in the map where 40 means 0.4',
  );

const rules: Readonly<Record<string, readonly Rule[]>> = {
  opportunities: [closedUnlessOpen, fraction("probability")],
  opportunity_changes: [fraction("probability")],
  stages: [fraction("probability")],
  subscriptions: [
    priced,
    endsAfterStart,
    fraction("discount"),
    bounded(
      "interval_count",
      (value) => value >= 1,
      "1 or more",
      "give the number of intervals between two bills",
    ),
  ],
  fx_rates: [
    bounded("rate", (value) => value > 0, "above 0", "give the units of quote that one unit of base buys"),
  ],
};

/** The first rule across columns that a row breaks, or null. */
export function brokenRule(table: Table, values: RowValues): BrokenRule | null {
  for (const rule of rules[table.name] ?? []) {
    const broken = rule(values);
    if (broken) return broken;
  }
  return null;
}
