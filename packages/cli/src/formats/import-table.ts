import type { ImportReport, UndoReport } from "@foresail/client";
import { plainText } from "./text-table.ts";

const shownRejects = 5;

/**
 * What an import did, for people.
 *
 * @param mapping - whether to say what fills each column
 */
export function importTable(report: ImportReport, mapping = false): string {
  const { table, rows, accepted, unchanged, rejected, batch } = report;
  const counted = `${count(rows)} rows read, ${count(accepted)} accepted, ${count(unchanged)} unchanged, ${count(rejected)} rejected`;
  const lines = [
    `${table}: ${counted}${report.files !== undefined && typeof batch === "number" ? ` (batch ${batch})` : ""}`,
    ...(report.files ?? []).flatMap((file) => reading(file, mapping)),
    ...report.warnings.map(({ message }) => `  warning: ${message}`),
    ...report.rejects.slice(0, shownRejects).map(({ message }) => `  rejected: ${message}`),
  ];
  const more = rejected - Math.min(shownRejects, report.rejects.length);
  if (more > 0) lines.push(`  and ${count(more)} more`);
  if (report.rejectsFile !== null) lines.push(`rejected rows are in ${report.rejectsFile}`);
  return lines.map((line) => `${plainText(line)}\n`).join("");
}

/** How a file was read: as which export, in which form, and what fills each column. */
function reading(file: NonNullable<ImportReport["files"]>[number], mapping: boolean): string[] {
  const skipped = file.skipped === 0 ? "" : `, ${count(file.skipped)} not of this table`;
  const columns = Object.entries(file.columns).map(([column, from]) => `${column} = ${from}`);
  return [
    `  ${file.file}: ${file.export}, ${count(file.rows)} rows${skipped}`,
    ...(mapping ? [`    ${columns.join("; ")}`] : []),
    ...file.notes.map((note) => `    ${note}`),
  ];
}

/** What an undo did, for people. */
export function undoTable({ undone, batch, table, restored, removed, kept }: UndoReport): string {
  const rows = `${count(restored)} rows restored, ${count(removed)} removed, ${count(kept)} kept as later batches have them`;
  return `${plainText(`${table}: batch ${undone} undone by batch ${batch}: ${rows}`)}\n`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
