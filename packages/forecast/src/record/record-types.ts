/** Who made a forecast. `naive` is a benchmark that somebody froze; the record adds its own seasonal naive. */
export type SnapshotKind = "naive" | "model" | "plan" | "override" | "consensus";

/** One number of a frozen forecast. */
export interface SnapshotPoint {
  /** First day of the period, an ISO date. */
  readonly period: string;
  /** 1 for the first period that was not complete at the data cut-off. */
  readonly lag: number;
  readonly value: number;
  /** Bounds by level, "80", "95". */
  readonly intervals?: Readonly<Record<string, { readonly lower: number; readonly upper: number }>>;
}

/** A forecast as it was frozen. It never changes; a correction is a new snapshot. */
export interface Snapshot {
  readonly id: string;
  readonly kind: SnapshotKind;
  /** Name of the model, plan or person; with the kind it says what is scored together. */
  readonly label: string;
  /** When it was frozen, an ISO date or instant (UTC unless it carries an offset). */
  readonly issuedAt: string;
  /** Data before this date were used, an ISO date, exclusive. */
  readonly dataCutoff: string;
  readonly points: readonly SnapshotPoint[];
}

/** What one period's actual was said to be, and since when. Pass complete periods only. */
export interface ActualVintage {
  /** First day of the period, an ISO date. */
  readonly period: string;
  /** null withdraws the value. */
  readonly value: number | null;
  /** When it became known, an ISO date or instant (UTC unless it carries an offset). */
  readonly knownAt: string;
}

/** Which vintage of the actuals forecasts are held against. */
export type ActualPolicy = "first_published" | "as_known";
