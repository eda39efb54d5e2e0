import type { QueryInput } from "@foresail/client";
import { usageError } from "./errors.ts";
import type { Arguments } from "./options.ts";

/** Names given one by one or separated by commas. */
export function listOf(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => text.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** The filters of `--where DIM=V`: values of one dimension are alternatives, an empty value is null. */
export function whereOf(args: Arguments): NonNullable<QueryInput["where"]> {
  const values = new Map<string, (string | null)[]>();
  for (const [dimension, value] of args.pairs("where")) {
    values.set(dimension, [...(values.get(dimension) ?? []), value === "" ? null : value]);
  }
  return Object.fromEntries(values);
}

/** The interval levels of `--levels 80,95`, in percent. */
export function levelsOf(args: Arguments): number[] | undefined {
  const levels = args
    .text("levels")
    ?.split(",")
    .map((level) => (level.trim() === "" ? Number.NaN : Number(level)));
  if (levels?.some(Number.isNaN)) {
    throw usageError(`--levels "${args.text("levels")}" is not a list of numbers, as 80,95`);
  }
  return levels;
}

/** The part of a query that says which periods, known when. */
export function rangeOf(args: Arguments): Partial<QueryInput> {
  const given: [string, string | undefined][] = [
    ["from", args.text("from")],
    ["to", args.text("to")],
    ["grain", args.text("grain")],
    ["asOf", args.text("as-of")],
    ["compare", args.text("compare")],
  ];
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
