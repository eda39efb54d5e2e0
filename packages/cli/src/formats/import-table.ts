import type { ImportReport } from "@foresail/client";
import { plainText } from "./text-table.ts";

const shownRejects = 5;

/** What an import did, for people. */
export function importTable(report: ImportReport): string {
  const { table, rows, accepted, unchanged, rejected } = report;
  const lines = [
    `${table}: ${count(rows)} rows read, ${count(accepted)} accepted, ${count(unchanged)} unchanged, ${count(rejected)} rejected`,
    ...report.warnings.map(({ message }) => `  warning: ${message}`),
    ...report.rejects.slice(0, shownRejects).map(({ message }) => `  rejected: ${message}`),
  ];
  const more = rejected - Math.min(shownRejects, report.rejects.length);
  if (more > 0) lines.push(`  and ${count(more)} more`);
  if (report.rejectsFile !== null) lines.push(`rejected rows are in ${report.rejectsFile}`);
  return lines.map((line) => `${plainText(line)}\n`).join("");
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
