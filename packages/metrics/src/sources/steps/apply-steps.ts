import { ForesailError } from "../../errors.ts";
import type { Grid } from "../../ingest/grid.ts";
import { gridOf } from "../../ingest/read-json-grid.ts";
import type { Step } from "../definition.ts";
import { type AccumulateOptions, accumulateChanges } from "./accumulate-changes.ts";
import { cutPhases } from "./cut-phases.ts";
import { explodeRows } from "./explode-rows.ts";
import { foldChanges } from "./fold-changes.ts";
import { joinRows } from "./join-rows.ts";
import { latestRows } from "./latest-rows.ts";
import { totalRows } from "./total-rows.ts";

/** What steps need beside the rows. */
export interface StepOptions extends AccumulateOptions {
  /** Rows of another export of the import; null where it is not given. */
  readonly other: (id: string) => Grid | null;
}

const none: Grid = gridOf([]);

function join(grid: Grid, step: Extract<Step, { join: unknown }>["join"], { other, file }: StepOptions) {
  const ids = typeof step.export === "string" ? [step.export] : step.export;
  const found = ids.map(other).find((one) => one !== null);
  if (found) return { grid: joinRows(grid, found, step), notes: [] };
  if (step.required) {
    throw new ForesailError(
      "invalid_header",
      `${file}: its rows need those of ${ids.join(" or ")}; import both files in one command`,
    );
  }
  return { grid: joinRows(grid, none, step), notes: step.absent === undefined ? [] : [step.absent] };
}

/** Applies the steps of an export in their order. */
export function applySteps(
  grid: Grid,
  steps: readonly Step[],
  options: StepOptions,
): { readonly grid: Grid; readonly notes: readonly string[] } {
  const notes: string[] = [];
  let rows = grid;
  for (const step of steps) {
    if ("join" in step) {
      const joined = join(rows, step.join, options);
      rows = joined.grid;
      notes.push(...joined.notes);
    } else if ("explode" in step) rows = explodeRows(rows, step.explode);
    else if ("total" in step) rows = totalRows(rows, step.total);
    else if ("latest" in step) rows = latestRows(rows, step.latest);
    else if ("fold" in step) rows = foldChanges(rows, step.fold, options);
    else if ("phases" in step) rows = cutPhases(rows, step.phases, options);
    else rows = accumulateChanges(rows, step.accumulate, options);
  }
  return { grid: rows, notes };
}
