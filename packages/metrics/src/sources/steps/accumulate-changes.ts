import { Big } from "big.js";
import { ForesailError } from "../../errors.ts";
import { firstText } from "../../ingest/compile-condition.ts";
import { detectDecimal } from "../../ingest/detect-format.ts";
import { exactDecimal, moneyRange } from "../../ingest/exact-decimal.ts";
import type { Grid } from "../../ingest/grid.ts";
import { plainDecimal, writtenDecimal } from "../../ingest/plain-decimal.ts";
import { Problem, quote } from "../../ingest/problem.ts";
import type { CsvRecord } from "../../ingest/scan-rows.ts";
import { groupBy } from "../../model/group-by.ts";
import type { AccumulateStep } from "../definition.ts";
import { columnsOf } from "./join-rows.ts";
import { type MomentOptions, momentReader } from "./moments.ts";

/** What summing needs to know of the form of dates and numbers. */
export interface AccumulateOptions extends Omit<MomentOptions, "name"> {
  readonly decimal?: "." | "," | undefined;
}

/**
 * Sums a log of changes of an amount, by key and in order of time.
 *
 * @returns one row a key and span in which the sum stays above 0, with `span.from`, `span.to` (empty: to this day),
 * `span.total` and the columns of the change it begins with; a sum below 0 makes the row one that cannot be taken, since
 * the log then lacks its begin
 */
export function accumulateChanges(
  grid: Grid,
  step: AccumulateStep["accumulate"],
  options: AccumulateOptions,
): Grid {
  const keys = step.key.map((one) => columnsOf(grid, one));
  const at = columnsOf(grid, step.at);
  const amount = columnsOf(grid, step.amount);
  const good = grid.records.filter(({ problem }) => !problem).map(({ fields }) => fields);
  const name = (indexes: readonly number[]): string => grid.header[indexes[0] ?? -1] ?? "";
  const read = momentReader(good, at, { ...options, timeZone: step.timeZone, name: name(at) });
  const texts = [...new Set(good.map((fields) => firstText(fields, amount)))].filter((text) => text !== "");
  const found = detectDecimal(texts);
  if (options.decimal === undefined && "ambiguous" in found) {
    throw new ForesailError(
      "invalid_map",
      `${options.file}: ${found.ambiguous} of column ${JSON.stringify(name(amount))} may be written with a decimal point or a decimal comma; say which, with --decimal`,
    );
  }
  const decimal = options.decimal ?? ("form" in found ? found.form : undefined);

  const header = [...grid.header, "span.from", "span.to", "span.total"];
  const records: CsvRecord[] = [];
  const broken = (record: CsvRecord, problem: Problem): void => {
    records.push({ line: record.line, fields: [...record.fields, "", "", ""], problem });
  };
  const changes: { key: string; ms: number; text: string; change: Big; record: CsvRecord }[] = [];
  for (const record of grid.records) {
    const { fields } = record;
    const moment = record.problem ? null : read(fields);
    const text = firstText(fields, amount);
    const plain = decimal === undefined ? plainDecimal(text) : writtenDecimal(text, decimal);
    const key = JSON.stringify(keys.map((indexes) => firstText(fields, indexes)));
    if (record.problem) broken(record, record.problem);
    else if (moment instanceof Problem) broken(record, moment);
    else if (moment === null)
      broken(record, new Problem("missing_required", "the date of the change is empty", "give it"));
    else if (plain === null)
      broken(record, new Problem("bad_number", `${quote(text)} is not a number`, "correct it"));
    else changes.push({ key, ms: moment.ms, text: moment.text, change: new Big(plain), record });
  }
  for (const [, ofKey] of groupBy(changes, (change) => change.key)) {
    const ordered = [
      ...groupBy(
        [...ofKey].sort((a, b) => a.ms - b.ms),
        (change) => change.ms,
      ).values(),
    ];
    let total = new Big(0);
    ordered.forEach((atOnce, index) => {
      const first = atOnce[0]!;
      total = atOnce.reduce((sum, { change }) => sum.plus(change), total);
      if (total.lt(0)) {
        const fact = `the changes up to here sum to ${total.toFixed()}, so the log lacks earlier ones`;
        broken(first.record, new Problem("broken_history", fact, "export the whole log, from its first day"));
      } else if (total.gt(0)) {
        const until = ordered[index + 1]?.[0]?.text ?? "";
        const sum = exactDecimal(total.toFixed(), moneyRange) ?? total.toFixed();
        records.push({ line: first.record.line, fields: [...first.record.fields, first.text, until, sum] });
      }
    });
  }
  return { ...grid, header, records };
}
