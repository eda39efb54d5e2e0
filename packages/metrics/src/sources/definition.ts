import type { ImportMap, RowCondition, TableName } from "@foresail/client";

/** A source column, or several of which the first that is not empty counts. */
export type SourceColumns = string | readonly string[];

/** Puts the columns of another export of the same import beside each row, where keys agree. */
export interface JoinStep {
  readonly join: {
    /** Exports that may stand there, the first that is given counts. */
    readonly export: string | readonly string[];
    /** The column of these rows, and the column of the other export with the same value. */
    readonly on: readonly [own: SourceColumns, other: SourceColumns];
    /** Put before the other's column names, with a point between. */
    readonly as: string;
    /** Without the other export the columns are empty, and this is said. */
    readonly absent?: string;
    /** Without the other export the import is refused. */
    readonly required?: boolean;
  };
}

/** Makes a row of each element of a list in JSON; other columns are repeated. */
export interface ExplodeStep {
  readonly explode: {
    /** The column that holds the list; elements' fields are called by its name, a point, and their own. */
    readonly column: string;
    /** Keeps a row whose list is empty. */
    readonly outer?: boolean;
    /** A list with more elements makes the row one that cannot be taken. */
    readonly most?: { readonly elements: number; readonly because: string; readonly remedy: string };
  };
}

/** Adds a column with the sum, over the rows that share keys, of the products of columns. */
export interface TotalStep {
  readonly total: {
    readonly as: string;
    readonly by: SourceColumns;
    readonly of: readonly SourceColumns[];
  };
}

/** Keeps the last of the rows that share keys: by another column, as text, or else by their place. */
export interface LatestStep {
  readonly latest: { readonly by: readonly SourceColumns[]; readonly order?: SourceColumns };
}

/** Folds a log of single changes into states: one row a key and moment, with every field as it was after. */
export interface FoldStep {
  readonly fold: {
    readonly key: SourceColumns;
    readonly at: SourceColumns;
    /** Which field changed, and to what; `old` is what it was before. */
    readonly field: SourceColumns;
    readonly value: SourceColumns;
    readonly old?: SourceColumns;
    /** Fields that count, as the log calls them, and the columns that they become. */
    readonly fields: Readonly<Record<string, string>>;
    /** Columns with the present values, for fields that never changed, by the columns that they become. */
    readonly current?: Readonly<Record<string, SourceColumns>>;
    /** When the thing came to be: its first state is dated so. */
    readonly created?: SourceColumns;
    /** Zone of times without an offset, so that they stand in order with the others. */
    readonly timeZone?: string;
  };
}

/** Cuts a row's span at dates: each piece says from when to when it lasts and what holds in it. */
export interface PhasesStep {
  readonly phases: {
    readonly from: SourceColumns;
    readonly to?: SourceColumns;
    /** Spans within it, by name: `phase.<name>` is true in the pieces that lie inside. */
    readonly marks: Readonly<
      Record<
        string,
        {
          readonly from: SourceColumns;
          readonly to: SourceColumns;
          /** Where `to` is empty and the condition holds, the span lasts so many intervals from its begin. */
          readonly lasts?: {
            readonly when: RowCondition;
            readonly interval: SourceColumns;
            readonly count: SourceColumns;
          };
        }
      >
    >;
  };
}

/** Sums a log of changes of an amount: one row a key and span of time in which the sum stays. */
export interface AccumulateStep {
  readonly accumulate: {
    readonly key: readonly SourceColumns[];
    readonly at: SourceColumns;
    readonly amount: SourceColumns;
    readonly timeZone?: string;
  };
}

/** One thing that is done to rows before a map reads them. */
export type Step = JoinStep | ExplodeStep | TotalStep | LatestStep | FoldStep | PhasesStep | AccumulateStep;

/** How the files of one export are recognised, and which tables they fill. Data, not code. */
export interface ExportDefinition {
  /** `source:export`, as `salesforce:opportunity`. */
  readonly id: string;
  readonly title: string;
  /** Columns that every such file has (one of each list), and columns that it has not. */
  readonly has: readonly SourceColumns[];
  readonly lacks?: readonly string[];
  readonly steps?: readonly Step[];
  /** The tables that its rows fill; none where other exports look it up only. */
  readonly tables: readonly (ImportMap & { readonly table: TableName })[];
  /** What a user should know of the import, printed with it. */
  readonly notes?: readonly string[];
}
