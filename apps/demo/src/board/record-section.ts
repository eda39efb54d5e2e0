import type { TrackRecord } from "@foresail/client";
import { html, type TemplateResult } from "lit";
import type { BoardData } from "./board-data.ts";
import { formatList, formatMonth } from "./logic/format.ts";
import { type StepVerdict, stairVerdicts } from "./logic/track-record.ts";
import { type Answer, BoardSection, type Glance } from "./section.ts";

interface Told {
  readonly label: string;
  readonly record: TrackRecord;
  readonly verdicts: readonly StepVerdict[];
}

const shown: readonly (readonly [metric: string, label: string])[] = [
  ["mrr", "MRR"],
  ["bookings", "Bookings"],
];

/** Question 5: how good were our forecasts? */
export class RecordSection extends BoardSection<readonly Told[]> {
  protected override load(data: BoardData): Promise<readonly Told[]> {
    return Promise.all(
      shown.map(async ([metric, label]) => {
        const record = await data.record(metric);
        return { label, record, verdicts: stairVerdicts(record) };
      }),
    );
  }

  protected override answer(all: readonly Told[]): Answer {
    const [lead = "", ...more] = all.map(({ label, verdicts }) =>
      verdicts.length === 0
        ? `${label}: no forecast has been scored yet.`
        : `${label}: ${verdicts.map(({ text }) => text).join("; ")}.`,
    );
    return { lead, more: more.join(" ") };
  }

  protected override glance(all: readonly Told[]): Glance {
    const notes = all.map(({ label, verdicts }) => `${label}: ${verdicts[0]?.verdict ?? "too early to say"}`);
    const good = all.filter(({ verdicts }) => verdicts[0]?.verdict === "better").length;
    return {
      figure: `${good} of ${all.length}`,
      note: `models beat the naive forecast (${notes.join(", ")})`,
      tone: good === all.length ? "good" : "plain",
    };
  }

  protected override evidence(all: readonly Told[]): TemplateResult {
    const restated = all.filter(({ record }) => record.restated.length > 0);
    return html`<div class="charts">${all.map(
      ({ label, record }) => html`<foresail-record .label=${label} .data=${record}></foresail-record>`,
    )}</div>
      ${restated.map(
        ({ label, record }) =>
          html`<p class="small">${label} of ${formatList(record.restated.map(({ period }) => formatMonth(period)))} was restated after it was first published; both values keep their scores.</p>`,
      )}
      ${this.story("restatement")}`;
  }
}

customElements.define("board-record", RecordSection);
