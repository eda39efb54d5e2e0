/** A column of a table of text. */
export interface TextColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

/**
 * Lays text out in columns two spaces apart, under titles and a rule.
 *
 * @param rows - one cell for each column
 * @returns lines, each ended by a line feed
 */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    rows.reduce((widest, row) => Math.max(widest, width(row[index] ?? "")), width(title)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => pad(cells[index] ?? "", widths[index] ?? 0, align))
      .join("  ")
      .trimEnd();
  const rule = widths.map((size) => "─".repeat(size)).join("  ");
  return [line(columns.map(({ title }) => title)), rule, ...rows.map(line)]
    .map((text) => `${text}\n`)
    .join("");
}

function pad(text: string, size: number, align: TextColumn["align"]): string {
  const space = " ".repeat(Math.max(0, size - width(text)));
  return align === "left" ? text + space : space + text;
}

/** Characters, not code units, and none that would break the line or drive the terminal. */
function width(text: string): number {
  return [...text].length;
}

/** Text from data, without characters that would break the line or drive the terminal. */
export function plainText(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}
