import { isoDate } from "./calendar.ts";
import { simulateBooks } from "./company.ts";
import type { Batch } from "./deliveries.ts";
import { makePlan, type PlanRow } from "./plan.ts";
import type { Tables } from "./rows.ts";
import type { StoryItem } from "./story.ts";
import { tellStory } from "./storyteller.ts";
import { computeTruth, type Truth } from "./truth/truth.ts";
import type { SampleOptions } from "./window.ts";

/** A sample company: its rows, how they became known, and what is true about them. */
export interface Company {
  readonly name: string;
  /** Current rows. */
  readonly tables: Tables;
  /** Deliveries, oldest first; replayed they give the tables. */
  readonly batches: readonly Batch[];
  readonly truth: Truth;
  readonly plan: readonly PlanRow[];
  readonly story: readonly StoryItem[];
}

/**
 * Generates Quillmark, a fictional B2B software company, from first touches to payments, with its truth table.
 *
 * Pure: no clock, no files, no randomness but the seed's. All amounts are in USD, all timestamps in UTC.
 *
 * @param options - seed, exclusive end date, and size by `scale` or approximate `rows`
 * @returns the company; the same options give the same company
 * @throws {RangeError} if `end` is not the first of a month, or a size is too small
 *
 * @example
 * generateCompany({ seed: 7, end: "2026-11-01", rows: 10_000 }).tables.products.length; // => 5
 */
export function generateCompany(options: SampleOptions): Company {
  const books = simulateBooks(options);
  const { tables, batches, world } = books;
  const truth = computeTruth(tables, batches, isoDate(world.window.start), isoDate(world.window.end));
  return { name: "Quillmark", tables, batches, truth, plan: makePlan(truth), story: tellStory(books, truth) };
}
