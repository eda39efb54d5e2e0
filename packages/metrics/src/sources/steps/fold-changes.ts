import { firstText } from "../../ingest/compile-condition.ts";
import type { Grid } from "../../ingest/grid.ts";
import { looseName } from "../../ingest/header-names.ts";
import { Problem } from "../../ingest/problem.ts";
import type { CsvRecord } from "../../ingest/scan-rows.ts";
import { groupBy } from "../../model/group-by.ts";
import type { FoldStep } from "../definition.ts";
import { columnsOf } from "./join-rows.ts";
import { type MomentOptions, momentReader } from "./moments.ts";

interface Change {
  readonly line: number;
  readonly key: string;
  readonly ms: number;
  readonly at: string;
  readonly column: string;
  readonly old: string;
  readonly value: string;
  readonly fields: readonly string[];
}

/** Changes of one field at one moment in the order in which they happened: each begins where the last ended. */
function chained(changes: readonly Change[], before: string | undefined): readonly Change[] {
  if (changes.length < 2) return changes;
  const rest = [...changes];
  const ordered: Change[] = [];
  for (let state = before; rest.length > 0; ) {
    const next = rest.findIndex((change) => change.old === state);
    const [change] = rest.splice(Math.max(next, 0), 1);
    ordered.push(change!);
    state = change!.value;
  }
  return ordered;
}

/** Whether a log runs from the newest change to the oldest. */
function isDescending(changes: readonly Change[]): boolean {
  let down = 0;
  for (let at = 1; at < changes.length; at++) down += Math.sign(changes[at - 1]!.ms - changes[at]!.ms);
  return down > 0;
}

/**
 * Folds a log of single changes (key, field, old value, value, at) into states: one row a key and moment, each field as it
 * was after the changes of that moment, carried forward from earlier ones.
 *
 * Before its first change a field was what that change calls its old value; one that never changed is what it is at
 * present. A thing whose begin is known has its first state then. Without either, the field is empty until it changes.
 *
 * @returns rows with the columns `key`, `at` and one a field
 */
export function foldChanges(grid: Grid, step: FoldStep["fold"], options: Omit<MomentOptions, "name">): Grid {
  const columns = [...new Set(Object.values(step.fields))];
  const byField = new Map(Object.entries(step.fields).map(([field, column]) => [looseName(field), column]));
  const [key, at, field, value] = [step.key, step.at, step.field, step.value].map((one) =>
    columnsOf(grid, one),
  );
  const old = step.old === undefined ? [] : columnsOf(grid, step.old);
  const created = step.created === undefined ? [] : columnsOf(grid, step.created);
  const current = Object.entries(step.current ?? {}).map(
    ([column, from]) => [column, columnsOf(grid, from)] as const,
  );
  const good = grid.records.filter(({ problem }) => !problem).map(({ fields }) => fields);
  const zone = { ...options, timeZone: step.timeZone };
  const nameOf = (indexes: readonly number[]): string => grid.header[indexes[0] ?? -1] ?? "";
  const readAt = momentReader(good, at!, { ...zone, name: nameOf(at!) });
  const readCreated = momentReader(good, created, { ...zone, name: nameOf(created) });

  const records: CsvRecord[] = [];
  const header = ["key", "at", ...columns];
  const broken = (line: number, problem: Problem): void => {
    records.push({ line, fields: header.map(() => ""), problem });
  };
  const changes: Change[] = [];
  const births = new Map<string, { text: string; ms: number; line: number; fields: readonly string[] }>();
  for (const { line, fields, problem } of grid.records) {
    if (problem) {
      broken(line, problem);
      continue;
    }
    const id = firstText(fields, key!);
    const column = byField.get(looseName(firstText(fields, field!)));
    const isBirth = looseName(firstText(fields, field!)) === "created";
    if (column === undefined && !isBirth) continue;
    const moment = readAt(fields);
    if (id === "" || moment === null || moment instanceof Problem) {
      const empty = new Problem(
        "missing_required",
        `${id === "" ? "the key" : "the time of the change"} is empty`,
        "every change needs it",
      );
      broken(line, moment instanceof Problem ? moment : empty);
      continue;
    }
    const born = readCreated(fields);
    if (born !== null && !(born instanceof Problem)) births.set(id, { ...born, line, fields });
    else if (isBirth) births.set(id, { ...moment, line, fields });
    if (column === undefined) continue;
    const text = { old: firstText(fields, old), value: firstText(fields, value!) };
    changes.push({ line, key: id, ms: moment.ms, at: moment.text, column, ...text, fields });
  }
  if (isDescending(changes)) changes.reverse();
  const byKey = groupBy(changes, (change) => change.key);
  for (const id of new Set([...births.keys(), ...byKey.keys()])) {
    records.push(...statesOf(id, byKey.get(id) ?? [], births.get(id)));
  }
  return { ...grid, header, records };

  function statesOf(
    id: string,
    unordered: readonly Change[],
    birth: ReturnType<typeof births.get>,
  ): CsvRecord[] {
    const ofKey = [...unordered].sort((a, b) => a.ms - b.ms);
    const any = ofKey[0]?.fields ?? birth?.fields ?? [];
    const state = new Map<string, string>();
    for (const column of columns) {
      const first = ofKey.find((change) => change.column === column);
      const now = current.find(([name]) => name === column)?.[1] ?? [];
      const initial = first ? initialOf(ofKey, first, column) : firstText(any, now);
      state.set(column, initial);
    }
    const row = (line: number, moment: string): CsvRecord => ({
      line,
      fields: [id, moment, ...columns.map((column) => state.get(column)!)],
    });
    const states: CsvRecord[] = [];
    const firstMs = ofKey[0]?.ms ?? Number.POSITIVE_INFINITY;
    if (birth && birth.ms < firstMs) states.push(row(birth.line, birth.text));
    for (const [, atOnce] of groupBy(ofKey, (change) => change.ms)) {
      for (const [column, ofField] of groupBy(atOnce, (change) => change.column)) {
        const ordered = step.old === undefined ? ofField : chained(ofField, state.get(column));
        state.set(column, ordered.at(-1)!.value);
      }
      const last = atOnce.at(-1)!;
      states.push(row(last.line, last.at));
    }
    return states;
  }

  /** What a field was before its first change: the old value that no other change of that moment led to. */
  function initialOf(ofKey: readonly Change[], first: Change, column: string): string {
    const atOnce = ofKey.filter((change) => change.column === column && change.ms === first.ms);
    const led = new Set(atOnce.map((change) => change.value));
    return (atOnce.find((change) => !led.has(change.old)) ?? first).old;
  }
}
