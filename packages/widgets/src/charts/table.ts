import { html, type TemplateResult } from "lit";
import { formatPeriod } from "../format/period.ts";
import { formatValue } from "../format/value.ts";
import type { ChartModel, ChartTable } from "./model.ts";

/** The chart's numbers as a table with every digit, newest period first. */
export function dataTable(
  model: ChartModel,
  { columns, rows }: ChartTable,
  caption: string,
  words: { period: string; soFar: string },
  locale: string,
): TemplateResult {
  const text = (cell: number | string | null): string =>
    typeof cell === "string" ? cell : formatValue(cell, model, locale, "full");
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${caption}><table part="table" id="table">
    <caption>${caption}</caption>
    <thead><tr><th scope="col">${words.period}</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows
      .toReversed()
      .map(
        ({ period, cells }) =>
          html`<tr><th scope="row">${formatPeriod(model.periods[period]!, model.grain, locale)}${
            model.open.has(period) ? html` <span class="muted">${words.soFar}</span>` : ""
          }</th>${cells.map((cell) => html`<td>${text(cell)}</td>`)}</tr>`,
      )}</tbody></table></div>`;
}
