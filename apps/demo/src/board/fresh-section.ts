import type { Series } from "@foresail/client";
import { html, type TemplateResult } from "lit";
import type { BoardData } from "./board-data.ts";
import { addDays } from "./logic/calendar.ts";
import { formatDay, formatInstant } from "./logic/format.ts";
import { type Age, ageOf, lastFilled, staleAfterDays } from "./logic/freshness.ts";
import { type Answer, BoardSection, type Glance, toneWord } from "./section.ts";

interface Model {
  readonly timeZone: string;
  readonly recorded: Date | null;
  readonly age: Age;
  readonly dataVersion: string;
  readonly sources: readonly {
    readonly label: string;
    readonly table: string;
    readonly day: string | null;
  }[];
}

/** Days that are searched for a source's newest row. */
const searchedDays = 75;

/** A metric that shows when a table last said something. */
const witnesses: readonly (readonly [metric: string, label: string, table: string])[] = [
  ["leads", "New leads", "people"],
  ["spend", "Marketing spend", "spend"],
  ["opportunities_created", "New opportunities", "opportunities"],
  ["bookings", "Won deals", "opportunities"],
  ["new_mrr", "Subscriptions of new customers", "subscriptions"],
];

/** Question 6: is the data fresh? */
export class FreshSection extends BoardSection<Model> {
  protected override async load(data: BoardData): Promise<Model> {
    const [{ lastModified, result }, daily] = await Promise.all([
      data.monthly(),
      data.query({
        metrics: witnesses.map(([metric]) => metric),
        grain: "day",
        from: addDays(data.today, -searchedDays),
        to: addDays(data.today, 1),
      }),
    ]);
    const newest = (metric: string): string | null =>
      lastFilled(daily.series.find((series: Series) => series.metric === metric)?.points ?? []);
    return {
      timeZone: data.timeZone,
      recorded: lastModified,
      age:
        lastModified === null ? { words: "", stale: true } : ageOf(lastModified, new Date(data.company.now)),
      dataVersion: result?.dataVersion ?? "",
      sources: witnesses.map(([metric, label, table]) => ({ label, table, day: newest(metric) })),
    };
  }

  protected override answer({ recorded, age, timeZone }: Model): Answer {
    if (recorded === null) return { lead: "There is no data yet.", more: "" };
    return {
      lead: `${age.stale ? "No" : "Yes"}: the last delivery came ${age.words} ago.`,
      more: `It was recorded on ${formatInstant(recorded, timeZone)}${age.stale ? "; one is overdue" : ""}.`,
    };
  }

  protected override glance({ recorded, age }: Model): Glance {
    if (recorded === null) return { figure: "None", note: "no data yet", tone: "bad" };
    return {
      figure: age.words,
      note: age.stale ? "since the last delivery, one is overdue" : "since the last delivery",
      tone: age.stale ? "bad" : "good",
    };
  }

  protected override evidence({ sources, dataVersion, age }: Model): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Newest rows by source"><table>
        <caption>Newest rows</caption>
        <thead><tr><th scope="col">Source</th><th scope="col">Table</th><th scope="col">Newest row is of</th></tr></thead>
        <tbody>${sources.map(
          ({ label, table, day }) =>
            html`<tr><th scope="row">${label}</th><td><code>${table}</code></td><td>${day === null ? `none in ${searchedDays} days` : formatDay(day)}</td></tr>`,
        )}</tbody>
      </table></div>
      <p class="small">Data version <code>${dataVersion}</code>. Deliveries come weekly; older than ${staleAfterDays} days is ${toneWord("stale", age.stale ? "bad" : "plain")}.</p>`;
  }
}

customElements.define("board-freshness", FreshSection);
