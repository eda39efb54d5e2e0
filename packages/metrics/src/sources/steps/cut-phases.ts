import { DateTime } from "luxon";
import type { Fields } from "../../ingest/compile-column.ts";
import { compileCondition, firstText } from "../../ingest/compile-condition.ts";
import type { Grid } from "../../ingest/grid.ts";
import { headerNames } from "../../ingest/header-names.ts";
import { Problem } from "../../ingest/problem.ts";
import type { CsvRecord } from "../../ingest/scan-rows.ts";
import type { PhasesStep } from "../definition.ts";
import { columnsOf } from "./join-rows.ts";
import { type Moment, type MomentOptions, momentReader } from "./moments.ts";

interface Span {
  readonly name: string;
  readonly from: number;
  /** Infinity where it does not end. */
  readonly to: number;
}

const units: ReadonlySet<string> = new Set(["day", "week", "month", "quarter", "year"]);

/** A moment so many intervals later, on the calendar in UTC. */
function later({ ms }: Moment, interval: string, count: string): Moment | null {
  if (!units.has(interval) || !/^\d{1,4}$/.test(count)) return null;
  const end = DateTime.fromMillis(ms, { zone: "utc" }).plus({ [`${interval}s`]: Number(count) });
  return { text: end.toJSDate().toISOString(), ms: end.toMillis() };
}

/**
 * Cuts each row's span at the begins and ends of spans within it.
 *
 * @returns rows with `phase.from`, `phase.to` (empty: running), `phase.n` (1, 2, ... in order of time) and, for each mark,
 * `phase.<mark>`, true or empty
 */
export function cutPhases(
  grid: Grid,
  step: PhasesStep["phases"],
  options: Omit<MomentOptions, "name">,
): Grid {
  const good = grid.records.filter(({ problem }) => !problem).map(({ fields }) => fields);
  const reader = (columns: string | readonly string[] | undefined) => {
    const indexes = columns === undefined ? [] : columnsOf(grid, columns);
    return momentReader(good, indexes, { ...options, name: grid.header[indexes[0] ?? -1] ?? "" });
  };
  const names = headerNames(grid.header, true);
  const readFrom = reader(step.from);
  const readTo = reader(step.to);
  const marks = Object.entries(step.marks).map(([name, { from, to, lasts }]) => ({
    name,
    from: reader(from),
    to: reader(to),
    lasts: lasts && {
      holds: compileCondition(names, lasts.when, "lasts").holds,
      interval: columnsOf(grid, lasts.interval),
      count: columnsOf(grid, lasts.count),
    },
  }));

  const ending = (mark: (typeof marks)[number], begin: Moment, fields: Fields): Moment | null | Problem => {
    const end = mark.to(fields);
    if (end !== null || !mark.lasts?.holds(fields)) return end;
    return later(begin, firstText(fields, mark.lasts.interval), firstText(fields, mark.lasts.count));
  };

  const header = [
    ...grid.header,
    "phase.from",
    "phase.to",
    "phase.n",
    ...marks.map(({ name }) => `phase.${name}`),
  ];
  const added = header.length - grid.header.length;
  const pieces = (record: CsvRecord): CsvRecord[] => {
    const { line, fields } = record;
    const broken = (problem: Problem): CsvRecord[] => [
      { line, fields: [...fields, ...Array(added).fill("")], problem },
    ];
    if (record.problem) return broken(record.problem);
    const from = readFrom(fields);
    const to = readTo(fields);
    if (from instanceof Problem) return broken(from);
    if (to instanceof Problem) return broken(to);
    if (from === null)
      return broken(new Problem("missing_required", "the begin is empty", "every row needs it"));
    const moments = new Map<number, string>([[from.ms, from.text]]);
    const spans: Span[] = [];
    for (const mark of marks) {
      const begin = mark.from(fields);
      if (begin instanceof Problem) return broken(begin);
      if (begin === null) continue;
      const end = ending(mark, begin, fields);
      if (end instanceof Problem) return broken(end);
      spans.push({ name: mark.name, from: begin.ms, to: end?.ms ?? Number.POSITIVE_INFINITY });
      for (const moment of [begin, end]) if (moment) moments.set(moment.ms, moment.text);
    }
    const last = to?.ms ?? Number.POSITIVE_INFINITY;
    const cuts = [...moments]
      .filter(([ms]) => ms >= from.ms && (ms < last || ms === from.ms))
      .sort(([a], [b]) => a - b);
    return cuts.map(([ms, text], at) => {
      const until = cuts[at + 1]?.[1] ?? to?.text ?? "";
      const within = marks.map(({ name }) =>
        spans.some((span) => span.name === name && span.from <= ms && ms < span.to),
      );
      return {
        line,
        fields: [...fields, text, until, String(at + 1), ...within.map((is) => (is ? "true" : ""))],
      };
    });
  };
  return { ...grid, header, records: grid.records.flatMap(pieces) };
}
