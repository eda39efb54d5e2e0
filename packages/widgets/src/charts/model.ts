import type { Grain } from "@foresail/client";
import type { Measure } from "../format/value.ts";

/** How a line is drawn: its slot gives colour, dash and marker together, so that colour is never alone. */
export interface ChartLine {
  readonly name: string;
  /** One value for each period of the chart, null where there is none. */
  readonly values: readonly (number | null)[];
  /** 0 to 4; 5 for actual values, bold in the colour of text; -1 for a thin grey line in the background. */
  readonly slot: number;
  /** Index of the first value that is not final (running period, forecast): dashed and hollow from there. */
  readonly openFrom?: number | undefined;
  /** Indices of values with a ring: restated since they were published. */
  readonly marked?: ReadonlySet<number>;
  /** False for lines without a label at their end. */
  readonly labelled?: boolean;
}

/** An area between two bounds, from one period on; `level` is the share of outcomes it should hold, in per cent. */
export interface ChartBand {
  readonly level: number;
  readonly from: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** Everything a time chart draws, in data units. */
export interface ChartModel extends Measure {
  readonly metric: string;
  readonly grain: Grain;
  readonly timeZone: string;
  readonly definition: string;
  /** First days of the periods, ascending. */
  readonly periods: readonly string[];
  readonly lines: readonly ChartLine[];
  readonly bands?: readonly ChartBand[];
  /** A level to reach, drawn across with its label. */
  readonly target?: number | undefined;
  /** Index of the first forecast period, and the words on both sides of the line before it. */
  readonly boundary?: { readonly at: number; readonly before: string; readonly after: string } | undefined;
  /** Periods that are not over, by index. */
  readonly open: ReadonlySet<number>;
  /** Sentences under the chart. */
  readonly notes: readonly string[];
  /** Keeps zero on the axis whatever the data. */
  readonly fromZero?: boolean;
}

/** A table as the reader and the CSV file get it. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly period: number; readonly cells: readonly (number | string | null)[] }[];
}
