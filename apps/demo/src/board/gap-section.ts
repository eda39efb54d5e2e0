import { html, svg, type TemplateResult } from "lit";
import type { BoardData } from "./board-data.ts";
import {
  addMonths,
  localDate,
  monthStart,
  monthsBetween,
  quarterEnd,
  quarterName,
  quarterStart,
  workingDays,
} from "./logic/calendar.ts";
import { formatDay, formatShare, formatTimes, formatValue, type Measure } from "./logic/format.ts";
import { type Gap, runRate } from "./logic/gap.ts";
import { plannedSum, planOf } from "./logic/plan.ts";
import { type Answer, BoardSection, type Glance, toneWord } from "./section.ts";

interface Row {
  readonly label: string;
  readonly plural: boolean;
  /** What the pace counts. */
  readonly unit: string;
  readonly measure: Measure;
  /** Null where the plan does not cover the quarter. */
  readonly gap: Gap | null;
}

interface Model {
  readonly quarter: string;
  /** Day up to which the data reach. */
  readonly through: string;
  readonly rows: readonly Row[];
}

/** Question 3: how far from the plan, and what pace does it ask for? */
export class GapSection extends BoardSection<Model> {
  protected override async load(data: BoardData): Promise<Model> {
    const [from, to] = [quarterStart(data.today), quarterEnd(data.today)];
    const [{ lastModified }, mrr, bookings, snapshots] = await Promise.all([
      data.monthly(),
      data.months("mrr"),
      data.months("bookings"),
      data.snapshots(),
    ]);
    const delivered = lastModified === null ? data.today : localDate(lastModified, data.timeZone);
    const through = [from, delivered].toSorted().at(-1) as string;
    const days = { daysSoFar: workingDays(from, through), daysLeft: workingDays(through, to) };
    const at = (points: typeof mrr.points, period: string): number =>
      points.find((point) => point.period === period)?.value ?? 0;
    const booked = monthsBetween(from, addMonths(monthStart(data.today), 1)).reduce(
      (sum, month) => sum + at(bookings.points, month),
      0,
    );
    const mrrPlan = planOf(snapshots, "mrr").get(addMonths(to, -1)) ?? null;
    const bookingsPlan = plannedSum(planOf(snapshots, "bookings"), monthsBetween(from, to));
    const rows: Row[] = [
      {
        label: "Bookings",
        plural: true,
        unit: "booked",
        measure: bookings,
        gap:
          bookingsPlan === null ? null : runRate({ ...days, plan: bookingsPlan, start: 0, actual: booked }),
      },
      {
        label: "MRR",
        plural: false,
        unit: "net new MRR",
        measure: mrr,
        gap:
          mrrPlan === null
            ? null
            : runRate({
                ...days,
                plan: mrrPlan,
                start: at(mrr.points, addMonths(from, -1)),
                actual: mrr.points.at(-1)?.value ?? 0,
              }),
      },
    ];
    return { quarter: quarterName(data.today), through, rows };
  }

  protected override answer({ quarter, rows }: Model): Answer {
    const [lead = "", ...more] = rows.map((row) => sentence(row, quarter));
    return { lead, more: more.join(" ") };
  }

  protected override glance({ rows, quarter }: Model): Glance {
    const row = rows.find(({ gap }) => gap !== null);
    if (row?.gap == null) return { figure: "–", note: `no plan for ${quarter}`, tone: "plain" };
    const { gap, ratio } = row.gap;
    return {
      figure: formatValue(Math.abs(gap), row.measure),
      note: `${row.label.toLowerCase()} ${gap > 0 ? "short of" : "above"} the plan of ${quarter}`,
      tone: gap <= 0 ? "good" : ratio === null || ratio > 1 ? "bad" : "plain",
    };
  }

  protected override evidence({ quarter, through, rows }: Model): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Plan, actual and pace"><table class="gap">
        <caption>Plan of ${quarter}</caption>
        <thead><tr><th scope="col">Figure</th><th scope="col">Plan</th><th scope="col">Reached</th><th scope="col" class="wide">Share</th><th scope="col">Gap</th><th scope="col">Needed a day</th><th scope="col">So far a day</th><th scope="col">Pace</th></tr></thead>
        <tbody>${rows.map((row) => gapRow(row))}</tbody>
      </table></div>
      <p class="small">Counted up to ${formatDay(through)}, the last delivery. A day is one from Monday to Friday; ${rows[0]?.gap?.daysLeft ?? 0} are left. The plan is the one frozen at the start of the year.</p>`;
  }
}

function sentence({ label, plural, unit, measure, gap }: Row, quarter: string): string {
  const [is, has] = plural ? ["are", "have"] : ["is", "has"];
  if (gap === null) return `${label} ${has} no plan for ${quarter}.`;
  const value = (number: number | null): string => formatValue(number, measure);
  if (gap.gap <= 0) return `${label} ${has} beaten the plan of ${value(gap.plan)} by ${value(-gap.gap)}.`;
  if (gap.needed === null) return `${label} missed the plan of ${value(gap.plan)} by ${value(gap.gap)}.`;
  const pace =
    gap.ratio === null
      ? `against ${value(gap.pace)} a day so far`
      : `${formatTimes(gap.ratio)} the pace so far`;
  return `${label} ${is} ${value(gap.gap)} short of ${value(gap.plan)}: it takes ${value(gap.needed)} ${unit} a day, ${pace}.`;
}

function paceWords({ gap, ratio }: Gap): string {
  if (gap <= 0) return "plan met";
  if (ratio === null) return "no pace yet";
  return ratio > 1 ? `${formatTimes(ratio)} as fast needed` : "fast enough";
}

function gapRow({ label, measure, gap }: Row): TemplateResult {
  if (gap === null) return html`<tr><th scope="row">${label}</th><td colspan="7">no plan</td></tr>`;
  const value = (number: number | null): string => formatValue(number, measure);
  const share = gap.actual / gap.plan;
  const hard = gap.gap > 0 && (gap.ratio === null || gap.ratio > 1);
  const pace = paceWords(gap);
  return html`<tr><th scope="row">${label}</th><td>${value(gap.plan)}</td><td>${value(gap.actual)} <span class="small">${formatShare(share)}</span></td>
    <td class="wide"><svg width="100%" height="12" role="img" aria-label="${formatShare(share)} of the plan">${svg`<rect class="track" width="100%" height="12" rx="3"></rect><rect class="so-far" width="${Math.min(100, 100 * share)}%" height="12" rx="3"></rect>`}</svg></td>
    <td>${value(gap.gap)}</td><td>${value(gap.needed)}</td><td>${value(gap.pace)}</td><td>${toneWord(pace, hard ? "bad" : "good")}</td></tr>`;
}

customElements.define("board-gap", GapSection);
