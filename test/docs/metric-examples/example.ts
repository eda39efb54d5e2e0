import type { Grain, TableName } from "@foresail/client";

/** A number that was frozen as a forecast of `bookings`. */
export interface FrozenForecast {
  /** The day on which it was issued. */
  readonly issued: string;
  /** First day of the month that it is about. */
  readonly period: string;
  readonly value: number;
}

/** One metric on a few rows, worked out by hand. The pages of docs/metrics show it, and a test asks the engine. */
export interface MetricExample {
  readonly metric: string;
  /** CSV text by table. */
  readonly rows: Readonly<Partial<Record<TableName, string>>>;
  readonly frozen?: readonly FrozenForecast[];
  /** First day of the period that is asked for. */
  readonly from: string;
  /** The day after its last. */
  readonly to: string;
  readonly grain: Grain;
  readonly where?: Readonly<Record<string, string>>;
  /** A split, and which of its series is worked out. */
  readonly split?: { readonly by: string; readonly of: string };
  readonly set?: Readonly<Record<string, string>>;
  /** When the rows were recorded; default: the day after the period. */
  readonly recorded?: string;
  /**
   * How it is worked out. Lines are words, or sides that are equal: `(400 + 250) / 1000 = 0.65`, arithmetic with + - * / ^, min, max
   * and median. The first side of the last line that is arithmetic is the value.
   */
  readonly byHand: readonly string[];
  /** Paragraphs that the metric's page has beside what its definition says. */
  readonly notes?: readonly string[];
}

/** Examples of one part of the business. */
export interface ExampleGroup {
  readonly title: string;
  readonly examples: readonly MetricExample[];
}
